export interface Standing {
  value: number;
  /** Ends of its interval; null where none was computed (a baseline): the value stands for both. */
  lower: number | null;
  upper: number | null;
}

/**
 * Places on a scoreboard that the data can tell apart: tier 1 is the leader and all whose interval overlaps the
 * leader's; they are taken away and the rest is judged anew. Answers a tier per entry, in the order given. An
 * interval on both sides is wider than one of the difference, so this never parts what belongs together.
 */
export function tiersOf(entries: readonly Standing[], better: 'higher' | 'lower'): number[] {
  const sign = better === 'higher' ? 1 : -1;
  const ends = entries.map(({ value, lower, upper }) => {
    const [one, other] = [sign * (lower ?? value), sign * (upper ?? value)];
    return { value: sign * value, worst: Math.min(one, other), best: Math.max(one, other) };
  });
  const tiers = new Array<number>(entries.length).fill(0);
  for (let tier = 1; tiers.includes(0); tier += 1) {
    const left = ends.map((end, at) => ({ ...end, at })).filter(({ at }) => tiers[at] === 0);
    const leader = left.reduce((top, end) => (end.value > top.value ? end : top));
    for (const { best, at } of left) if (at === leader.at || best >= leader.worst) tiers[at] = tier;
  }
  return tiers;
}
