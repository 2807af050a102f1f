/** A form as a tree: `Entries.member.1.Id=a` is the value `a` four names deep. Maps, so that a field may have any name. */
export interface FormNode {
  value?: string;
  readonly children: Map<string, FormNode>;
}

/** The body is no form, or one that no call of AWS's needs. */
export class FormError extends Error {}

/** More than any call has: ten entries with ten attributes each come to 400. */
const MAX_FIELDS = 10_000;
/** `PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.BinaryValue` has eight. */
const MAX_DEPTH = 16;

export function parseForm(body: string): FormNode {
  return readFields(body === "" ? [] : body.split("&"));
}

/** The same fields, from a request's query. */
export function formOfQuery(query: Readonly<Record<string, readonly string[]>>): FormNode {
  return readFields(Object.entries(query).flatMap(([name, values]) => values.map((value) => `${name}=${value}`)));
}

function readFields(fields: readonly string[]): FormNode {
  if (fields.length > MAX_FIELDS) throw new FormError(`A form has at most ${MAX_FIELDS} fields here`);
  const root: FormNode = { children: new Map() };
  for (const field of fields) {
    if (field === "") continue;
    const equals = field.indexOf("=");
    const name = decode(equals === -1 ? field : field.slice(0, equals));
    const node = descend(root, name);
    node.value = equals === -1 ? "" : decode(field.slice(equals + 1));
  }
  return root;
}

function descend(root: FormNode, path: string): FormNode {
  const names = path.split(".");
  if (names.length > MAX_DEPTH) throw new FormError("A field's name has too many parts");
  let node = root;
  for (const name of names) {
    let child = node.children.get(name);
    if (!child) {
      child = { children: new Map() };
      node.children.set(name, child);
    }
    node = child;
  }
  return node;
}

function decode(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new FormError("The form is not percent-encoded UTF-8");
  }
}

/** Entries of a list or map, in the order of their numbers. */
export function numbered(node: FormNode): FormNode[] {
  return [...node.children]
    .filter(([name]) => /^[1-9]\d{0,8}$/.test(name))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => child);
}
