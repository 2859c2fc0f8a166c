/** A set of strata, a bit each: those that a report is in, or those that several cover together. */
export type Cover = number;

/** How many strata so many reports of these kinds can cover at most. */
export function bestCover(kinds: readonly Cover[], places: number): number {
  let best = 0;
  search(0, kinds, places, (covered) => {
    best = Math.max(best, strataIn(covered));
    return false;
  });
  return best;
}

/** Whether so many strata are covered once reports of these kinds, as many as there are places, come to what is covered. */
export function canReach(strata: number, covered: Cover, kinds: readonly Cover[], places: number): boolean {
  const all = kinds.reduce((sum, kind) => sum | kind, covered);
  if (strataIn(all) < strata) return false;
  // With a place for each there is nothing to choose.
  if (places >= strataIn(all & ~covered)) return true;
  return search(covered, kinds, places, (reached) => strataIn(reached) >= strata);
}

/** The strata at these places, those left out that there aren't (-1). */
export function coverOf(places: readonly number[]): Cover {
  return places.filter((place) => place >= 0).reduce((cover, place) => cover | (1 << place), 0);
}

/** Goes through all that can be covered, a report more at a time; true once something is enough. */
function search(
  covered: Cover,
  kinds: readonly Cover[],
  places: number,
  isEnough: (covered: Cover) => boolean,
): boolean {
  const seen = new Set([covered]);
  let last = [covered];
  for (let left = places; last.length > 0; left -= 1) {
    if (last.some(isEnough)) return true;
    if (left <= 0) return false;
    const next = new Set(last.flatMap((cover) => kinds.map((kind) => cover | kind)));
    last = [...next].filter((cover) => !seen.has(cover));
    for (const cover of last) seen.add(cover);
  }
  return false;
}

function strataIn(cover: Cover): number {
  let count = 0;
  for (let rest = cover; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
