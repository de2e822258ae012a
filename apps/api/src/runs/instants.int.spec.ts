import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { readRun, reviewDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { heartbeat } from '@scenario-lab/db/runs/claim';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { type Exam, makeExam } from '@scenario-lab/testing/exam';
import { playCollect, playScore, playStart } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

// How long a program takes can tell what it read: every answer that a vendor can read of a run on unpublished rows is
// walked over for an instant between the claim and the result.

let app: TestApp;
let score: SystemDatabase;
let exam: Exam;
let runId: string;
/** The database's clock, which is this machine's. */
let claimed: number;
let scored: number;
const number = 'SL-2026-000777';
const progress = { stage: 'executing', done: 3, of: 12 };

beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
  exam = await makeExam(app.database.owner, app.cast);
  await makeTrial(app.database.owner, { ...exam, vendor: app.cast.vendor });
  const run = await app.as(app.cast.vendor)(submitRun, { body: { ...exam, split: 'hidden' } });
  runId = run.id;
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});

interface Read {
  row: string;
  path: string;
  text: string;
}

/** Every reading route with the things this run touches in its path, as far as this reader is answered. */
async function walk(who: TestApp['cast']['vendor'] | null): Promise<Read[]> {
  const headers: Record<string, string> = who ? { authorization: `Bearer ${await app.tokenOf(who)}` } : {};
  const [report] = (await app.database.owner.query('SELECT report_id FROM report')).rows;
  const ids = { ...things(), reports: report?.report_id ?? runId };
  const paths = (routes as readonly Route[])
    .filter((row) => row.method === 'GET' && row.name !== 'event.live')
    .flatMap(({ name, path }) => pathsOf(path, ids).map((filled) => ({ row: name, path: filled })));
  const read = await Promise.all(
    paths.map(async ({ row, path }) => {
      const response = await fetch(app.baseUrl + path, { headers });
      return { row, path, text: response.ok ? await response.text() : '' };
    }),
  );
  return read.filter(({ text }) => text !== '');
}

/** By the first word of a path; of a thing that this run has none of, nothing is answered. */
const things = (): Record<string, string> => ({
  runs: runId,
  organisations: app.cast.vendor.organisationId,
  algorithms: exam.algorithmId,
  datasets: exam.datasetId,
  scenarios: exam.scenarioId,
  solutions: exam.solutionId,
  benchmarks: exam.benchmarkId,
  'benchmark-versions': exam.benchmarkVersionId,
});

function pathsOf(path: string, ids: Record<string, string>): string[] {
  if (path.startsWith('/timeline/')) {
    const kinds = ['run', 'algorithm', 'dataset', 'scenario', 'solution', 'organisation'];
    const histories = kinds.map((kind) => `/timeline/${kind}/${ids[`${kind}s`]}`);
    return [...histories, `/timeline/benchmark_version/${exam.benchmarkVersionId}`];
  }
  const id = ids[path.split('/')[1] ?? ''] ?? runId;
  const filled = path.replace(':number', number).replace(':token', 'none');
  return ['vendor', 'owner']
    .map((edition) => filled.replace(':edition', edition).replace(/:\w+/, id))
    .filter((one, at, all) => all.indexOf(one) === at);
}

/** What is told of the run's time more finely than a minute: as an instant, as a number, or in an id that begins with one. */
function finer(text: string): string[] {
  const within = (at: number) => at >= claimed && at <= scored && at % 60_000 !== 0;
  const instants = text.match(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:[\d.]+)?(Z|[+-]\d{2}:?\d{2})/g) ?? [];
  const numbers = text.match(/(?<![\w.-])\d{13}(?![\w.-])/g) ?? [];
  const ids = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];
  return [
    ...instants.filter((one) => within(Date.parse(one))),
    ...numbers.filter((one) => within(Number(one))),
    ...ids.filter((one) => within(Number.parseInt(one.replaceAll('-', '').slice(0, 12), 16))),
  ];
}

it('shows a vendor the phase of a hidden run and none of its cases', async () => {
  claimed = Date.now();
  const claim = await playStart(score);
  expect(claim.runId).toBe(runId);
  await score.asSystem((tx) => heartbeat(tx, claim, progress));
  const at = { params: { id: runId } };
  expect((await app.as(app.cast.department)(readRun, at)).progress).toEqual(progress);
  const seen = await walk(app.cast.vendor);
  expect(seen.filter(({ text }) => /"done":3|"of":12/.test(text))).toEqual([]);
  expect((await app.as(app.cast.vendor)(readRun, at)).progress).toEqual({
    stage: 'executing',
    done: 0,
    of: 0,
  });
  await playCollect(score, claim);
  await playScore(score, { verdict: 'pass', owner: maeResult(), vendor: vendorResultOf(maeResult()) });
  scored = Date.now();
}, 60_000);

it.each(['in review', 'certified and public'])(
  'tells nobody but who sees it whole an instant of a run that is %s',
  async (stage) => {
    if (stage === 'certified and public') {
      await app.as(app.cast.reviewer)(reviewDeeds.approve, {
        params: { id: runId },
        body: { statement: 'Well done.' },
      });
      await makeCertificate(app.database.owner, runId, { number });
      await app.database.owner.query(`UPDATE report SET published = true WHERE edition = 'vendor'`);
    }
    const seen = await walk(app.cast.vendor);
    const names = new Set(seen.filter(({ text }) => text.includes(runId)).map(({ row }) => row));
    expect([...names]).toEqual(expect.arrayContaining(['run.browse', 'run.read', 'event.timeline']));
    for (const reader of [app.cast.vendor, app.cast.otherVendor, null]) {
      const told = (await walk(reader)).map(({ row, path, text }) => ({ row, path, told: finer(text) }));
      expect(told.filter(({ told: instants }) => instants.length > 0)).toEqual([]);
    }
    // The test sees what it looks for where it may be seen.
    const whole = (await walk(app.cast.department)).filter(({ text }) => finer(text).length > 0);
    expect([...new Set(whole.map(({ row }) => row))]).toEqual(
      expect.arrayContaining(['run.browse', 'run.read', 'event.timeline']),
    );
  },
  120_000,
);
