/** One object of a card, and where it stands. */
export interface Node {
  readonly members: Readonly<Record<string, unknown>>;
  /** For example `body[2].items[0]`. */
  readonly path: string;
  readonly ancestors: readonly Node[];
  /** Shown only by clients that don't know another element. */
  readonly fallback: boolean;
}

/** Every object of the card from the outside in, except what buttons send. */
export function nodesOf(card: object): Node[] {
  return below(card as Record<string, unknown>, "card", [], false);
}

function below(members: Record<string, unknown>, path: string, ancestors: readonly Node[], fallback: boolean): Node[] {
  const node: Node = { members, path, ancestors, fallback };
  return [node, ...Object.entries(members).flatMap(([member, value]) => inside(node, member, value))];
}

function inside(node: Node, member: string, value: unknown): Node[] {
  if (member === "data" && `${node.members.type}`.startsWith("Action.")) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => inside(node, `${member}[${index}]`, item));
  if (value === null || typeof value !== "object") return [];
  const fallback = node.fallback || member === "fallback";
  return below(value as Record<string, unknown>, `${node.path}.${member}`, [...node.ancestors, node], fallback);
}

export function typeOf(node: Node): string {
  return typeof node.members.type === "string" ? node.members.type : "";
}

/** The members that people read. */
const READ = ["text", "title", "label", "placeholder", "altText", "errorMessage", "fallbackText", "speak"] as const;

/** What people read in this object itself. */
export function textsOf(node: Node): string[] {
  const members = [...READ, ...(isFact(node) ? ["value"] : [])];
  return members.map((member) => node.members[member]).filter((text): text is string => typeof text === "string");
}

function isFact(node: Node): boolean {
  return /\.facts\[\d+\]$/.test(node.path);
}
