import { readAlgorithm } from '@scenario-lab/contracts/algorithms';
import { ProblemError } from '@scenario-lab/contracts/call';
import { listRuns, readRun } from '@scenario-lab/contracts/runs';
import { json, queryOne } from '@scenario-lab/db/core/rows';
import { openDatabase } from '@scenario-lab/db/database';
import { readReach } from '@scenario-lab/db/runs/run-list.queries';
import { makeRun } from '@scenario-lab/testing/evidence';
import { type Exam, giveParty, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let exam: Exam;
const runOf = async (
  by: 'vendor' | 'otherVendor',
  also: [who: 'vendor' | 'otherVendor' | 'department', right: string][] = [],
) => {
  const id = await makeRun(app.database.owner, { ...exam, vendor: app.cast[by] });
  for (const [who, right] of also)
    await giveParty(app.database.owner, 'run', id, app.cast[who].organisationId, right);
  return id;
};
/** All pages of a list, each with the same total. */
const listed = async (who: keyof TestApp['cast'], query: Record<string, string> = {}, limit = 3) => {
  const ids: string[] = [];
  const totals = new Set<number>();
  let cursor: string | undefined;
  do {
    const page = await app.as(app.cast[who])(listRuns, { query: { ...query, limit, cursor } });
    ids.push(...page.items.map(({ id }) => id));
    totals.add(page.total);
    cursor = page.next ?? undefined;
  } while (cursor);
  expect([...totals]).toEqual([ids.length]);
  return ids;
};
const answer = (asked: Promise<unknown>) =>
  asked.then(
    () => 200,
    (error: unknown) => {
      if (error instanceof ProblemError) return error.problem.status;
      throw error;
    },
  );

interface PlanNode {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}
/** How many runs a plan has looked at, shown or not. */
const Explained = z.object({ 'QUERY PLAN': json<[{ Plan: PlanNode }]>() });

function rowsRead(node: PlanNode): number {
  const here =
    node['Relation Name'] === 'run'
      ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      : 0;
  return here + (node.Plans ?? []).reduce((sum, under) => sum + rowsRead(under), 0);
}

beforeAll(async () => {
  app = await testApp();
  exam = await makeExam(app.database.owner, app.cast);
});
afterAll(() => app?.close());

describe('a list of runs', () => {
  it('holds the own and those of others one is concerned with, by date, each once', async () => {
    const made: string[] = [];
    for (let n = 0; n < 9; n += 1) {
      // The second is both measured on data of the one who brings it and its own.
      if (n % 3 === 0) made.push(await runOf('vendor', n === 3 ? [['vendor', 'oversee']] : []));
      else if (n % 3 === 1) made.push(await runOf('otherVendor', [['vendor', n === 4 ? 'read' : 'oversee']]));
      else await runOf('otherVendor');
    }
    const newest = [...made].reverse();
    expect(await listed('vendor')).toEqual(newest);
    expect(await listed('vendor', {}, 1)).toEqual(newest);
    expect(await listed('vendor', { mine: 'true' })).toEqual(newest.filter((_, at) => at % 2 === 1));
    expect(await listed('vendor', { split: 'hidden', status: 'approved' })).toEqual(newest);
    expect(await listed('vendor', { split: 'sample' })).toEqual([]);
    expect(await listed('otherVendor')).toHaveLength(6);
    expect(await listed('operator')).toHaveLength(9);
    expect(await listed('observer')).toHaveLength(9);
    expect(await listed('operator', { mine: 'true' })).toEqual([]);
  });

  it('finds by names, each with the runs of what is called so', async () => {
    const all = await listed('operator');
    expect(await listed('operator', { q: '液位预测' })).toEqual(all);
    expect(await listed('operator', { algorithmId: exam.algorithmId })).toEqual(all);
    expect(await listed('operator', { benchmarkId: exam.benchmarkId })).toEqual(all);
    expect(await listed('operator', { benchmarkId: exam.algorithmId })).toEqual([]);
    expect(await listed('operator', { q: 'nobody is called so' })).toEqual([]);
  });
});

describe('a run whose algorithm the reader cannot open', () => {
  it('says what it tested all the same, in the page, in the count and alone', async () => {
    const id = await runOf('otherVendor', [['department', 'oversee']]);
    await app.database.owner.query("UPDATE algorithm SET status = 'draft', listed = NULL WHERE id = $1", [
      exam.algorithmId,
    ]);
    await app.database.owner.query('DELETE FROM party WHERE thing_id = $1 AND organisation_id = $2', [
      exam.algorithmId,
      app.cast.department.organisationId,
    ]);
    const department = app.as(app.cast.department);
    const { items, total } = await department(listRuns, { query: {} });
    expect({ total, ids: items.map((item) => item.id) }).toEqual({ total: 1, ids: [id] });
    expect(items[0]?.algorithm).toMatchObject({ id: exam.algorithmId, title: { zh: '液位预测' } });
    expect(await answer(department(readRun, { params: { id } }))).toBe(200);
    expect(await answer(department(readAlgorithm, { params: { id: exam.algorithmId } }))).toBe(404);
    // By name one finds what one may open: the title of a draft is not to be guessed at.
    expect(await listed('department', { q: '液位' })).toEqual([]);
    expect(await listed('department', { algorithmId: exam.algorithmId })).toEqual([]);
  });

  it('tells nobody who is not concerned, asked past the run or not', async () => {
    const asked = await app.sqlAs(app.cast.department, 'SELECT count(*)::int AS n FROM run_tested');
    expect(asked).toEqual([{ n: 1 }]);
    await expect(app.sqlAs(null, 'SELECT 1 FROM run_tested')).rejects.toThrow(/permission denied/);
  });
});

describe('with many runs', () => {
  it('the page is picked off an index, and counted without any run', async () => {
    const { owner } = app.database;
    const { vendor, department } = app.cast;
    await owner.query(
      `WITH made AS (INSERT INTO run (id, status, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by,
           submitted_at)
         SELECT gen_random_uuid(), 'approved', 'sample', $1, $2, $3, $4, now() - make_interval(secs => n)
         FROM generate_series(1, 12000) n RETURNING id)
       INSERT INTO party (thing, thing_id, organisation_id, "right")
       SELECT 'run', made.id, side.id, side."right" FROM made,
         (VALUES ($3::uuid, 'own'), ($5::uuid, 'oversee')) AS side (id, "right")`,
      [
        exam.algorithmVersionId,
        exam.benchmarkVersionId,
        vendor.organisationId,
        vendor.personId,
        department.organisationId,
      ],
    );
    // Who has a few, all of them older than those.
    await owner.query("UPDATE run SET submitted_at = now() - interval '1 year' WHERE vendor_id = $1", [
      app.cast.otherVendor.organisationId,
    ]);
    await owner.query('VACUUM ANALYZE run, party');
    const database = await openDatabase({ api: app.database.urls.api, public: app.database.urls.public }, 1);
    const read = (who: 'vendor' | 'otherVendor' | 'department') =>
      database.byKey(app.cast[who], async (tx) => {
        const { parts, total } = await readReach(tx, { everything: false, own: false });
        const picked = parts.map(
          (part) =>
            `(SELECT r.id, r.submitted_at FROM run r WHERE r.status <> 'new' AND ${part} ORDER BY r.submitted_at DESC, r.id DESC LIMIT 21)`,
        );
        const plan = await queryOne(
          tx,
          Explained,
          `EXPLAIN (ANALYZE, FORMAT JSON) ${picked.join(' UNION ALL ')}`,
        );
        return { total, rows: rowsRead(plan['QUERY PLAN'][0].Plan) };
      });
    try {
      for (const [who, total] of [
        ['vendor', 10_000],
        ['otherVendor', 7],
        ['department', 10_000],
      ] as const) {
        const seen = await read(who);
        expect(Math.min(seen.total ?? 0, 10_000), who).toBe(total);
        expect(seen.rows, who).toBeLessThan(60);
      }
    } finally {
      await database.close();
    }
    for (const who of ['vendor', 'department', 'operator'] as const) {
      const { total, items } = await app.as(app.cast[who])(listRuns, { query: { limit: 20 } });
      expect([total, items.length], who).toEqual([10_000, 20]);
      expect(items.map((item) => item.submittedAt)).toEqual(
        items
          .map((item) => item.submittedAt)
          .sort()
          .reverse(),
      );
    }
  });
});
