import { ImpossibleError } from "../services/kernel/errors.js";
import type { Partnership } from "../services/partnership/schema.js";

/** The bot as Teams should know it. `host` is a bare host name, `version` three numbers with dots between. */
export interface AppFacts {
  readonly appId: string;
  readonly host: string;
  readonly version: string;
  readonly partnership: Pick<Partnership, "name" | "contact" | "links">;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** The manifest: the template with every `{{fact}}` in its texts filled in. */
export function buildManifest(template: Json, facts: AppFacts): Json {
  const values = new Map(Object.entries(factsByName(facts)));
  return mapTexts(template, (text) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new ImpossibleError(`the manifest template asks for an unknown fact: ${name}`);
      return value;
    }),
  );
}

/** The most characters that Teams takes. */
const LONGEST = { shortName: 30, developer: 32 };

function factsByName({ appId, host, version, partnership: { name, contact, links } }: AppFacts) {
  const home = `https://${host}/`;
  return {
    appId,
    host,
    version,
    shortName: shortened(name, LONGEST.shortName),
    fullName: name,
    developer: shortened(name, LONGEST.developer),
    contactName: contact.name,
    contactEmail: contact.email,
    website: links?.website ?? home,
    privacy: links?.privacy ?? home,
    terms: links?.terms ?? home,
  };
}

/** Cut after a whole word where it is too long. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const wholeWords = text.slice(0, longest).split(" ").slice(0, -1).join(" ");
  return `${wholeWords || text.slice(0, longest - 1)}…`;
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((entry: Json) => mapTexts(entry, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapTexts(entry, change)]));
}
