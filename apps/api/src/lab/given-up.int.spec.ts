import { type GivenUpJob, readConsole, retryJob } from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import { makeAlgorithm } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeAlgorithm(app.database.owner, app.cast.vendor);
});
afterAll(() => app?.close());

it('lists what was given up and begins it again on the operator’s word, once', async () => {
  const { operator, observer, vendor } = app.cast;
  const { owner } = app.database;
  const version = newId();
  const run = newId();
  await owner.query(
    `INSERT INTO algorithm_version (id, algorithm_id, status, label, kind, file_name, bytes, sha256, sockets, inspection)
     SELECT $1, id, 'refused', 'given up', 'wasm', 'a.wasm', 1, '00', '{}', '{"ok": false, "problems": []}' FROM algorithm LIMIT 1`,
    [version],
  );
  await owner.query(
    `INSERT INTO job_try (job, thing_id, weight, detail, given_up_at) VALUES ('inspect-artifact', $1, 20, 'chain_failed', now()),
     ('issue-report', $2, 20, 'no key', now()), ('compare-runs', $2, 4, 'once', NULL), ('seal-benchmark', $2, 20, 'x', now())`,
    [version, run],
  );
  const listed = (await app.as(observer)(readConsole, {})).givenUp;
  expect(
    listed
      .map(({ job, thingId, detail }) => ({ job, thingId, detail }))
      .sort((a, b) => a.job.localeCompare(b.job)),
  ).toEqual([
    { job: 'inspect-artifact', thingId: version, detail: 'chain_failed' },
    { job: 'issue-report', thingId: run, detail: 'no key' },
  ]);
  const again = (job: GivenUpJob, thingId: string) => ({ body: { job, thingId } });
  for (const who of [observer, vendor])
    expect(await statusOf(app.as(who)(retryJob, again('inspect-artifact', version)))).toBe(
      '403 role_missing',
    );
  expect(await statusOf(app.as(operator)(retryJob, again('compare-runs', run)))).toBe('404 not_found');
  await app.as(operator)(retryJob, again('inspect-artifact', version));
  await app.as(operator)(retryJob, again('issue-report', run));
  expect(await statusOf(app.as(operator)(retryJob, again('issue-report', run)))).toBe('404 not_found');
  expect((await app.as(operator)(readConsole, {})).givenUp).toEqual([]);
  const { rows: woken } = await owner.query(
    `SELECT d.job, d.thing_id, e.event FROM delivery d JOIN event e ON e.id = d.event_id WHERE d.thing_id IN ($1, $2) ORDER BY d.job`,
    [version, run],
  );
  expect(woken).toEqual([
    { job: 'inspect-artifact', thing_id: version, event: 'algorithm_version.inspected_again' },
    { job: 'issue-report', thing_id: run, event: 'run.tried_again' },
  ]);
  const { rows: put } = await owner.query('SELECT status, inspection FROM algorithm_version WHERE id = $1', [
    version,
  ]);
  expect(put).toEqual([{ status: 'uploaded', inspection: null }]);
});
