import { DELIVERY_STATES, REASONS } from "../../services/delivery/schema.js";
import { ROLES } from "../../services/people/schema.js";
import { LARGEST_CARD_BYTES, MOST_ACTIONS } from "../render.js";
import { type Node, nodesOf, textsOf, typeOf } from "./nodes.js";
import { againstSchema, isNewer } from "./schema.js";

export interface Problem {
  readonly rule: string;
  /** For example `card.body[2].items[0]`. */
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a card for the people who get it; empty when nothing is. `view` is what it was made of. */
export function problemsOf(card: object, view: unknown = undefined): Problem[] {
  const nodes = nodesOf(card);
  return [
    ...againstSchema(card),
    ...ofTheWhole(card, nodes),
    ...nodes.flatMap((node) => NODE_RULES.flatMap((rule) => rule(node))),
    ...unbound(nodes, view),
    ...sameTitles(nodes),
    ...idsShown(nodes),
    ...silentCharts(nodes),
  ];
}

function problem(rule: string, node: Node, message: string): Problem {
  return { rule, path: node.path, message };
}

function ofTheWhole(card: object, nodes: readonly Node[]): Problem[] {
  const [root] = nodes as [Node];
  const found: Problem[] = [];
  const say = (rule: string, message: string) => found.push(problem(rule, root, message));
  if (root.members.version !== "1.5") say("version", "the version is not 1.5");
  if (root.members.lang !== "en-GB") say("lang", "lang is not en-GB");
  if (!root.members.fallbackText)
    say("fallbackText", "there is no fallbackText, which old clients and notifications show");
  if (!startsWithHeading(nodes)) say("heading", "neither of the first two texts is in heading style");
  if (buttons(nodes).length > MOST_ACTIONS)
    say("actions", `${buttons(nodes).length} actions, at most ${MOST_ACTIONS} are shown`);
  const bytes = JSON.stringify(card).length * 2;
  if (bytes > LARGEST_CARD_BYTES) say("size", `${bytes} bytes, at most ${LARGEST_CARD_BYTES}`);
  return found;
}

/** A small line may stand above the title. */
function startsWithHeading(nodes: readonly Node[]): boolean {
  const texts = nodes.filter((node) => ["TextBlock", "RichTextBlock"].includes(typeOf(node)));
  return texts.slice(0, 2).some((node) => node.members.style === "heading");
}

/** Those that a client shows, without their fallbacks. */
function buttons(nodes: readonly Node[]): Node[] {
  return nodes.filter(
    (node) => typeOf(node).startsWith("Action.") && !node.fallback && !node.path.endsWith(".selectAction"),
  );
}

const NODE_RULES: readonly ((node: Node) => Problem[])[] = [input, image, newer, wrap, wordless, keyed];

/** Microsoft's local client keeps `key` for itself: such a button does nothing there, and says nothing. */
function keyed(node: Node): Problem[] {
  const { data } = node.members;
  const has = typeOf(node).startsWith("Action.") && typeof data === "object" && data !== null && "key" in data;
  return has ? [problem("key", node, "data with a member called key: the button does nothing in some clients")] : [];
}

/** `${` is left where nothing was bound; where it is in the view, somebody typed it and it is shown as it is. */
function unbound(nodes: readonly Node[], view: unknown): Problem[] {
  const given = JSON.stringify(view ?? "");
  const left = (value: unknown) =>
    typeof value === "string" &&
    (value.match(/\$\{[^}]*/g) ?? []).some((part) => !given.includes(JSON.stringify(part).slice(1, -1)));
  return nodes
    .filter((node) => Object.values(node.members).some(left))
    .map((node) => problem("unbound", node, "an expression is left that nothing was bound to"));
}

function input(node: Node): Problem[] {
  if (!typeOf(node).startsWith("Input.")) return [];
  return ["label", "errorMessage"]
    .filter((member) => !node.members[member])
    .map((member) => problem(member, node, `${typeOf(node)} has no ${member}`));
}

function image(node: Node): Problem[] {
  return typeOf(node) === "Image" && !node.members.altText
    ? [problem("altText", node, "an image without altText")]
    : [];
}

function newer(node: Node): Problem[] {
  const type = typeOf(node);
  const structural = type === "" || type === "AdaptiveCard" || type === "Column" || node.path.includes(".rows[");
  if (structural || node.members.fallback !== undefined || !isNewer(type)) return [];
  return [problem("fallback", node, `${type} is newer than 1.2 and has no fallback`)];
}

function wrap(node: Node): Problem[] {
  const wraps = ["TextBlock", "Input.ChoiceSet", "Input.Toggle"].includes(typeOf(node));
  return wraps && node.members.wrap !== true ? [problem("wrap", node, `${typeOf(node)} without wrap is cut off`)] : [];
}

/** Colour is never the only sign: a coloured shape has words in it or beside it. */
function wordless(node: Node): Problem[] {
  const coloured = ["accent", "good", "attention", "warning"].includes(`${node.members.style}`);
  if (!coloured || !["Container", "Column", "ColumnSet"].includes(typeOf(node)) || hasWords(node)) return [];
  const around = node.ancestors.findLast((ancestor) => typeOf(ancestor) === "Container");
  return around && hasWords(around) ? [] : [problem("colour", node, "colour is the only sign here")];
}

function hasWords(node: Node): boolean {
  return nodesOf(node.members).some((inner) => textsOf(inner).some((text) => text.trim() !== ""));
}

function sameTitles(nodes: readonly Node[]): Problem[] {
  const seen = new Set<unknown>();
  return buttons(nodes).flatMap((node) => {
    const again = seen.has(node.members.title);
    seen.add(node.members.title);
    return again ? [problem("titles", node, `another button is called "${node.members.title}" too`)] : [];
  });
}

const INTERNAL = [...DELIVERY_STATES, ...REASONS, ...ROLES].filter((id) => id.includes("-"));
const LOOKS_INTERNAL = /\b(?:[a-z]+[A-Z]\w*|[a-z]+_[a-z_]+|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,})\b/;

/** Ids, verbs and states are for programs: people get words. */
function idsShown(nodes: readonly Node[]): Problem[] {
  const known = [...INTERNAL, ...nodes.flatMap(idsIn)];
  return nodes.flatMap((node) => {
    const texts = textsOf(node);
    const shown = texts.map((text) => known.find((id) => asWord(id, text)) ?? LOOKS_INTERNAL.exec(text)?.[0]);
    return shown
      .filter((id) => id !== undefined)
      .map((id) => problem("ids", node, `"${id}" is shown, which is no word`));
  });
}

/** Verbs, and ids of inputs that are no plain words. */
function idsIn({ members }: Node): string[] {
  return [members.verb, members.id].filter((id): id is string => typeof id === "string" && /[^a-z]/i.test(id));
}

function asWord(id: string, text: string): boolean {
  return ` ${text.replace(/[\s,;:!?()]|\.(?=\s|$)/g, " ")} `.includes(` ${id} `);
}

/** A chart's figures are text as well, outside of it. */
function silentCharts(nodes: readonly Node[]): Problem[] {
  const written = nodes
    .filter((node) => !node.fallback && !inChart(node))
    .flatMap(textsOf)
    .join(" ");
  const numbers = new Set(written.match(/\d+(?:\.\d+)?/g));
  return nodes
    .filter((node) => typeOf(node).startsWith("Chart."))
    .flatMap((chart) => {
      const missing = figures(chart).find((figure) => !numbers.has(`${figure}`));
      return missing === undefined ? [] : [problem("charts", chart, `${missing} is drawn and nowhere written`)];
    });
}

function inChart(node: Node): boolean {
  return [node, ...node.ancestors].some((around) => typeOf(around).startsWith("Chart."));
}

function figures(chart: Node): number[] {
  const inner = nodesOf(chart.members).filter((node) => !node.fallback);
  return inner.flatMap(({ members }) => [members.y, members.value]).filter((value) => typeof value === "number");
}
