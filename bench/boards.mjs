import { tiersOf } from '@scenario-lab/domain/benchmarks/tiers';
import { jointComparison } from '@scenario-lab/metrics/joint-comparison';
import { randomFrom, streamSeed } from '@scenario-lab/metrics/random';
import { atLeast } from './truth/at-least.mjs';

const resamples = 2_000;
const boards = Number(process.env.BOARDS ?? 2_000);
const PROMISED = 0.05;
const LEVEL = 0.01;

/**
 * How often a board parts entries that are equally good: the promise is 5 % of boards, whatever the number of entries.
 * Every entry errs at random with the same distribution on the same units, which are easy or hard for all of them.
 * The promise is broken where the exact binomial test says so at 1 %. `BOARDS` (2,000).
 *
 * @param base number that all draws follow from
 */
export function benchBoards({ seed: base }) {
  const rows = [2, 5, 10, 20, 50].map((entries) => ({
    what: 'accuracy 0.9, 300 rows',
    entries,
    make: classes(300, 0.5),
  }));
  return [
    ...rows,
    { what: 'accuracy, all but 2 % of rows answered alike', entries: 10, make: copies(300) },
    { what: 'MAE of lognormal errors, 300 rows', entries: 10, make: skewed(300) },
    { what: 'MAE of lognormal errors, 300 rows', entries: 50, make: skewed(300) },
    { what: 'means of 20 blocks', entries: 10, make: blocks(20) },
    { what: 'means of 20 blocks', entries: 50, make: blocks(20) },
  ].map((setting) => measured(setting, base));
}

function measured({ what, entries, make }, base) {
  const random = randomFrom(streamSeed(BigInt(base), `boards ${what} ${entries}`));
  let parted = 0;
  for (let board = 0; board < boards; board += 1) {
    const losses = make(random, entries);
    const kernels = losses.map(meanOf);
    const selection = { rows: null, size: losses[0].length, unitOf: null, units: losses[0].length };
    const joint = jointComparison(kernels, selection, { resamples, seed: BigInt(base + board) });
    const names = losses.map((_, at) => String(at));
    const pairs = joint.map(({ a, b, difference, p }) => ({
      a: names[a],
      b: names[b],
      lead: -Math.sign(difference),
      p,
    }));
    if (Math.max(...tiersOf(names, pairs)) > 1) parted += 1;
  }
  const share = parted / boards;
  const broken = atLeast(parted, boards, PROMISED) < LEVEL;
  return {
    what: `equal entries parted: ${what}, ${entries} entries`,
    ours: 100 * share,
    floor: null,
    unit: '% of boards',
    ratio: null,
    goal: '≤ 5 % of boards',
    met: !broken,
    broken,
    note: `${boards} boards, ${resamples} resamples`,
  };
}

function meanOf(losses) {
  let total = 0;
  for (const loss of losses) total += loss;
  return {
    measure: (weights) => {
      if (!weights) return { value: total / losses.length, issue: null };
      let sum = 0;
      for (let unit = 0; unit < losses.length; unit += 1) sum += weights[unit] * losses[unit];
      return { value: sum / losses.length, issue: null };
    },
  };
}

const filled = (length, of) => Float64Array.from({ length }, (_, at) => of(at));

/** Right in 9 of 10 on average; half of the rows carry the errors four times as often. */
function classes(n, hard) {
  return (random, entries) => {
    const miss = filled(n, () => (random.unit() < hard ? 0.16 : 0.04));
    return Array.from({ length: entries }, () => filled(n, (at) => Number(random.unit() < miss[at])));
  };
}

/** One program under many names, each with a handful of answers of its own. */
function copies(n) {
  return (random, entries) => {
    const common = filled(n, () => Number(random.unit() < 0.1));
    return Array.from({ length: entries }, () =>
      filled(n, (at) => (random.unit() < 0.02 ? Number(random.unit() < 0.1) : common[at])),
    );
  };
}

function skewed(n) {
  return (random, entries) => {
    const scale = filled(n, () => Math.exp(0.5 * normal(random)));
    return Array.from({ length: entries }, () => filled(n, (at) => scale[at] * Math.exp(normal(random))));
  };
}

function blocks(n) {
  return (random, entries) => {
    const common = filled(n, () => normal(random));
    return Array.from({ length: entries }, () => filled(n, (at) => common[at] + normal(random)));
  };
}

/** Box and Muller. */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}
