import type { Breach, Module } from "./module.ts";
import { type Node, walk } from "./syntax.ts";

const REGISTRY = "shared/services/index.ts";

/** Every service is a folder of one shape, registered, seen from outside only as its Service. */
export function shapeBreaches(modules: readonly Module[]): Breach[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const folders = new Set(modules.flatMap(({ path }) => /^shared\/services\/([^/]+)\//.exec(path)?.[1] ?? []));
  return [
    ...[...folders].flatMap((folder) => indexFaults(folder, byPath)),
    ...modules.flatMap(operationFaults),
    ...modules.flatMap(barrelFaults),
    ...modules.flatMap(nameFaults),
  ];
}

function indexFaults(folder: string, byPath: ReadonlyMap<string, Module>): Breach[] {
  const path = `shared/services/${folder}/index.ts`;
  const index = byPath.get(path);
  if (!index) return [breach(path, `the service ${folder} has no index.ts that exports it`)];
  const faults: Breach[] = [];
  const exported = exportsOf(index.program);
  if (exported.length !== 1 || exported[0]?.type !== "Service") {
    const found = exported.map(({ name, type }) => (type ? `${name}: ${type}` : name)).join(", ") || "nothing";
    faults.push(breach(path, `exports one value, its Service (\`export const ${folder}: Service\`), not ${found}`));
  }
  const registered = byPath.get(REGISTRY)?.imports.some(({ target }) => target === path);
  if (!registered) faults.push(breach(REGISTRY, `the service ${folder} is not registered`));
  return faults;
}

interface Exported {
  readonly name: string;
  readonly type: string | undefined;
}

function exportsOf(program: Node): Exported[] {
  if (program.type !== "Program") return [];
  return program.body.flatMap((node): Exported[] => {
    if (node.type === "ExportAllDeclaration") return [{ name: "*", type: undefined }];
    if (node.type === "ExportDefaultDeclaration") return [{ name: "default", type: undefined }];
    if (node.type !== "ExportNamedDeclaration") return [];
    const { declaration, specifiers } = node;
    if (declaration?.type === "VariableDeclaration") return declaration.declarations.map(({ id }) => named(id));
    if (declaration && "id" in declaration && declaration.id) return [named(declaration.id)];
    return specifiers.map(({ exported }) => named(exported));
  });
}

function named(id: Node): Exported {
  const name = "name" in id ? String(id.name) : id.type;
  const annotation = id.type === "Identifier" ? id.typeAnnotation?.typeAnnotation : undefined;
  const type = annotation?.type === "TSTypeReference" ? annotation.typeName : undefined;
  return { name, type: type?.type === "Identifier" ? type.name : undefined };
}

/** An operation's file is its AWS name: `send-message.ts` has `name: "SendMessage"`. */
function operationFaults({ path, program }: Module): Breach[] {
  const file = /^shared\/services\/[^/]+\/operations\/([^/]+)\.ts$/.exec(path)?.[1];
  if (file === undefined) return [];
  const expected = file.replaceAll("-", "");
  let found = false;
  walk(program, (node) => {
    if (node.type !== "Property" || node.key.type !== "Identifier" || node.key.name !== "name") return;
    if (node.value.type === "Literal" && String(node.value.value).toLowerCase() === expected) found = true;
  });
  return found ? [] : [breach(path, `defines no operation of its own name (\`name: "..."\` in ${file})`)];
}

/** A file that only passes on what others export invites import cycles: the two kinds of index are all there is. */
function barrelFaults({ path, program }: Module): Breach[] {
  if (!/^(shared|functions|extension)\//.test(path) || program.type !== "Program") return [];
  const isIndex = path.endsWith("/index.ts");
  if (path === REGISTRY || /^shared\/services\/([^/]+\/index|service)\.ts$/.test(path)) return [];
  const onlyReExports =
    program.body.length > 0 &&
    program.body.every(
      ({ type, ...node }) =>
        type === "ExportAllDeclaration" || (type === "ExportNamedDeclaration" && "source" in node && node.source),
    );
  return isIndex || onlyReExports ? [breach(path, "is a barrel: import from the file that has the thing")] : [];
}

function nameFaults({ path }: Module): Breach[] {
  return path
    .split("/")
    .filter((part) => !/^[a-z0-9.]+(-[a-z0-9.]+)*$/.test(part))
    .map((part) => breach(path, `${part} is not kebab-case`));
}

function breach(path: string, text: string): Breach {
  return { rule: "shape", path, text };
}
