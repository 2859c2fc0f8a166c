/**
 * Numbers from 0 up to 1, the same ones for the same seed on every machine, so that anybody can work out again what was
 * drawn with them. For figures only: whoever knows the seed knows all of them.
 *
 * The seed's text becomes 32 bits by FNV-1a (Fowler, Noll, Vo), and these feed mulberry32 (Tommy Ettinger, public domain).
 */
export function seededNumbers(seed: string): () => number {
  let state = fnv1a(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Over UTF-16 units. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
