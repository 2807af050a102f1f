/**
 * The part of VS Code's API that the extension uses, for unit tests: vitest puts it in the place of "vscode". `editor` is the
 * person in front of it: what they answer, and what they are shown. Real VS Code: extension/test/ui.
 */
import { pathToFileURL } from "node:url";

type Listener<T> = (event: T) => void;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  readonly #end: () => unknown;
  constructor(end: () => unknown) {
    this.#end = end;
  }
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const each of all) each.dispose();
    });
  }
  dispose(): void {
    this.#end();
  }
}

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;
  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class MarkdownString {
  isTrusted: unknown;
  value: string;
  constructor(value = "") {
    this.value = value;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
  appendText(text: string): this {
    this.value += text.replaceAll(/[\\*_]/g, "\\$&");
    return this;
  }
}

export class Range {
  readonly values: readonly number[];
  constructor(...values: number[]) {
    this.values = values;
  }
}

export class CodeLens {
  readonly range: Range;
  readonly command: unknown;
  constructor(range: Range, command: unknown) {
    this.range = range;
    this.command = command;
  }
}

export class Hover {
  readonly contents: MarkdownString;
  readonly range: Range;
  constructor(contents: MarkdownString, range: Range) {
    this.contents = contents;
    this.range = range;
  }
}

interface UriParts {
  readonly scheme: string;
  readonly authority?: string;
  readonly path: string;
  readonly query?: string;
}

export const Uri = {
  from: (parts: UriParts) => parts,
  parse: (url: string) => ({ scheme: url.split(":")[0] ?? "", path: url }),
  file: (path: string) => ({ scheme: "file", path, url: pathToFileURL(path).href }),
};

export class FileSystemError extends Error {
  static FileNotFound = (uri: UriParts): Error => new FileSystemError(`not found: ${uri.path}`);
  static NoPermissions = (uri: UriParts): Error => new FileSystemError(`read-only: ${uri.path}`);
}

export const FileType = { File: 1 };
export const FileChangeType = { Changed: 1 };
export const StatusBarAlignment = { Left: 1 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };

type CommandHandler = (...args: unknown[]) => unknown;

interface Terminal {
  readonly name: string;
  readonly creationOptions: { readonly env: Record<string, string | null> };
  exitStatus: { readonly code: number } | undefined;
  /** What was typed into it, with the key that ended it. */
  readonly typed: string[];
  show(): void;
  sendText(text: string, execute: boolean): void;
}

/** Who sits in front of the editor. */
class Editor {
  readonly commands = new Map<string, CommandHandler>();
  /** What the person answers, in order: a text, a choice's label, a button. Nothing left: they go away. */
  readonly answers: string[] = [];
  readonly shown: string[] = [];
  readonly contexts = new Map<string, unknown>();
  readonly statusBar = { text: "", tooltip: "", command: "", name: "", show() {}, dispose() {} };
  readonly opened: UriParts[] = [];
  /** What has been run of the editor's own commands, besides opening a file. */
  readonly ran: string[] = [];
  readonly terminals: Terminal[] = [];
  clipboard = "";
  /** What is written to files of this machine. */
  readonly written = new Map<string, Uint8Array>();
  file = "";
  /** Further files that are chosen with it. */
  files: readonly string[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: providers of many kinds, each test knows its own
  readonly providers = new Map<string, any>();

  forget(): void {
    for (const collection of [this.commands, this.contexts, this.providers]) collection.clear();
    for (const list of [this.answers, this.shown, this.opened, this.ran, this.terminals]) list.length = 0;
    this.written.clear();
    this.files = [];
    this.clipboard = "";
  }
}

export const editor = new Editor();

const nothing = () => new Disposable(() => {});

async function answerMessage(text: string, ...rest: unknown[]): Promise<string | undefined> {
  editor.shown.push(text);
  const buttons = rest.filter((item) => typeof item === "string");
  return buttons.includes(editor.answers[0] ?? "") ? editor.answers.shift() : undefined;
}

export const window = {
  createOutputChannel: () => ({ append() {}, show: () => editor.shown.push("log"), dispose() {} }),
  createStatusBarItem: () => editor.statusBar,
  createTreeView(_id: string, { treeDataProvider }: { treeDataProvider: unknown }) {
    editor.providers.set("tree", treeDataProvider);
    return { visible: true, dispose() {} };
  },
  withProgress: (_options: unknown, work: () => Promise<unknown>) => work(),
  showInformationMessage: answerMessage,
  showWarningMessage: answerMessage,
  showErrorMessage: answerMessage,
  async showInputBox({ validateInput }: { validateInput?: (text: string) => string | undefined }) {
    const answer = editor.answers.shift();
    const fault = answer === undefined ? undefined : validateInput?.(answer);
    if (fault === undefined) return answer;
    editor.shown.push(fault);
    return undefined;
  },
  async showQuickPick(items: readonly { label: string }[]) {
    const answer = editor.answers.shift();
    return items.find(({ label }) => label === answer);
  },
  showOpenDialog: async () => [editor.file, ...editor.files].map(Uri.file),
  showSaveDialog: async ({ title }: { title: string }) => Uri.file(`/${title}`),
  setStatusBarMessage: (text: string) => editor.shown.push(text),
  terminals: editor.terminals,
  createTerminal(creationOptions: { name: string; env: Record<string, string | null> }) {
    const typed: string[] = [];
    const terminal: Terminal = {
      name: creationOptions.name,
      creationOptions,
      exitStatus: undefined,
      typed,
      show() {},
      sendText: (text, execute) => void typed.push(execute ? `${text}\n` : text),
    };
    editor.terminals.push(terminal);
    return terminal;
  },
  showTextDocument: async (document: { uri: UriParts }) => editor.opened.push(document.uri),
};

export const commands = {
  registerCommand(id: string, handler: CommandHandler) {
    editor.commands.set(id, handler);
    return nothing();
  },
  async executeCommand(id: string, ...args: unknown[]) {
    if (id === "setContext") editor.contexts.set(String(args[0]), args[1]);
    else if (id === "vscode.open" || id === "markdown.showPreview") editor.opened.push(args[0] as UriParts);
    else editor.ran.push([id, ...args].join(" "));
  },
};

export const env = {
  clipboard: {
    async writeText(text: string) {
      editor.clipboard = text;
    },
  },
  openExternal: async (uri: UriParts) => editor.opened.push(uri),
};

export const workspace = {
  textDocuments: [],
  getConfiguration: () => ({ get: (_name: string, fallback: unknown) => fallback }),
  openTextDocument: async (uri: UriParts) => ({ uri }),
  fs: {
    readFile: async () => new TextEncoder().encode("bytes of a file"),
    writeFile: async ({ path }: UriParts, bytes: Uint8Array) => void editor.written.set(path, bytes),
  },
  registerTextDocumentContentProvider: (scheme: string, provider: unknown) => register(scheme, provider),
  registerFileSystemProvider: (scheme: string, provider: unknown) => register(scheme, provider),
};

export const languages = {
  registerCodeLensProvider: (_languages: unknown, provider: unknown) => register("lenses", provider),
  registerHoverProvider: (_languages: unknown, provider: unknown) => register("hover", provider),
};

function register(name: string, provider: unknown): Disposable {
  editor.providers.set(name, provider);
  return nothing();
}
