import { Plan } from '@scenario-lab/contracts/benchmarks';
import { randomFrom } from '@scenario-lab/metrics/random';
import { describe, expect, it } from 'vitest';
import { sealBenchmark } from './seal.js';
import { entry, limits, type Made, machinePlan, machines, requestFor } from './testing/data.js';
import { temporary } from './testing/places.js';

const work = await temporary();

/** Rentals by the hour: members and guests are counted apart, and their sum is what is asked for. */
function rentals(total: (members: number, guests: number, noise: number) => number): Made {
  const random = randomFrom(8n);
  const records = [['temperature', 'season', 'members', 'guests', 'total']];
  for (let row = 0; row < 900; row += 1) {
    const temperature = random.unit() * 30;
    const members = Math.round(40 + 3 * temperature + random.unit() * 80);
    const guests = Math.round(5 + temperature * random.unit() * 3);
    const season = ['spring', 'summer', 'autumn'][random.below(3)]!;
    const sum = total(members, guests, random.unit());
    records.push([temperature.toFixed(2), season, String(members), String(guests), String(sum)]);
  }
  return {
    records,
    columns: [
      entry('temperature'),
      entry('season', { type: 'string' }),
      entry('members'),
      entry('guests'),
      entry('total', { role: 'target', knownAt: 'never' }),
    ],
  };
}
const planOf = (features: string[], more: Partial<Plan> = {}) =>
  Plan.parse({
    task: 'regression',
    datasetVersionId: '0198c0de-0000-7000-8000-000000000004',
    target: 'total',
    features,
    metrics: ['mae'],
    criteria: [{ id: 'c', metric: 'mae', direction: 'at_most', threshold: 30, must: true }],
    resamplingUnit: { kind: 'row' },
    limits,
    baseline: 'mean',
    ...more,
  });
const all = ['temperature', 'season', 'members', 'guests'];
async function outcome(made: Made, plan: Plan) {
  const result = await sealBenchmark(await requestFor(work, made, { plan }));
  const told = result.sealed ? result.warnings : result.problems;
  return { sealed: result.sealed, told: told.map(({ code, place }) => `${code} @ ${place}`) };
}

describe('a score too good to be believed', () => {
  it('stands in the way where two features add up to the target, until it is answered', async () => {
    const made = rentals((members, guests) => members + guests);
    const found = ['score_suspicious @ members + guests'];
    expect(await outcome(made, planOf(all))).toEqual({ sealed: false, told: found });
    const leakAnswer = 'Both counts are known a day ahead from bookings.';
    expect(await outcome(made, planOf(all, { leakAnswer }))).toEqual({ sealed: true, told: found });
    // Rows of equal inputs may be left out; nothing is suspected.
    const honest = await outcome(made, planOf(['temperature', 'season', 'guests']));
    expect([honest.sealed, honest.told.filter((one) => one.startsWith('score_'))]).toEqual([true, []]);
  });

  it.each([
    ['members − guests', (members: number, guests: number) => members - guests],
    ['guests × members', (members: number, guests: number) => members * guests],
    ['guests ÷ members', (members: number, guests: number) => guests / members],
  ])('finds %s', async (place, total) => {
    const { told } = await outcome(rentals(total), planOf(all));
    expect(told).toEqual([`score_suspicious @ ${place}`]);
  });

  it('finds a sum of three', async () => {
    const made = rentals((members, guests) => members + guests);
    const three = {
      ...made,
      records: made.records.map((record, at) =>
        at === 0 ? record : [...record.slice(0, 4), String(Number(record[4]) + 5 * Number(record[0]))],
      ),
    };
    expect(await outcome(three, planOf(all))).toEqual({ sealed: false, told: ['score_suspicious @ *'] });
  });

  it('finds a class that a threshold tells', async () => {
    const made = machines();
    const [state, heat] = ['state', 'heat'].map((name) => made.records[0]!.indexOf(name)) as [number, number];
    for (const record of made.records.slice(1)) {
      record[state] = Number(record[heat]) > 48 ? 'faulty' : 'sound';
      record[heat] = String(Number(record[heat]) > 48 ? 100 + Number(record[heat]) : Number(record[heat]));
    }
    expect((await outcome(made, machinePlan())).told).toEqual(['score_suspicious @ heat']);
  });

  it('leaves honest data alone', async () => {
    expect((await outcome(machines(), machinePlan())).sealed).toBe(true);
    const noisy = rentals((members, guests, noise) => members + guests + 40 * noise);
    expect(await outcome(noisy, planOf(all))).toEqual({ sealed: true, told: [] });
  });
});
