import canonicalize from "canonicalize";
import { ImpossibleError } from "./errors.js";

/** A value as JSON in its canonical form (RFC 8785): members sorted, no spaces, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new ImpossibleError("a value that JSON doesn't have");
  return text;
}
