/** How two entries compare on the rows both predicted. */
export interface Pair {
  a: string;
  b: string;
  /** 1: a is the better, −1: b is, 0: neither; null: the two cannot be compared at all. */
  lead: number | null;
  /** Adjusted over every pair of the board (`jointComparison`); null where nothing tells the two apart. */
  p: number | null;
}

/** At most one board in twenty parts any two that are equal, whatever the number of its entries. */
const familywise = 0.05;

/**
 * Tiers of a scoreboard (validation.md §3): tier 1 is the leader and everyone whom the joint comparison does not part
 * from it; they are taken away and the rest is judged anew. Answers a tier per entry, in the order given, which
 * decides between leaders that are exactly equal; null for whoever was not compared with the leader.
 */
export function tiersOf(entries: readonly string[], pairs: readonly Pair[]): (number | null)[] {
  const known = new Map<string, Map<string, { lead: number; p: number }>>();
  const note = (from: string, to: string, lead: number, p: number) =>
    (known.get(from) ?? known.set(from, new Map()).get(from)!).set(to, { lead, p });
  for (const { a, b, lead, p } of pairs) {
    if (lead === null) continue;
    note(a, b, lead, p ?? 1);
    note(b, a, -lead, p ?? 1);
  }
  const against = (one: string, other: string) => known.get(one)?.get(other);
  const tiers = new Map<string, number>();
  let left = entries.filter(
    (one) => entries.length === 1 || entries.some((other) => against(one, other) !== undefined),
  );
  for (let tier = 1; left.length > 0; tier += 1) {
    const losses = (one: string) => left.filter((other) => (against(one, other)?.lead ?? 0) < 0).length;
    const leader = left.reduce((best, one) => (losses(one) < losses(best) ? one : best));
    const compared = left.flatMap((one) => {
      const pair = one === leader ? undefined : against(leader, one);
      return pair ? [{ one, p: pair.p }] : [];
    });
    const parted = new Set(compared.filter(({ p }) => p <= familywise).map(({ one }) => one));
    tiers.set(leader, tier);
    for (const { one } of compared) if (!parted.has(one)) tiers.set(one, tier);
    left = left.filter((one) => parted.has(one));
  }
  return entries.map((one) => tiers.get(one) ?? null);
}
