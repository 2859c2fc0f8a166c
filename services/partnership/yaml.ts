import { type Document, isMap, isNode, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import type { Flaw, Mistake } from "../kernel/mistakes.js";

/** A file as text, `path` as mistakes name it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A YAML file read: its value, and the way from a place in it back to its line. */
export interface YamlFile {
  readonly path: string;
  /** Undefined when the text is no YAML at all. */
  readonly value: unknown;
  /** Of the syntax. */
  readonly mistakes: readonly Mistake[];
  mistake(flaw: Flaw): Mistake;
}

export function readYaml({ path, text }: SourceFile): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const errors = worthTelling([...document.errors, ...document.warnings]);
  const root = document.contents as Node | null;
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const syntax = errors.map((error) => ({ file: path, line: lineAt(error.pos[0]), ...syntaxInWords(error) }));
  const read = errors.some(breaks) ? { value: undefined } : plainValue(document);
  return {
    path,
    mistakes: "trouble" in read ? [...syntax, { file: path, line: 1, ...read.trouble }] : syntax,
    value: "value" in read ? read.value : undefined,
    mistake: ({ path: place, wrong, right }) => ({ file: path, line: lineAt(offsetOf(root, place)), wrong, right }),
  };
}

/** Aliases are resolved only here: one may have no anchor, or be there to blow the file up. */
function plainValue(document: Document): { value: unknown } | { trouble: { wrong: string; right: string } } {
  try {
    return { value: document.toJS() };
  } catch (error) {
    const wrong = `this can't be read as YAML (${(error as Error).message})`;
    return { trouble: { wrong, right: "check the anchors (&) and aliases (*), or write each value out" } };
  }
}

/** Where the text can't be read, only the first error: the others mostly follow from it. */
function worthTelling(errors: readonly YAMLError[]): readonly YAMLError[] {
  const first = errors.find(breaks);
  return first ? [first] : errors;
}

/** Two keys of one name leave a value that is worth checking further; nothing else does. */
function breaks({ code }: YAMLError): boolean {
  return code !== "DUPLICATE_KEY";
}

function syntaxInWords({ code, message }: YAMLError): { wrong: string; right: string } {
  if (code === "DUPLICATE_KEY") return { wrong: "the same key is here twice", right: "keep one of the two" };
  if (code === "TAB_AS_INDENT") return { wrong: "a tab is used to indent", right: "use spaces" };
  return {
    wrong: `this can't be read as YAML (${message})`,
    right: "check the indentation, the colons and the quotes around here",
  };
}

/** Where the place begins in the text: its key where it has one, or the nearest thing around it that is there. */
function offsetOf(root: Node | null, place: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of place) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isNode(key) && String(key) === String(step));
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && isNode(node.items[Number(step)])) {
      node = node.items[Number(step)];
      offset = (node as Node).range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
