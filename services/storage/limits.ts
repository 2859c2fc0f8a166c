import { ImpossibleError } from "../kernel/errors.js";

export type Values = Readonly<Record<string, string | number | boolean | Date>>;

/** Azure's: a string property holds 64 KiB in UTF-16. */
const LONGEST_STRING = 32_768;
/** Azure's: an integer without a type is one of 32 bits. */
const LARGEST_INTEGER = 2_147_483_647;
/** Azure's: 252 own properties. */
const MOST_PROPERTIES = 252;
/** Azure's 1 MiB, in UTF-16 units, with room for names and numbers. */
const LARGEST_ENTITY = 500_000;
/** Where {@link json} cuts. */
const PIECE = 30_000;

/** Azure's limits on an entity; the emulator is laxer, so they are checked here. Throws ImpossibleError. */
export function checkLimits(values: Values): void {
  const names = Object.keys(values);
  if (names.length > MOST_PROPERTIES) throw new ImpossibleError(`an entity of ${names.length} properties`);
  let size = 0;
  for (const name of names) {
    const value = values[name];
    if (Number.isInteger(value) && Math.abs(Number(value)) > LARGEST_INTEGER) {
      throw new ImpossibleError(`property ${name} is an integer of more than 32 bits`);
    }
    if (typeof value !== "string") continue;
    if (value.length > LONGEST_STRING) throw new ImpossibleError(`property ${name} of ${value.length} characters`);
    size += value.length + name.length;
  }
  if (size > LARGEST_ENTITY) throw new ImpossibleError(`an entity of ${size} characters`);
}

/** A value as JSON in one property, or several (`name`, `name1`, …) when it is long. */
export function json(name: string, value: unknown): Record<string, string> {
  const text = JSON.stringify(value);
  const pieces: Record<string, string> = {};
  for (let at = 0, piece = 0; at === 0 || at < text.length; piece += 1) {
    const end = cutBefore(text, at + PIECE);
    pieces[piece === 0 ? name : `${name}${piece}`] = text.slice(at, end);
    at = end;
  }
  return pieces;
}

/** Never between the halves of a character that has two: by itself each half is no text, and storage may refuse or change it. */
function cutBefore(text: string, end: number): number {
  return /^[\uDC00-\uDFFF]/.test(text.charAt(end)) && end < text.length ? end - 1 : end;
}

/** The way back from {@link json}; undefined where the property is missing. */
export function fromJson(name: string, values: Values): unknown {
  const pieces: string[] = [];
  for (let piece = 0; ; piece += 1) {
    const value = values[piece === 0 ? name : `${name}${piece}`];
    if (typeof value !== "string") break;
    pieces.push(value);
  }
  return pieces.length === 0 ? undefined : JSON.parse(pieces.join(""));
}
