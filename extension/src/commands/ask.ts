import * as vscode from "vscode";

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly secret?: boolean;
  /** What is wrong with the text, or nothing. */
  readonly check?: (text: string) => string | undefined;
}

/** A line of text; undefined when the person went away. */
export async function askText({
  title,
  prompt,
  placeholder,
  value,
  secret,
  check,
}: TextQuestion): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    password: secret ?? false,
    ...(placeholder === undefined ? {} : { placeHolder: placeholder }),
    ...(value === undefined ? {} : { value }),
    ...(check ? { validateInput: check } : {}),
  });
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  /** A second line. */
  readonly detail?: string;
  readonly value: T;
}

/** One of several; undefined when the person went away. */
export async function choose<T>(title: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const chosen = await vscode.window.showQuickPick([...choices], {
    title,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.value;
}

/** A modal question before what can't be taken back. */
export async function confirm(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}

export function wholeNumber(least: number, most: number): (text: string) => string | undefined {
  return (text) => {
    const number = Number(text);
    const right = /^[0-9]+$/.test(text) && number >= least && number <= most;
    return right ? undefined : `A whole number from ${least} to ${most}.`;
  };
}

/** What SQS and SNS allow; said while it is typed, so that nobody types it twice. */
export function resourceName(most: number): (text: string) => string | undefined {
  const allowed = /^[A-Za-z0-9_-]+(\.fifo)?$/;
  return (text) =>
    allowed.test(text) && text.length <= most
      ? undefined
      : `1 to ${most} letters, digits, hyphens and underscores; .fifo at the end makes it FIFO.`;
}

export function notEmpty(text: string): string | undefined {
  return text === "" ? "This can't be empty." : undefined;
}
