import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as ACData from "adaptivecards-templating";
import { ExpectedError, ImpossibleError } from "../services/kernel/errors.js";
import type { Card } from "./card.js";
import { escaped, looksLikeMarkdown, plain, unlinked } from "./text.js";

/** Teams takes 100 KB in UTF-16; the rest is for the envelope and for what a client adds. */
export const LARGEST_CARD_BYTES = 60 * 1024;
export const MOST_ACTIONS = 6;

/**
 * The template `cards/<name>.json` filled with `data`, ready to send. `name` is for example `home/home`.
 * Every field that the template binds must be there: parts are left out with `$when`.
 * Every text is shown literally (cards/text.ts); values of inputs stay as they are.
 * @throws ExpectedError `invalid` when there is more to show than a message can carry.
 */
export function render(name: string, data: object): Card {
  const card = finished(expanded(name, data), name, data);
  const bytes = JSON.stringify(card).length * 2;
  if (bytes > LARGEST_CARD_BYTES) throw tooLarge(name, bytes);
  return card;
}

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
type JsonObject = { [member: string]: Json };

/** Compiled once: expanding a kept template is many times faster than reading it again. */
const templates = new Map<string, ACData.Template>();
/** Where templates and samples are. */
export const cardsFolder = join(packageRoot(dirname(fileURLToPath(import.meta.url))), "cards");

function template(name: string): ACData.Template {
  const kept = templates.get(name);
  if (kept) return kept;
  const read = new ACData.Template(JSON.parse(readFileSync(join(cardsFolder, `${name}.json`), "utf8")));
  templates.set(name, read);
  return read;
}

/** The folder of package.json: templates are read from the source tree by the compiled code too. */
function packageRoot(from: string): string {
  return existsSync(join(from, "package.json")) ? from : packageRoot(dirname(from));
}

/** Bindings that had nothing to show, gathered while one template expands. */
let unbound: string[] = [];
ACData.GlobalSettings.getUndefinedFieldValueSubstitutionString = (path: string) => {
  unbound.push(path);
  return "";
};

function expanded(name: string, data: object): JsonObject {
  unbound = [];
  const card = template(name).expand({ $root: data }) as JsonObject;
  if (unbound.length > 0) throw new ImpossibleError(`card ${name}: nothing bound to ${unbound.join(", ")}`);
  return card;
}

/** What one walk over a card finds. */
interface Walk {
  actions: number;
  /** Texts with `${`: typed by people, or left by an expression that failed. */
  suspects: string[];
}

/** A copy, since parts of `data` may be in it: texts made literal, fallbacks added, nulls left out. */
function finished(card: JsonObject, name: string, data: object): Card {
  const walk: Walk = { actions: 0, suspects: [] };
  const done = finishedObject(card, walk);
  const failed = failedExpression(walk.suspects, data);
  if (failed !== undefined) throw new ImpossibleError(`card ${name}: ${failed} could not be worked out`);
  if (walk.actions > MOST_ACTIONS) throw new ImpossibleError(`card ${name}: ${walk.actions} actions are too many`);
  return { ...done, type: "AdaptiveCard", version: "1.5", lang: "en-GB" };
}

function finishedObject(node: JsonObject, walk: Walk): JsonObject {
  const done: JsonObject = {};
  for (const member in node) {
    const value = node[member];
    if (value === null || value === undefined) continue;
    if (typeof value === "string") done[member] = finishedText(member, value, walk);
    else if (typeof value !== "object" || member === "data") done[member] = value;
    else if (Array.isArray(value)) done[member] = finishedList(member, value, walk);
    else done[member] = finishedObject(value, member === "fallback" ? { ...walk, actions: 0 } : walk);
  }
  if (done.type === "TextBlock") return literalBlock(done);
  if (done.type === "Action.Execute") return withSubmit(done);
  return done;
}

function finishedList(member: string, list: Json[], walk: Walk): Json[] {
  if (member === "actions") walk.actions += list.length;
  return list.map((item) => {
    if (typeof item === "string") return finishedText("text", item, walk);
    if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
    const done = finishedObject(item, walk);
    if (member === "facts") return { ...done, title: escaped(`${done.title}`), value: escaped(plain(`${done.value}`)) };
    return member === "choices" ? { ...done, title: unlinked(`${done.title}`) } : done;
  });
}

/** What people read; everything else, above all the values of inputs, stays as it is. */
const READ = new Set(["text", "title", "label", "placeholder", "altText", "errorMessage", "fallbackText", "speak"]);

function finishedText(member: string, text: string, walk: Walk): string {
  if (text.includes("${")) walk.suspects.push(text);
  return READ.has(member) ? plain(text) : text;
}

/** Clients differ in how they read escapes, so a text that looks like markdown moves into a block that has none. */
function literalBlock(block: JsonObject): JsonObject {
  const text = `${block.text}`;
  if (!looksLikeMarkdown(text)) return block;
  if (block.style === "heading") return { ...block, text: escaped(text) };
  const { text: _, size, weight, color, isSubtle, fontType, wrap, maxLines, style, ...place } = block;
  return {
    ...place,
    type: "RichTextBlock",
    inlines: [present({ type: "TextRun", text, size, weight, color, isSubtle, fontType })],
  };
}

function present(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined),
  );
}

/** Clients that don't know Action.Execute (Adaptive Cards 1.4) send the same by Action.Submit. */
function withSubmit(action: JsonObject): JsonObject {
  if (action.fallback !== undefined) return action;
  const { verb, data, type: _, ...same } = action;
  return {
    ...action,
    fallback: { ...same, type: "Action.Submit", data: { ...(data as JsonObject | undefined), verb: verb ?? null } },
  };
}

/** What is left of an expression that failed; `${` that is in the data was typed by somebody and stays. */
function failedExpression(suspects: readonly string[], data: object): string | undefined {
  if (suspects.length === 0) return undefined;
  const given = JSON.stringify(data);
  const expressions = suspects.flatMap((text) => text.match(/\$\{[^}]*\}?/g) ?? []);
  return expressions.find((expression) => !given.includes(JSON.stringify(expression).slice(1, -1)));
}

function tooLarge(name: string, bytes: number): ExpectedError {
  return new ExpectedError(
    "invalid",
    "There is more to show than fits on one card. Please ask for a smaller part.",
    {},
    {
      cause: new Error(`card ${name}: ${Math.ceil(bytes / 1024)} KB of at most ${LARGEST_CARD_BYTES / 1024}`),
    },
  );
}
