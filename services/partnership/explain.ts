import { z } from "zod";
import type { Flaw } from "../kernel/mistakes.js";
import { insteadOf } from "../kernel/nearest.js";

type Issue = z.core.$ZodIssue;

/** What `schema` finds wrong with `value`, in words for the person who wrote the file. Empty when nothing is. */
export function flawsOf(schema: z.ZodType, value: unknown): Flaw[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).flatMap((issue) => flawsOfIssue(issue, schema, value));
}

function flawsOfIssue(issue: Issue, schema: z.ZodType, value: unknown): Flaw[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, value, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      wrong: `${quoted(key)} is not known here`,
      right: insteadOf(
        key,
        known.filter((one) => !issue.keys.includes(one)),
      ),
    }));
  }
  const found = at(value, path);
  const right = wanted(issue, found);
  if (found === undefined) return [{ path, wrong: `${nameOf(path)} is missing`, right }];
  return [{ path, wrong: `${nameOf(path)} is ${inWords(found)}`, right }];
}

function wanted(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case "invalid_value":
      return insteadOf(String(found ?? ""), issue.values.map(String));
    case "invalid_union":
      return insteadOf(String(found ?? ""), unionOptions(issue));
    case "invalid_type":
      return TYPES[issue.expected] ?? `write a ${issue.expected}`;
    case "too_small":
      return `write at least ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `write at most ${amount(issue.maximum, issue.origin)}`;
    case "invalid_format":
      return `write ${FORMATS[issue.format] ?? issue.message}`;
    default:
      return `write ${issue.message}`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: "write a text (in quotes where it looks like a number)",
  int: "write a whole number",
  number: "write a number",
  boolean: "write true or false",
  array: "write a list, each entry on its own line after a dash",
  object: "write keys with their values, one a line",
};

const FORMATS: Readonly<Record<string, string>> = {
  email: "an e-mail address, for example team@partnership.example",
  guid: "an id of 8-4-4-4-12 hex digits, as the Microsoft Entra admin centre shows it",
  date: "a date as YYYY-MM-DD, for example 2026-12-25",
};

function amount(count: number | bigint, origin: string): string {
  const noun = origin === "string" ? "character" : origin === "array" ? "entry" : undefined;
  if (noun === undefined) return String(count);
  return count === 1 ? `1 ${noun}` : `${count} ${noun === "entry" ? "entries" : "characters"}`;
}

function unionOptions(issue: Issue): string[] {
  const { options } = issue as { options?: readonly unknown[] };
  return (options ?? []).map(String);
}

/** The keys that the schema knows at a place; the value tells which branch of a union it is. */
function keysAt(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  const plain = unwrapped(schema, value);
  const [step, ...rest] = path;
  if (plain instanceof z.ZodObject) {
    if (step === undefined) return Object.keys(plain.shape);
    const inner = plain.shape[String(step)];
    return inner ? keysAt(inner as z.ZodType, at(value, [step]), rest) : [];
  }
  if (plain instanceof z.ZodArray && step !== undefined) {
    return keysAt(plain.element as z.ZodType, at(value, [step]), rest);
  }
  return [];
}

function unwrapped(schema: z.ZodType, value: unknown): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.unwrap() as z.ZodType, value);
  }
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const branch = (schema.options as z.ZodType[]).find(
    (option) =>
      option instanceof z.ZodObject &&
      (option.shape[discriminator] as z.ZodType).safeParse(at(value, [discriminator])).success,
  );
  return branch ?? schema;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return found;
}

/** "“tier”", "entry 2 of “partners”", "the file" */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return "the file";
  return typeof last === "number" ? `entry ${last + 1} of ${nameOf(path.slice(0, -1))}` : quoted(String(last));
}

function inWords(found: unknown): string {
  if (found === null) return "empty";
  if (Array.isArray(found)) return found.length === 0 ? "an empty list" : "a list";
  if (typeof found === "object") return "a set of keys";
  if (found === "") return "empty";
  return typeof found === "string" ? quoted(found.length > 60 ? `${found.slice(0, 60)}…` : found) : String(found);
}

function quoted(text: string): string {
  return `“${text}”`;
}
