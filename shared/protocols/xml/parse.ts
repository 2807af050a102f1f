/** An element with its local name, prefixes dropped: AWS's names are distinct without them. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Its own text, without that of its children. */
  text: string;
}

/** The text is no XML, or more than AWS's requests are. Whoever asked says it in AWS's words. */
export class XmlError extends Error {}

/** Deeper than any request of AWS's; a document that nests on and on is refused early. */
const MAX_DEPTH = 32;
const NAME = /[A-Za-z_][\w.:-]{0,255}/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]{0,255})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const SPACE = /\s*/y;

/**
 * Reads a document in one pass. There are no document types, so no entities of one's own: nothing expands, nothing is fetched.
 */
export function parseXml(source: string): XmlElement {
  return new Parser(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source).document();
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  document(): XmlElement {
    this.#skipMisc();
    const root = this.#element();
    this.#skipMisc();
    if (this.#at < this.#source.length) throw new XmlError("There is something behind the root element");
    return root;
  }

  /** The declaration, comments, processing instructions and spaces that may stand around the root. */
  #skipMisc(): void {
    for (;;) {
      this.#match(SPACE);
      if (this.#source.startsWith("<?", this.#at)) this.#skipTo("?>");
      else if (this.#source.startsWith("<!--", this.#at)) this.#skipTo("-->");
      else return;
    }
  }

  #element(): XmlElement {
    const open: XmlElement[] = [];
    for (;;) {
      const parent = open.at(-1);
      if (this.#source.startsWith("</", this.#at)) {
        if (!parent) throw new XmlError("An element ends that has not begun");
        this.#endTag(parent);
        open.pop();
        const above = open.at(-1);
        if (!above) return parent;
        this.#content(above);
        continue;
      }
      const { element, empty } = this.#startTag();
      parent?.children.push(element);
      if (!empty) {
        if (open.length >= MAX_DEPTH) throw new XmlError("The elements nest too deep");
        open.push(element);
        this.#content(element);
      } else if (parent) this.#content(parent);
      else return element;
    }
  }

  #startTag(): { element: XmlElement; empty: boolean } {
    if (this.#source[this.#at] !== "<") throw new XmlError("An element was expected");
    this.#at += 1;
    const name = localName(this.#name());
    const attributes = new Map<string, string>();
    for (let found = this.#match(ATTRIBUTE); found; found = this.#match(ATTRIBUTE)) {
      attributes.set(localName(found[1] ?? ""), resolveReferences(found[2] ?? found[3] ?? ""));
    }
    this.#match(SPACE);
    const empty = this.#source.startsWith("/>", this.#at);
    if (!empty && this.#source[this.#at] !== ">") throw new XmlError(`The tag of ${name} does not end`);
    this.#at += empty ? 2 : 1;
    return { element: { name, attributes, children: [], text: "" }, empty };
  }

  #endTag(element: XmlElement): void {
    this.#at += 2;
    if (localName(this.#name()) !== element.name) throw new XmlError(`${element.name} is not closed`);
    this.#match(SPACE);
    if (this.#source[this.#at] !== ">") throw new XmlError(`The end tag of ${element.name} does not end`);
    this.#at += 1;
  }

  /** Text up to the next tag. */
  #content(element: XmlElement): void {
    for (;;) {
      const next = this.#source.indexOf("<", this.#at);
      if (next === -1) throw new XmlError(`${element.name} is not closed`);
      if (next > this.#at) element.text += resolveReferences(this.#source.slice(this.#at, next));
      this.#at = next;
      if (this.#source.startsWith("<!--", next)) this.#skipTo("-->");
      else if (this.#source.startsWith("<![CDATA[", next)) {
        const begin = next + "<![CDATA[".length;
        this.#skipTo("]]>");
        element.text += this.#source.slice(begin, this.#at - "]]>".length);
      } else if (this.#source.startsWith("<?", next)) this.#skipTo("?>");
      else return;
    }
  }

  #skipTo(end: string): void {
    const index = this.#source.indexOf(end, this.#at);
    if (index === -1) throw new XmlError(`${end} is missing`);
    this.#at = index + end.length;
  }

  #name(): string {
    const found = this.#match(NAME);
    if (!found) throw new XmlError("A name was expected");
    return found[0];
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }),
);

function resolveReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]{0,12})(;?)/g, (_, name: string, end: string) => {
    const character = end === "" ? undefined : (NAMED.get(name) ?? numbered(name));
    if (character === undefined) throw new XmlError(`&${name} is no reference that XML knows by itself`);
    return character;
  });
}

function numbered(name: string): string | undefined {
  const match = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (!match) return undefined;
  const point = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  return point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : undefined;
}
