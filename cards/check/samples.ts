import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ImpossibleError } from "../../services/kernel/errors.js";
import type { Card } from "../card.js";
import { cardsFolder } from "../render.js";
import { makers } from "./makers.js";

/** `<name>.sample.json`: views for the template's typed function. Instants in them become Dates. */
const samplesSchema = z.array(z.strictObject({ name: z.string(), view: z.unknown() })).min(1);

export interface Sample {
  /** For example `home/home`. */
  readonly template: string;
  readonly name: string;
  readonly view: unknown;
  make(): Card;
}

/** Every template below `cards/`, by name. */
export function templateNames(): string[] {
  return readdirSync(cardsFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && !file.endsWith(".sample.json"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

/** The samples of one template. Throws when there are none, or when no typed function is known. */
export function samplesOf(template: string): Sample[] {
  const make = makers[template];
  if (!make) throw new ImpossibleError("no typed function: add it to cards/check/makers.ts");
  return samplesSchema
    .parse(JSON.parse(readFileSync(join(cardsFolder, `${template}.sample.json`), "utf8"), revived))
    .map(({ name, view }) => ({ template, name, view, make: () => make(view) }));
}

function revived(_member: string, value: unknown): unknown {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(value) : value;
}
