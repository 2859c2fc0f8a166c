/** The candidate that somebody most likely meant by `word`: few letters apart, in any letter case; else undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  const furthest = Math.max(1, Math.floor(typed.length / 3));
  let best: string | undefined;
  let bestDistance = furthest + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) >= bestDistance) continue;
    const distance = lettersApart(typed, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** "children, adults or both" */
function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** What would be right instead of `word`: the nearest candidate, and all of them where they are few. */
export function insteadOf(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  if (meant === undefined) return candidates.length === 0 ? "leave it out" : `use ${oneOf(candidates)}`;
  const others = candidates.length > 1 && candidates.length <= 8 ? ` (${oneOf(candidates)})` : "";
  return `did you mean ${meant}?${others}`;
}

/** How many letters must be added, left out, changed or swapped with their neighbour. */
function lettersApart(one: string, other: string): number {
  const lines: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => lines[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    lines.push(line);
    for (let column = 1; column <= other.length; column += 1) {
      const changed = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + changed,
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(one.length, other.length);
}
