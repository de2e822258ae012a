import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { evaluate } from '@scenario-lab/metrics/evaluate';
import { streamSeed } from '@scenario-lab/metrics/random';
import { compute, metricById } from '@scenario-lab/metrics/registry';
import { atLeast } from './truth/at-least.mjs';
import { Draw } from './truth/draw.mjs';
import { partNames, settings } from './truth/settings.mjs';

const ALPHA = 0.05 / 3;
const MOST_FALSE = 0.025;
const LEAST_COVERED = 0.93;
/** A share is beyond its promise where that or more would be seen in fewer than 1 of 100 such runs. */
const LEVEL = 0.01;
/** Shares of fewer than so many say nothing. */
const FEWEST_TOLD = 100;
const DOCUMENT = fileURLToPath(new URL('../docs/verdicts.md', import.meta.url));

/**
 * What verdicts and intervals are worth, by simulation with the truth exactly at the threshold: false passes and fails
 * of all answers, coverage of those that have an interval. A promise is broken where the exact binomial test says so at
 * 1 % per setting. `TRUTH_REPS` (2,000), `TRUTH_PART` (one of the table's first column), `TRUTH_WRITE=1` writes the
 * tables of the parts that ran into docs/verdicts.md.
 *
 * @param base number that all draws follow from
 */
export function benchTruth({ seed: base }, environment = process.env) {
  const reps = Number(environment.TRUTH_REPS ?? 2_000);
  const found = [];
  for (const part of environment.TRUTH_PART ? [environment.TRUTH_PART] : partNames) {
    const measured = settings(compute, part).map((setting) => ({
      setting,
      ...simulate(setting, reps, base),
    }));
    if (environment.TRUTH_WRITE === '1') write(part, measured, reps, base);
    found.push(...measured);
  }
  return found.map(({ setting, pass, fail, covered, judged, told, causes }) => {
    const brokenPass = atLeast(pass, reps, MOST_FALSE) < LEVEL;
    const brokenCover = judged >= reps / 5 && atLeast(judged - covered, judged, 1 - LEAST_COVERED) < LEVEL;
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

const share = (count, of) => (of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`);

function simulate(setting, reps, base) {
  const { metric, truth, make, seed } = setting;
  const higher = metricById(metric).direction === 'higher';
  const found = { pass: 0, fail: 0, covered: 0, judged: 0, told: 0, causes: {} };
  for (let rep = 0; rep < reps; rep += 1) {
    const made = make(new Draw(streamSeed(BigInt(base), `truth ${seed} ${rep}`)));
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

function write(part, found, reps, base) {
  const error = (p) => (100 * Math.sqrt((p * (1 - p)) / reps)).toFixed(1);
  const percent = (count, of) => (of < FEWEST_TOLD ? '–' : ((100 * count) / of).toFixed(1));
  const on = `${new Date().toISOString().slice(0, 10)}, ${cpus()[0].model.trim()}, Node ${process.version}`;
  const lines = [
    `**${part}**: ${reps} repetitions each, seed ${base}, ${on}. A share of 2 % is measured to ± ${error(0.02)} points`,
    `(one standard error), coverage to ± ${error(0.95)} where every repetition has an interval.`,
    '',
    '| setting | metric | false pass % | covered % | no pass possible % |',
    '|---|---|---|---|---|',
    ...found.map(
      ({ setting, pass, covered, judged, told }) =>
        `| ${setting.name} | ${setting.metric} | ${percent(pass, reps)} | ${percent(covered, judged)} | ${percent(told, reps)} |`,
    ),
  ];
  const [from, to] = [`<!-- truth ${part} -->`, `<!-- /truth ${part} -->`];
  const document = readFileSync(DOCUMENT, 'utf8');
  const [start, end] = [document.indexOf(from) + from.length, document.indexOf(to)];
  if (start < from.length || end < start)
    throw new Error(`${DOCUMENT} has no place for the tables of ${part}`);
  writeFileSync(DOCUMENT, `${document.slice(0, start)}\n${lines.join('\n')}\n${document.slice(end)}`);
}
