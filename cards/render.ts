import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as ACData from "adaptivecards-templating";
import { ExpectedError, ImpossibleError } from "../services/kernel/errors.js";
import type { Card } from "./card.js";
import { escaped, isHarmless, looksLikeMarkdown, plain, unlinked } from "./text.js";
import { weigh } from "./weight.js";

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
  const filled = expanded(name, data);
  const card = finished(name, filled);
  const { units, hasExpression } = weigh(card);
  if (hasExpression) refuseFailedExpression(name, filled, data);
  const bytes = units * 2;
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
  const read = new ACData.Template(JSON.parse(source(name)));
  templates.set(name, read);
  return read;
}

function source(name: string): string {
  return readFileSync(join(cardsFolder, `${name}.json`), "utf8");
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

interface Walk {
  /** Buttons seen so far. */
  actions: number;
}

/** Texts made literal, fallbacks added, nulls left out. Copies what it changes, since parts of `data` are in it. */
function finished(name: string, card: JsonObject): Card {
  const walk: Walk = { actions: 0 };
  const done = finishedObject(card, walk);
  if (walk.actions > MOST_ACTIONS) throw new ImpossibleError(`card ${name}: ${walk.actions} actions are too many`);
  return { ...done, type: "AdaptiveCard", version: "1.5", lang: "en-GB" };
}

function finishedObject(node: JsonObject, walk: Walk): JsonObject {
  let done = node;
  for (const member in node) {
    const value = node[member] as Json;
    const finishedValue = finishedMember(member, value, walk);
    if (finishedValue === value && value !== null) continue;
    if (done === node) done = withoutNulls(node);
    if (finishedValue !== null) done[member] = finishedValue;
  }
  if (done.type === "TextBlock") return literalBlock(done);
  return done.type === "Action.Execute" ? withSubmit(done) : done;
}

/** Not by `delete`, after which an object is slow. */
function withoutNulls(node: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const member in node) if (node[member] !== null) copy[member] = node[member] as Json;
  return copy;
}

function finishedMember(member: string, value: Json, walk: Walk): Json {
  if (typeof value === "string") return isRead(member) && !isHarmless(value) ? plain(value) : value;
  if (value === null || typeof value !== "object" || member === "data") return value;
  if (Array.isArray(value)) return finishedList(member, value, walk);
  return finishedObject(value, member === "fallback" ? { actions: 0 } : walk);
}

function finishedList(member: string, list: Json[], walk: Walk): Json[] {
  if (member === "actions") walk.actions += list.length;
  let done = list;
  list.forEach((item, place) => {
    const finishedValue = finishedItem(member, item, walk);
    if (finishedValue === item) return;
    if (done === list) done = [...list];
    done[place] = finishedValue;
  });
  return done;
}

function finishedItem(member: string, item: Json, walk: Walk): Json {
  if (typeof item === "string") return plain(item);
  if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
  const done = finishedObject(item, walk);
  if (member === "facts") return { title: escaped(`${done.title}`), value: escaped(plain(`${done.value}`)) };
  return member === "choices" ? { ...done, title: unlinked(`${done.title}`) } : done;
}

/** What people read; everything else, above all the values of inputs, stays as it is. */
function isRead(member: string): boolean {
  switch (member) {
    case "text":
    case "title":
    case "label":
    case "placeholder":
    case "altText":
    case "errorMessage":
    case "fallbackText":
    case "speak":
      return true;
    default:
      return false;
  }
}

/** Clients differ in how they read escapes, so a text that looks like markdown moves into a block that has none. */
function literalBlock(block: JsonObject): JsonObject {
  const text = `${block.text}`;
  if (isHarmless(text) || !looksLikeMarkdown(text)) return block;
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
  const { verb, ...same } = action;
  const data = { ...(action.data as JsonObject | undefined), verb: verb ?? null };
  return { ...action, fallback: { ...same, type: "Action.Submit", data } };
}

/** An expression that failed stands in the card as it stands in the template; any other `${` was typed by somebody. */
function refuseFailedExpression(name: string, filled: JsonObject, data: object): void {
  const [given, shown] = [JSON.stringify(data), JSON.stringify(filled)];
  const failed = expressionsOf(name).find((expression) => shown.includes(expression) && !given.includes(expression));
  if (failed !== undefined) throw new ImpossibleError(`card ${name}: ${failed} could not be worked out`);
}

function expressionsOf(name: string): string[] {
  return source(name).match(/\$\{[^}]*\}/g) ?? [];
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
