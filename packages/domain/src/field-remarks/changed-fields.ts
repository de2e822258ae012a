type Body = Readonly<Record<string, unknown>>;

/** Names of the fields that differ, in the order given. What is empty on both sides is the same, however it is written. */
export function changedFields(was: Body, now: Body, fields: readonly string[]): string[] {
  return fields.filter((field) => !sameValue(was[field], now[field]));
}

export function sameValue(was: unknown, now: unknown): boolean {
  return JSON.stringify(settled(was)) === JSON.stringify(settled(now));
}

/** Without what says nothing, and with names in one order, so that two ways of writing one value are one. */
function settled(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(settled);
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .map(([name, one]) => [name, settled(one)] as const)
    .filter(([, one]) => one !== null)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
