import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeRun } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearWatch } from './clear-watch.js';
import type { ReportFacts } from './report-facts.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 2);
  cast = await makeCast(database.owner);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

async function watched() {
  const exam = await makeExam(database.owner, { vendor: cast.vendor, department: cast.department });
  const runId = await makeRun(database.owner, { vendor: cast.vendor, ...exam });
  const { certificateId } = await makeCertificate(database.owner, runId, { status: 'watch' });
  const status = async () =>
    (await database.owner.query('SELECT status FROM certificate WHERE id = $1', [certificateId])).rows[0]
      .status as string;
  const facts = (over: { hiddenDigest?: string; overall?: 'pass' | 'fail' } = {}) =>
    ({
      run: {
        id: '00000000-0000-7000-8000-000000000001',
        number: 77,
        split: 'hidden',
        submittedAt: new Date(Date.now() + 1_000).toISOString(),
      },
      algorithm: { versionId: exam.algorithmVersionId },
      scenario: { id: exam.scenarioId, title: { en: 'x' } },
      benchmark: { hiddenDigest: over.hiddenDigest ?? 'newer rows' },
      owner: maeResult(10, over.overall ?? 'pass'),
    }) as ReportFacts;
  const clear = (of: ReportFacts) => db.asSystem((tx) => clearWatch(tx, of));
  return { exam, certificateId, status, facts, clear };
}

describe('a watched certificate', () => {
  it('is cleared by the system when the same program has passed on other rows', async () => {
    const { certificateId, status, facts, clear } = await watched();
    await clear(facts());
    expect(await status()).toBe('valid');
    const { rows } = await database.owner.query('SELECT event, person_id FROM event WHERE thing_id = $1', [
      certificateId,
    ]);
    expect(rows).toEqual([{ event: 'certificate.cleared', person_id: null }]);
    // Written up twice it stays as it is.
    await clear(facts());
    expect(await status()).toBe('valid');
  });

  it('stays on watch after a pass on the old rows, or no pass', async () => {
    const { exam, status, facts, clear } = await watched();
    await clear(facts({ hiddenDigest: exam.hiddenDigest }));
    await clear(facts({ overall: 'fail' }));
    expect(await status()).toBe('watch');
  });
});
