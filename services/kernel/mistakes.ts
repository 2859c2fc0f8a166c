import { ExpectedError } from "./errors.js";

/** Something wrong inside a value that was read from a file: where in the value, what, and what would be right. */
export interface Flaw {
  readonly path: readonly PropertyKey[];
  readonly wrong: string;
  readonly right: string;
}

/** Something wrong in a file that a person wrote. */
export interface Mistake {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The name of the column, in tables. */
  readonly column?: string | undefined;
  readonly wrong: string;
  readonly right: string;
}

/** "partnership.yaml, line 12: “tier” is “primry”; did you mean primary?" */
export function mistakeInWords({ file, line, column, wrong, right }: Mistake): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return `${file}, ${place}: ${wrong}; ${right}`;
}

/** All that is wrong in somebody's files, at once, in order of file and line; its message is ready to print. */
export class MistakesError extends ExpectedError {
  readonly mistakes: readonly Mistake[];

  constructor(heading: string, mistakes: readonly Mistake[]) {
    const ordered = [...mistakes].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
    super("invalid", [heading, ...ordered.map((mistake) => `  ${mistakeInWords(mistake)}`)].join("\n"));
    this.mistakes = ordered;
  }
}
