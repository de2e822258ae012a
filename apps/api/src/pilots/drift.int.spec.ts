import { call } from '@scenario-lab/contracts/call';
import { certificateDeeds } from '@scenario-lab/contracts/certificates';
import { issueSiteToken, pushObservations } from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { fieldOf, pointsOf } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { running, read, record } = fieldOf(
  () => app,
  () => score,
);

const asked = async (certificateId: string) =>
  (
    await app.database.owner.query(
      `SELECT 1 FROM delivery WHERE job = 'watch-certificate' AND thing_id = $1`,
      [certificateId],
    )
  ).rowCount;
/** As certified (10.4, at most 11): scattered by one about ten. */
const calm = (days: number) => Array.from({ length: days }, (_, i) => 10 + [0, 1, -1, 0.5, -0.5][i % 5]!);

async function connected() {
  const made = await running();
  const { secret } = await app.as(app.cast.department)(issueSiteToken, {
    params: { id: made.id },
    body: { site: 'Shiling' },
  });
  const push = (values: number[], from = 0) =>
    call({ baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${secret}` }) }, pushObservations, {
      body: { points: pointsOf(values, from) },
    });
  return { ...made, push };
}

describe('drift', () => {
  it('in the middle of a pilot is met within days, while the mean of all days still looks well', async () => {
    const { department } = app.cast;
    const { id, certificateId, push } = await connected();
    await push(calm(60));
    const before = await read(department, id);
    expect(before.kpis[0]?.drift).toMatchObject({ limit: 8, alarm: null });
    expect(before.kpis[0]?.drift?.days).toHaveLength(60);
    expect(before.certificate).toMatchObject({ status: 'valid', exam: null, run: null });
    // One wild day moves nothing.
    await push([500], 60);
    expect(await asked(certificateId)).toBe(0);
    await push([14, 14.5, 13.5, 14, 14.2], 61);
    expect(await asked(certificateId)).toBe(1);
    const after = await read(department, id);
    expect(after.kpis[0]?.drift?.alarm).toMatch(/^2026-03-0\d$/);
    const told = await app.database.owner.query(
      `SELECT 1 FROM event WHERE thing_id = $1 AND event = 'pilot.drifted'`,
      [id],
    );
    expect(told.rowCount).toBe(1);
  });

  it('is said of nothing a party typed, and shows what it is said of', async () => {
    const { department } = app.cast;
    const { id, certificateId } = await running();
    await record(department, id, [...calm(20), ...Array(20).fill(18)]);
    expect(await asked(certificateId)).toBe(0);
    expect((await read(department, id)).kpis[0]).toMatchObject({ counted: 40, witnessed: 0, drift: null });
  });

  it('that the lab has cleared is not found again in the same days', async () => {
    const { operator, department } = app.cast;
    const { id, certificateId, push } = await connected();
    await push([...calm(20), ...Array(10).fill(18)]);
    expect(await asked(certificateId)).toBe(1);
    await score.asSystem((tx) =>
      transition(tx, 'certificate', certificateId, 'watch', { set: { status_at: new Date() } }),
    );
    expect((await read(department, id)).certificate).toMatchObject({ status: 'watch' });
    await app.as(operator)(certificateDeeds.clear, {
      params: { id: certificateId },
      body: { reason: '探头更换后已复核' },
    });
    await push([18, 18, 18], 30);
    expect(await asked(certificateId)).toBe(1);
    expect((await read(department, id)).certificate).toMatchObject({ status: 'valid' });
    // The watch has begun anew, with no day of its own yet.
    expect((await read(department, id)).kpis[0]?.drift).toBeNull();
  });
});
