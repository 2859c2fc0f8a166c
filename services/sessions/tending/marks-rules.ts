import type { Occurrence } from "../schema.js";

export function isMarked({ marks }: Occurrence, mark: string): boolean {
  return marks.includes(mark);
}

/** With the mark, in the place of what it follows on if that is there. */
export function marked(occurrence: Occurrence, mark: string, insteadOf?: string): Occurrence {
  const others = occurrence.marks.filter((one) => one !== mark && one !== insteadOf);
  const isSame = isMarked(occurrence, mark) && others.length === occurrence.marks.length - 1;
  return isSame ? occurrence : { ...occurrence, marks: [...others, mark] };
}
