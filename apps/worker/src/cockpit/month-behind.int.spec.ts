import type { StatisticsRow } from '@scenario-lab/contracts/cockpit';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { monthDefinitions } from '@scenario-lab/contracts/month-figures';
import { monthBehind } from '@scenario-lab/db/cockpit/month-behind';
import { monthFigures } from '@scenario-lab/db/cockpit/month-figures';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { rollUpOnce } from './rollups.js';

const Line = z.object({ at: z.date(), result: z.string().nullable(), title: json<unknown>().nullable() });

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const month = '2026-05';
const begins = Date.parse('2026-05-01T00:00:00+08:00');
const ends = Date.parse('2026-06-01T00:00:00+08:00');
const day = 86_400_000;

/** Numbers by chance that are the same for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed * 7919 + 17;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const backdate = (eventId: string, at: number) =>
  sql('UPDATE event SET at = $2 WHERE id = $1', [eventId, new Date(at)]);

async function walk(roll: (below: number) => number): Promise<void> {
  const [scenario, solution, engagement] = [newId(), newId(), newId()];
  const { department, vendor, operator } = cast;
  await sql(
    `INSERT INTO scenario (id, owner_id, status, need) VALUES ($1, $2, 'published', '{"title": {"en": "N"}, "criteria": []}')`,
    [scenario, department.organisationId],
  );
  await sql(
    `INSERT INTO solution (id, owner_id, status, card, listed) VALUES ($1, $2, 'listed', '{}', '{"title": {"en": "C"}}')`,
    [solution, vendor.organisationId],
  );
  let at = begins - 50 * day + roll(80) * day + roll(24) * 3_600_000;
  const listed = await db.asSystem((tx) =>
    recordEvent(tx, { thing: 'solution', id: solution, event: 'solution.listed' }),
  );
  await backdate(listed, at - roll(20) * day);
  await sql(
    'INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [engagement, scenario, solution, vendor.organisationId, department.organisationId, new Date(at)],
  );
  let status: string | null = null;
  for (let step = 0; step < 6; step += 1) {
    const open = Object.entries(engagementMachine.events).filter(([, one]) =>
      status === null ? one.from === null : (one.from as readonly string[] | null)?.includes(status),
    );
    const [event] = open[roll(Math.max(1, open.length))] ?? [];
    if (!event) break;
    const by = [vendor, department, operator][roll(3)];
    const moved = await db.asSystem((tx) =>
      transition(tx, 'engagement', engagement, event as 'accept', by ? { by } : {}),
    );
    await backdate(moved.eventId, at);
    status = moved.to;
    at += roll(25) * day + 1;
  }
}

const stageOf: Record<string, string> = {
  proposed: 'matching',
  invited: 'matching',
  accepted: 'matching',
  shortlisted: 'matching',
  validating: 'validation',
  validated: 'validation',
  piloting: 'field',
  awarded: 'field',
  field_accepted: 'field',
  enabling: 'enablement',
};

/** Stays in stages worked out anew from the events alone, in another way than the rollups do it. */
async function staysAfresh(): Promise<{ stage: string; from: number; until: number }[]> {
  const events = await sql<{ thing_id: string; to_status: string; at: Date }>(
    `SELECT thing_id, to_status, at FROM event WHERE thing = 'engagement' AND to_status IS NOT NULL ORDER BY thing_id, seq`,
  );
  const stays: { id: string; stage: string; from: number; until: number }[] = [];
  for (const { thing_id: id, to_status: status, at } of events) {
    const stage = stageOf[status] ?? null;
    const last = stays.findLast((one) => one.id === id);
    if (last && last.until === Number.POSITIVE_INFINITY && last.stage === stage) continue;
    if (last && last.until === Number.POSITIVE_INFINITY) last.until = at.getTime();
    if (stage) stays.push({ id, stage, from: at.getTime(), until: Number.POSITIVE_INFINITY });
  }
  return stays;
}

it.each([1, 2, 3])(
  'has a line behind each number of a month, and counts what is there: seed %i',
  async (seed) => {
    const roll = dice(seed);
    for (let count = 0; count < 9; count += 1) await walk(roll);
    await sql(
      `INSERT INTO run_tally (run_id, state, ended_at, cpu_seconds)
     SELECT gen_random_uuid(), 'cancelled', $1::timestamptz + n * interval '9 days', 60 FROM generate_series(0, 5) n`,
      [new Date(begins)],
    );
    await rollUpOnce(db);
    const figures = await db.asSystem((tx) => monthFigures(tx, month));
    const linesOf = (row: StatisticsRow) =>
      db.asSystem(async (tx) => {
        const figure = monthDefinitions.find((one) => one.figure === row.figure)?.figure;
        const found = figure && monthBehind(figure, row.slice);
        if (!found) throw new Error(`nothing behind ${row.figure} ${row.slice}`);
        return queryRows(tx, Line, found.lines, [month, ...found.more]);
      });
    for (const row of figures) {
      const lines = await linesOf(row);
      const what = `${row.figure} ${row.slice}`;
      if (row.figure === 'month.cpu_hours') expect(lines.length === 0, what).toBe(row.value === 0);
      else if (row.facts === null) expect(lines.length, what).toBe(row.value);
      else {
        const counted = lines.filter(({ result }) => result !== 'withdrawn');
        expect(counted.length, what).toBe(row.facts);
        const met = counted.filter(({ result }) => result === 'met').length;
        if (row.figure === 'month.buyer' && row.value !== null)
          expect(met / row.facts, what).toBeCloseTo(row.value, 12);
      }
      if (row.figure === 'month.published')
        for (const { at } of lines) expect(at.getTime() >= begins && at.getTime() < ends, what).toBe(true);
    }
    const stays = await staysAfresh();
    for (const stage of ['matching', 'validation', 'field', 'enablement']) {
      const of = (figure: string) => figures.find((row) => row.figure === figure && row.slice === stage);
      const own = stays.filter((stay) => stay.stage === stage);
      const inMonth = (at: number) => at >= begins && at < ends;
      expect(of('month.entered')?.value, stage).toBe(own.filter(({ from }) => inMonth(from)).length);
      expect(of('month.here')?.value, stage).toBe(
        own.filter(({ from, until }) => from < ends && until >= ends).length,
      );
      expect(of('month.median_days')?.facts, stage).toBe(own.filter(({ until }) => inMonth(until)).length);
    }
  },
);

it('knows no list behind a part that a figure does not have', () => {
  for (const [figure, slice] of [
    ['month.published', null],
    ['month.published', 'run.finished'],
    ['month.entered', 'nowhere'],
    ['month.runs', 'matching'],
    ['month.buyer', "x' OR true"],
    ['month.data_uses', null],
  ] as const)
    expect(monthBehind(figure, slice), `${figure} ${slice}`).toBeNull();
});
