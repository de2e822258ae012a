/** Seconds that `work` takes. */
export async function timed(work) {
  const started = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - started) / 1e9;
}

/** Median seconds of `rounds` calls after one that warms up. */
export async function median(rounds, work) {
  await work();
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(work));
  return quantile(times, 0.5);
}

/**
 * What each of `works` answers, `rounds` times: all of them within a round, in turning order, so that what else the
 * machine does falls on each alike. Answers one list per name.
 */
export async function alternate(rounds, works) {
  const names = Object.keys(works);
  const answers = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : [...names].reverse();
    for (const name of order) answers[name].push(await works[name](round));
  }
  return answers;
}

/** Nearest rank; `p` from 0 to 1. */
export function quantile(values, p) {
  const ordered = Float64Array.from(values).sort();
  return ordered[Math.min(ordered.length - 1, Math.max(0, Math.ceil(p * ordered.length) - 1))];
}

/** A row of the table: `ours` over `floor` is to be at least `least`, or at most `most`. */
export function ratioRow({ what, ours, floor, unit, least, most }) {
  const ratio = floor === undefined ? null : ours / floor;
  return {
    what,
    ours,
    floor: floor ?? null,
    unit,
    ratio,
    goal: least === undefined ? `≤ ${most} ×` : `≥ ${least} ×`,
    met: ratio === null ? undefined : least === undefined ? ratio <= most : ratio >= least,
  };
}

/** A row whose goal is a figure of its own; a floor, where given, only says what the machine was capable of. */
export function figureRow({ what, ours, floor, unit, least, most }) {
  return {
    what,
    ours,
    floor: floor ?? null,
    unit,
    ratio: floor === undefined ? null : ours / floor,
    goal: least === undefined ? `≤ ${most} ${unit}` : `≥ ${least} ${unit}`,
    met: least === undefined ? ours <= most : ours >= least,
  };
}
