import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluate } from '@scenario-lab/metrics/evaluate';
import { compute, metricById } from '@scenario-lab/metrics/registry';
import { Draw } from './truth/draw.mjs';
import { settings } from './truth/settings.mjs';

const ALPHA = 0.05 / 3;
const MOST_FALSE = 0.025;
const LEAST_COVERED = 0.93;
const DOCUMENT = fileURLToPath(new URL('../docs/verdicts.md', import.meta.url));
const [FROM, TO] = ['<!-- truth -->', '<!-- /truth -->'];

/**
 * What verdicts and intervals are worth, by simulation with the truth exactly at the threshold: false passes and fails
 * of all answers, coverage of those that have an interval. A promise is broken where a share is off by more than three
 * of its own standard errors. `TRUTH_REPS` (300), `TRUTH_PART` (one of the table's first column), `TRUTH_WRITE=1`
 * writes the tables into docs/verdicts.md.
 */
export function benchTruth(environment = process.env) {
  const reps = Number(environment.TRUTH_REPS ?? 300);
  const chosen = settings(compute, environment.TRUTH_PART);
  const found = chosen.map((setting) => ({ setting, ...simulate(setting, reps) }));
  if (environment.TRUTH_WRITE === '1') write(found, reps);
  return found.map(({ setting, pass, fail, covered, judged, told, causes }) => {
    const least = covered / Math.max(1, judged);
    const brokenPass = beyond(pass / reps - MOST_FALSE, MOST_FALSE, reps);
    const brokenCover = judged >= reps / 5 && beyond(LEAST_COVERED - least, LEAST_COVERED, judged);
    return {
      what: `${setting.metric}, ${setting.name}`,
      ours: (100 * pass) / reps,
      floor: null,
      unit: '% false pass',
      ratio: null,
      goal: `≤ ${100 * MOST_FALSE} %, coverage ≥ ${100 * LEAST_COVERED} %`,
      met: !brokenPass && !brokenCover,
      broken: brokenPass || brokenCover,
      note: `false fail ${share(fail, reps)}; covered ${share(covered, judged)}; undecided ${share(told, reps)}${Object.keys(
        causes,
      )
        .map((cause) => ` ${cause}`)
        .join('')}`,
    };
  });
}

const beyond = (excess, promised, n) => excess > 3 * Math.sqrt((promised * (1 - promised)) / n);
const share = (count, of) => (of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`);

function simulate(setting, reps) {
  const { metric, truth, make, seed } = setting;
  const higher = metricById(metric).direction === 'higher';
  const found = { pass: 0, fail: 0, covered: 0, judged: 0, told: 0, causes: {} };
  for (let rep = 0; rep < reps; rep += 1) {
    const made = make(new Draw(seed * 1_000_003 + rep));
    const [one] = evaluate({ ...made, metrics: [{ id: metric }], alpha: ALPHA });
    if (one.interval) {
      found.judged += 1;
      if (one.interval.lower <= truth && truth <= one.interval.upper) found.covered += 1;
    }
    const { lower, upper } = one.oneSided ?? {
      lower: Number.NEGATIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
    };
    const passes = one.oneSided !== null && (higher ? lower >= truth : upper <= truth);
    if (one.oneSided && !passes && (higher ? upper < truth : lower > truth)) found.fail += 1;
    if (passes && one.caution === null) found.pass += 1;
    const cause = one.oneSided ? one.caution : one.noBounds;
    if (cause === null) continue;
    found.told += 1;
    found.causes[cause] = (found.causes[cause] ?? 0) + 1;
  }
  return found;
}

function write(found, reps) {
  const error = (p) => (100 * Math.sqrt((p * (1 - p)) / reps)).toFixed(1);
  const percent = (count, of) => (of === 0 ? '–' : ((100 * count) / of).toFixed(1));
  const lines = [
    `${reps} repetitions each, truth at the threshold, K = 3. A share of 2 % is measured to ± ${error(0.02)} points (one standard error),`,
    `coverage to ± ${error(0.95)} where every repetition has an interval.`,
    '',
    '| setting | metric | false pass % | covered % | no pass possible % |',
    '|---|---|---|---|---|',
    ...found.map(
      ({ setting, pass, covered, judged, told }) =>
        `| ${setting.name} | ${setting.metric} | ${percent(pass, reps)} | ${percent(covered, judged)} | ${percent(told, reps)} |`,
    ),
  ];
  const document = readFileSync(DOCUMENT, 'utf8');
  const [start, end] = [document.indexOf(FROM) + FROM.length, document.indexOf(TO)];
  if (start < FROM.length || end < start) throw new Error(`${DOCUMENT} has no place for the tables`);
  writeFileSync(DOCUMENT, `${document.slice(0, start)}\n${lines.join('\n')}\n${document.slice(end)}`);
}
