import { z } from "zod";
import { type Node, nodesOf, typeOf } from "./nodes.js";
import { official } from "./official.js";
import type { Problem } from "./rules.js";

/** What Teams clients of 2020 and later show everywhere; anything newer needs a fallback. */
const EVERYWHERE = official.Versions.v1_2;
const OURS = official.Versions.v1_5;

/** Against the schema of Adaptive Cards 1.5 as the official parser has it, and Teams' own for charts. */
export function againstSchema(card: object): Problem[] {
  return [...wrongValues(card), ...nodesOf(card).flatMap(wrongMembers)];
}

/** Whether phones show it without a fallback. */
export function isNewer(type: string): boolean {
  const found = registered(type);
  return found === undefined || !official.isVersionLessOrEqual(found.schemaVersion, EVERYWHERE);
}

/** The parser doesn't know Teams' charts, and takes no region in `lang`, which the format's own definition (BCP 47) allows. */
export const NOT_WRONG = /^Unknown element type "Chart\.|^Invalid value "en-GB" for property "lang"/;

function wrongValues(card: object): Problem[] {
  const context = new official.SerializationContext(OURS);
  new official.AdaptiveCard().parse(card, context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index))
    .filter((event) => !NOT_WRONG.test(event.message))
    .map((event) => ({ rule: "schema", path: "card", message: event.message }));
}

function registered(type: string) {
  const { elements, actions } = official.GlobalRegistry;
  return elements.findByName(type) ?? actions.findByName(type);
}

/** Where the card's structure stands; the parser reads these by hand, so its schema doesn't list them. */
const STRUCTURE: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ["body", "actions", "msteams"],
  ActionSet: ["actions"],
  Column: ["items", "fallback"],
  ColumnSet: ["columns"],
  Container: ["items"],
  ImageSet: ["images", "imageSize"],
  RichTextBlock: ["inlines"],
  Table: ["columns", "rows"],
};

function wrongMembers(node: Node): Problem[] {
  const type = typeOf(node);
  if (type.startsWith("Chart.")) return wrongChart(node, type);
  const known = knownMembers(type);
  if (known === undefined) return unknownType(node, type);
  return Object.keys(node.members)
    .filter((member) => !known.has(member))
    .map((member) => ({ rule: "schema", path: node.path, message: `${type} has no member ${member} in version 1.5` }));
}

/** Objects without a type, such as facts and choices, are the parser's to judge. */
function unknownType(node: Node, type: string): Problem[] {
  if (type === "") return [];
  return [{ rule: "schema", path: node.path, message: `there is no ${type} in version 1.5` }];
}

function knownMembers(type: string): ReadonlySet<string> | undefined {
  const made = instance(type);
  if (made === undefined) return undefined;
  const schema = made.getSchema();
  const members = Array.from({ length: schema.getCount() }, (_, index) => schema.getItemAt(index))
    .filter((member) => official.isVersionLessOrEqual(member.targetVersion, OURS))
    .map((member) => member.name);
  return new Set([...members, "fallback", ...(STRUCTURE[type] ?? [])]);
}

function instance(type: string) {
  if (type === "AdaptiveCard") return new official.AdaptiveCard();
  if (type === "Column") return new official.Column();
  const found = registered(type);
  if (found === undefined || !official.isVersionLessOrEqual(found.schemaVersion, OURS)) return undefined;
  return new found.objectType();
}

const common = {
  title: z.string(),
  colorSet: z.string().optional(),
  color: z.string().optional(),
  fallback: z.unknown(),
};
const bars = z.array(z.strictObject({ x: z.string(), y: z.number(), color: z.string().optional() })).min(1);
const slices = z.array(z.strictObject({ legend: z.string(), value: z.number(), color: z.string().optional() })).min(1);
const points = z.array(z.strictObject({ x: z.string(), y: z.number() })).min(1);
const axes = { xAxisTitle: z.string().optional(), yAxisTitle: z.string().optional() };

/** Teams' charts, the members that we use. */
const CHARTS: Readonly<Record<string, z.ZodType>> = {
  "Chart.HorizontalBar": z.strictObject({
    type: z.string(),
    ...common,
    ...axes,
    displayMode: z.enum(["AbsoluteWithAxis", "AbsoluteNoAxis", "PartToWhole"]).optional(),
    data: bars,
  }),
  "Chart.HorizontalBar.Stacked": z.strictObject({
    type: z.string(),
    ...common,
    data: z.array(z.strictObject({ title: z.string(), data: slices })).min(1),
  }),
  "Chart.VerticalBar": z.strictObject({ type: z.string(), ...common, ...axes, data: bars }),
  "Chart.Line": z.strictObject({
    type: z.string(),
    ...common,
    ...axes,
    data: z.array(z.strictObject({ legend: z.string(), color: z.string().optional(), values: points })).min(1),
  }),
  "Chart.Donut": z.strictObject({ type: z.string(), ...common, data: slices }),
};

function wrongChart(node: Node, type: string): Problem[] {
  const schema = CHARTS[type];
  if (schema === undefined)
    return [{ rule: "schema", path: node.path, message: `${type} is not in our list of charts` }];
  const parsed = schema.safeParse(node.members);
  return (parsed.error?.issues ?? []).map((issue) => ({
    rule: "schema",
    path: `${node.path}.${issue.path.join(".")}`,
    message: `${type}: ${issue.message}`,
  }));
}
