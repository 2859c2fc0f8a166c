/** The closed set of reasons why something that a person or a file asked for can't be done. */
export type ExpectedCode =
  | "not-known"
  | "not-permitted"
  | "not-found"
  | "not-open"
  | "already-done"
  | "stale"
  | "invalid"
  | "busy"
  | "unavailable";

/**
 * A failure that the design expects. `forPerson` is shown as it is: one plain sentence that says what to do next.
 * `fields` holds a sentence for each input that needs another answer, by input id.
 */
export class ExpectedError extends Error {
  override readonly name = "ExpectedError";
  constructor(
    readonly code: ExpectedCode,
    readonly forPerson: string,
    readonly fields: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(forPerson, options);
  }
}

/** A mistake of ours: a state that the code believed impossible. Never shown to a person. */
export class ImpossibleError extends Error {
  override readonly name = "ImpossibleError";
}
