import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftRule, watchDrift } from '@scenario-lab/domain/pilots/field-drift';
import { benchFieldPoints } from './field-points.mjs';
import { figureRow, quantile } from './measure.mjs';

/** A figure with a goal, or one that is only told. */
const told = (row) =>
  row.most === undefined ? { ...figureRow({ ...row, most: Infinity }), goal: '' } : figureRow(row);

const brought = new URL('../../shared/data/anomaly-nab', import.meta.url).pathname;
const pilotDays = 90;
/** Pilots drawn for each figure; by option more (4,000 take minutes). */
const pilots = Number(process.env.FIELD_PILOTS ?? 1_000);

/**
 * The field's drift test: false alarms in calm pilots of 90 days and days until a shift is met, on generated days with and
 * without a memory from day to day, and on the hours and labelled windows of the Numenta Anomaly Benchmark where it lies beside the project
 * (`FIELD_DATA` names another place). Those are anomalies of many kinds, most of them over within a day: a test
 * for lasting worsening is not meant to find all of them, and its figures there say what it costs in false alarms on real series.
 */
export async function benchField({ seed }) {
  return [...(await benchFieldPoints()), ...generated(seed), ...(await real())];
}

function generated(seed) {
  const rows = [];
  for (const memory of [0, 0.3]) {
    const draw = normals(seed + memory * 10);
    const days = (count, shiftAt, shift) => {
      let last = 0;
      return Array.from({ length: count }, (_, day) => {
        last = memory * last + Math.sqrt(1 - memory ** 2) * draw();
        return { day, value: last + (day >= shiftAt ? shift : 0) };
      });
    };
    const lab = { value: 0, interval: { lower: -0.5, upper: 0.5 } };
    const named = memory === 0 ? 'independent days' : `days with memory ${memory}`;
    for (const [where, level] of [
      ['at the certified value', 0],
      ['at the very bound', 0.5],
    ]) {
      let alarms = 0;
      for (let pilot = 0; pilot < pilots; pilot += 1)
        if (watchDrift('at_most', lab, days(pilotDays, 0, level))?.alarm != null) alarms += 1;
      rows.push(
        told({
          what: `field drift, ${named} ${where}: pilots of ${pilotDays} days with a false alarm`,
          ours: alarms / pilots,
          unit: '',
          ...(memory === 0 ? { most: level === 0 ? 0.01 : 0.1 } : {}),
        }),
      );
    }
    for (const shift of [1, 2, 3]) {
      const delays = [];
      let missed = 0;
      for (let pilot = 0; pilot < pilots; pilot += 1) {
        // From the bound on, at day 45: as many scatters worse.
        const watch = watchDrift('at_most', lab, days(pilotDays, 45, 0.5 + shift));
        if (watch?.alarm == null) missed += 1;
        else if (watch.alarm >= 45) delays.push(watch.alarm - 44);
      }
      rows.push(
        told({
          what: `field drift, ${named}, ${shift} scatters worse than the bound: median days until it is met`,
          ours: quantile(delays, 0.5),
          unit: 'd',
          ...(shift === 2 ? { most: 7 } : {}),
        }),
        told({
          what: `field drift, ${named}, ${shift} scatters worse: not met within 45 days`,
          ours: missed / pilots,
          unit: '',
          ...(shift >= 2 ? { most: 0.01 } : {}),
        }),
      );
    }
  }
  return rows;
}

/** Series by hours: the first 15 % (the benchmark's own probation) give level and interval, both directions are watched. */
async function real() {
  const folder = process.env.FIELD_DATA ?? brought;
  if (!existsSync(join(folder, 'data'))) {
    process.stdout.write(`field drift: no ${folder}; generated days alone\n`);
    return [];
  }
  const windows = JSON.parse(readFileSync(join(folder, 'labels/combined_windows.json'), 'utf8'));
  let met = 0;
  let all = 0;
  let falseAlarms = 0;
  let calmHours = 0;
  const delays = [];
  for (const group of readdirSync(join(folder, 'data'), { withFileTypes: true })) {
    if (!group.isDirectory()) continue;
    for (const file of readdirSync(join(folder, 'data', group.name))) {
      const hours = hoursOf(readFileSync(join(folder, 'data', group.name, file), 'utf8'));
      const labelled = (windows[`${group.name}/${file}`] ?? []).map(([from, until]) => [
        hourOf(from),
        hourOf(until),
      ]);
      all += labelled.length;
      const alarms = alarmsOf(hours);
      for (const [from, until] of labelled) {
        const first = alarms.find((at) => at >= from && at <= until);
        if (first === undefined) continue;
        met += 1;
        delays.push(first - from);
      }
      const inside = (at) => labelled.some(([from, until]) => at >= from && at <= until);
      falseAlarms += alarms.filter((at) => !inside(at)).length;
      calmHours += hours.filter(({ day }) => !inside(day)).length;
    }
  }
  return [
    told({ what: 'field drift, NAB hours: labelled windows met', ours: met / all, unit: '' }),
    told({
      what: 'field drift, NAB hours: median hours into the window',
      ours: quantile(delays, 0.5),
      unit: 'h',
    }),
    told({
      what: 'field drift, NAB hours: false alarms in 1,000 calm hours',
      ours: (falseAlarms / calmHours) * 1_000,
      unit: '',
    }),
  ];
}

/** After an alarm the watch begins anew, as it does once a certificate is cleared. */
function alarmsOf(hours) {
  const probation = Math.max(driftRule.referenceDays, Math.floor(hours.length * 0.15));
  const known = hours.slice(0, probation).map(({ value }) => value);
  const lab = {
    value: quantile(known, 0.5),
    interval: { lower: quantile(known, 0.05), upper: quantile(known, 0.95) },
  };
  const alarms = [];
  for (const direction of ['at_most', 'at_least']) {
    let rest = hours.slice(probation);
    for (;;) {
      const alarm = watchDrift(direction, lab, rest)?.alarm ?? null;
      if (alarm === null) break;
      alarms.push(alarm);
      rest = rest.filter(({ day }) => day > alarm);
    }
  }
  return alarms.sort((one, other) => one - other);
}

const hourOf = (at) => Math.floor(Date.parse(`${at.slice(0, 19).replace(' ', 'T')}Z`) / 3_600_000);

function hoursOf(csv) {
  const sums = new Map();
  for (const line of csv.trim().split('\n').slice(1)) {
    const [at, value] = line.trim().split(',');
    const hour = hourOf(at);
    const sum = sums.get(hour) ?? [0, 0];
    sums.set(hour, [sum[0] + Number(value), sum[1] + 1]);
  }
  return [...sums]
    .sort(([one], [other]) => one - other)
    .map(([day, [sum, count]]) => ({ day, value: sum / count }));
}

/** Normal draws from Mulberry32, by Box and Muller. */
function normals(seed) {
  let state = Math.floor(seed) | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
