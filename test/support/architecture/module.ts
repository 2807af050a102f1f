import { posix } from "node:path";
import { lineOf, type Node, parse, walk } from "./syntax.ts";

/** A file of the tree, as a test may make one up. The path is relative to the root, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

export interface Import {
  /** As it is written: `./page.ts`, `node:crypto`, `@aws-sdk/client-sqs`. */
  readonly specifier: string;
  /** The path in the tree that a relative import means; undefined for a package. */
  readonly target: string | undefined;
  /** Gone at run time. */
  readonly typeOnly: boolean;
  /** `export ... from`. */
  readonly reExport: boolean;
  readonly line: number;
}

export interface Module extends SourceFile {
  readonly program: Node;
  readonly imports: readonly Import[];
}

/** A breach of the law, as a person reads it: where, and what to do about it. */
export interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly line?: number;
  readonly text: string;
}

export function readModule(file: SourceFile): Module {
  const program = parse(file);
  const imports: Import[] = [];
  walk(program, (node) => {
    const found = importOf(node, file);
    if (found) imports.push(found);
  });
  return { ...file, program, imports };
}

/** Static imports and re-exports, `import()` of a plain text, and `import("...")` in a type. A computed specifier is not seen. */
function importOf(node: Node, { path, source }: SourceFile): Import | undefined {
  const specifier = sourceOf(node);
  if (specifier === undefined) return undefined;
  return {
    specifier,
    target: specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined,
    typeOnly: isTypeOnly(node),
    reExport: node.type.startsWith("Export"),
    line: lineOf(source, node.start),
  };
}

function sourceOf(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return node.source?.type === "Literal" && typeof node.source.value === "string" ? node.source.value : undefined;
    default:
      return undefined;
  }
}

function isTypeOnly(node: Node): boolean {
  switch (node.type) {
    case "TSImportType":
      return true;
    case "ImportDeclaration":
      return (
        node.importKind === "type" ||
        (node.specifiers.length > 0 &&
          node.specifiers.every((one) => one.type === "ImportSpecifier" && one.importKind === "type"))
      );
    case "ExportNamedDeclaration":
      return node.exportKind === "type" || node.specifiers.every((one) => one.exportKind === "type");
    case "ExportAllDeclaration":
      return node.exportKind === "type";
    default:
      return false;
  }
}
