import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import { writeTruth } from '@scenario-lab/evaluation/truth';
import type { Truth } from '@scenario-lab/evaluation/types';
import { normalForm } from '@scenario-lab/sandbox/harness/normal-form';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoreDesk } from '../desk.js';
import { type Lab, openLab } from '../lifecycle/lab.js';
import type { Wake } from '../queue/queues.js';
import { wakeWaiting } from '../reconciler/waiting.js';
import { compareExam } from './compare-exam.js';
import { compareRuns } from './compare-runs.js';

const n = 120;
const truthOf = (values: number[], rows: number[], name: string): Truth => ({
  ids: rows.map((row) => `${name}-${row}`),
  cases: rows.map(() => '0000'),
  rows: Int32Array.from(rows),
  labels: null,
  values: Float64Array.from(rows, (row) => values[row - 1]!),
  units: null,
  slices: {},
  horizon: null,
  naive: null,
  seasonalNaive: null,
  scale: null,
});
const values = Array.from({ length: n }, (_, at) => 50 + ((at * 37) % 41));
/** Errors everybody shares, so that intervals of their own overlap. */
const shared = values.map((_, at) => ((at * 53) % 23) - 11);
const inOrder = values.map((_, at) => at + 1);
const turned = inOrder.toReversed();

let lab: Lab;
let desk: ScoreDesk;
let asked: number;
const runs: Record<string, string> = {};
const versionIds = { first: '', second: '' };

beforeAll(async () => {
  lab = await openLab();
  asked = 0;
  desk = await lab.scoreDesk({
    compare: (comparison) => {
      asked += 1;
      return compareExam(comparison);
    },
  });
  const place = join(lab.folder, 'made');
  await mkdir(place);
  const kept = async (name: string, make: (file: string) => Promise<void>): Promise<string> => {
    const file = join(place, name);
    await make(file);
    return (await desk.vault.put({ path: file })).sha256;
  };
  const { owner } = lab.database;
  versionIds.first = lab.benchmarkVersionId;
  versionIds.second = newId();
  // The same rows sealed anew: other ids, another order, and the same hidden digest.
  await owner.query(
    `INSERT INTO benchmark_version (id, benchmark_id, number, status, dataset_version_id, plan, task, hidden_digest)
     SELECT $2, benchmark_id, 2, 'open', dataset_version_id, plan, task, hidden_digest FROM benchmark_version WHERE id = $1`,
    [versionIds.first, versionIds.second],
  );
  await owner.query(
    `INSERT INTO pack SELECT $2, split, sha256, rows, executions FROM pack WHERE benchmark_version_id = $1`,
    [versionIds.first, versionIds.second],
  );
  const orders = { first: inOrder, second: turned };
  for (const name of ['first', 'second'] as const) {
    const hidden = await kept(`${name}-hidden.csv`, (file) =>
      writeTruth(file, truthOf(values, orders[name], name)),
    );
    const sample = await kept(`${name}-sample.csv`, (file) =>
      writeTruth(file, truthOf(values, [1, 2, 3], `${name}-sample`)),
    );
    for (const [split, sha256] of [
      ['hidden', hidden],
      ['sample', sample],
    ]) {
      await owner.query(
        `INSERT INTO truth (benchmark_version_id, split, vault_sha256) VALUES ($1, $2, $3)
         ON CONFLICT (benchmark_version_id, split) DO UPDATE SET vault_sha256 = $3`,
        [versionIds[name], split, sha256],
      );
    }
  }
  const approved = async (
    name: string,
    version: 'first' | 'second',
    errors: number[] | 'unreadable' | null,
    status = 'approved',
  ): Promise<void> => {
    const id = await lab.submit();
    const predictions =
      errors &&
      (await kept(`${name}.bin`, async (file) => {
        if (errors === 'unreadable') return writeFile(file, 'id,prediction\n');
        const ids = orders[version].map((row) => `${version}-${row}`);
        const predicted = orders[version].map((row) => values[row - 1]! + errors[row - 1]!);
        const answer = { codes: null, values: Float64Array.from(predicted), scores: null };
        const expected = { task: 'regression', classes: [], ids, scoresNeeded: false };
        await writeFile(file, Buffer.concat(normalForm(answer, expected)));
      }));
    await owner.query(
      'UPDATE run SET status = $2, benchmark_version_id = $3, predictions_sha256 = $4 WHERE id = $1',
      [id, status, versionIds[version], predictions],
    );
    await lab.db.asSystem((tx) => recordEvent(tx, { thing: 'run', id, event: 'run.approved' }));
    runs[name] = id;
  };
  await approved('good', 'first', shared);
  await approved(
    'worse',
    'second',
    shared.map((error) => error * 1.2),
  );
  await approved('twin', 'second', shared);
  await approved('lost', 'first', null);
  await approved('old', 'first', 'unreadable');
  await approved('rejected', 'first', shared, 'rejected');
});
afterAll(() => lab.close());

const named = (id: string) => Object.entries(runs).find(([, one]) => one === id)?.[0] ?? 'baseline';
const kept = async (version: 'first' | 'second') => {
  const { rows } = await lab.database.owner.query(
    'SELECT * FROM comparison WHERE benchmark_version_id = $1',
    [versionIds[version]],
  );
  return Object.fromEntries(
    rows.map((row) => [`${named(row.run_id)} ${named(row.other_id)}`, [row.lead, row.p]]),
  );
};

describe('comparing in pairs', () => {
  it('says nothing of a run that was not approved', async () => {
    await compareRuns(desk, { thingId: runs.rejected! });
    expect([await kept('first'), asked]).toEqual([{}, 0]);
  });

  it('compares everybody on the hidden split, whichever version they sat, on every board', async () => {
    await Promise.all([1, 2].map(() => compareRuns(desk, { thingId: runs.good! })));
    const plain = 1 / 10_001;
    const expected = {
      'good baseline': [1, plain],
      'worse good': [-1, plain],
      'worse baseline': [1, plain],
      'twin good': [0, 1],
      'twin worse': [1, plain],
      'twin baseline': [1, plain],
      'lost good': [null, null],
      'lost worse': [null, null],
      'lost twin': [null, null],
      'lost baseline': [null, null],
      ...Object.fromEntries(
        ['good', 'worse', 'twin', 'lost', 'baseline'].map((other) => [`old ${other}`, [null, null]]),
      ),
    };
    expect(await kept('first')).toEqual(expected);
    expect(await kept('second')).toEqual(expected);
  });

  it('computes what is known no second time', async () => {
    const before = asked;
    for (const name of ['good', 'worse', 'twin', 'lost', 'old'])
      await compareRuns(desk, { thingId: runs[name]! });
    expect(asked).toBe(before);
  });

  it('is taken up again where the job was lost, until nothing is missing', async () => {
    const woken: Wake[] = [];
    const queues = {
      wake: async (wakes: readonly Wake[]) => void woken.push(...wakes),
      waiting: async () => 0,
      take: () => ({ close: async () => {} }),
      close: async () => {},
    };
    const look = async () => {
      woken.length = 0;
      await wakeWaiting(lab.db, queues, 0);
      return woken.filter(({ job }) => job === 'compare-runs').map(({ thingId }) => named(thingId));
    };
    expect(await look()).toEqual([]);
    await lab.database.owner.query('DELETE FROM comparison WHERE run_id = $1 OR other_id = $1', [runs.worse]);
    expect(await look()).toEqual(['worse']);
    await compareRuns(desk, { thingId: runs.worse! });
    expect(await look()).toEqual([]);
    expect(Object.keys(await kept('second'))).toHaveLength(15);
  });

  it('is nothing for the role that runs programs', async () => {
    const execute = await lab.executeDesk();
    await expect(execute.db.asSystem((tx) => tx.query('SELECT * FROM comparison'))).rejects.toThrow(
      'permission',
    );
  });
});
