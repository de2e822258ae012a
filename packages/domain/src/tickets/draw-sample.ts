/**
 * Tickets drawn for a call back: each is ranked by a hash of the seed and its id, and the first are taken. The same seed
 * and the same tickets give the same draw in whatever order they come, and nobody who closes tickets can tell which will
 * be called. `hash`: SHA-256 in hexadecimal, handed in because domain has no I/O and no crypto.
 */
export function drawSample(
  ids: readonly string[],
  share: number,
  seed: string,
  hash: (text: string) => string,
): string[] {
  if (!(share > 0 && share <= 1)) throw new RangeError('a share above 0 and at most 1');
  const ranked = [...new Set(ids)].map((id) => ({ id, rank: hash(`${seed}\n${id}`) }));
  ranked.sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0));
  return ranked.slice(0, Math.ceil(ranked.length * share)).map(({ id }) => id);
}
