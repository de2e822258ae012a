import { submitRun } from '@scenario-lab/contracts/runs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDice } from './demo-data/seeded.js';
import { until } from './seed/persona.js';
import { bringExam, type ExamPair } from './testing/exam-pair.js';
import { type Attempt, blowsOnAttempts } from './testing/fault-log.js';
import { type Part, SupervisedLab } from './testing/supervised-lab.js';

type Victim = Part | 'supervisor' | 'everything' | 'scoring';
type Split = 'validation' | 'hidden';

const seed = Number(process.pid) * 7_919 + 17;
const dice = makeDice(seed);
const victims: readonly Victim[] = dice.shuffle([
  'execute',
  'execute',
  'score',
  'scoring',
  'api',
  'api',
  'launcher',
  'postgres',
  'supervisor',
  'everything',
]);
const splits: readonly Split[] = Array.from({ length: 14 }, (_, index) =>
  index === 4 || index === 9 ? 'hidden' : 'validation',
);
/** Nobody is at these any more. */
const over = ['finished', 'in_review', 'algorithm_fault', 'platform_fault', 'cancelled'];

let lab: SupervisedLab;
let exam: ExamPair;
const undisturbed = {} as Record<Split, string>;
/** Runs answered with 201. */
const accepted: string[] = [];
/** What was done to the lab and when it was whole again; milliseconds of the machine's clock, which is the database's. */
const blows: { victim: Victim; at: number; mended: number }[] = [];

beforeAll(async () => {
  lab = await SupervisedLab.open();
  await lab.start();
  exam = await bringExam(lab.api, await lab.adminPassword(), 1.5);
  for (const split of ['validation', 'hidden'] as const) {
    const id = await submit(split);
    await ended([id], 60);
    undisturbed[split] = (await digests([id])).get(id) ?? '';
  }
}, 180_000);
afterAll(() => lab.remove(), 60_000);

async function submit(split: Split): Promise<string> {
  const { id } = await exam.vendor.call(submitRun, {
    body: {
      algorithmVersionId: exam.versionId,
      benchmarkVersionId: exam.benchmarkVersionId,
      split,
      engagementId: split === 'hidden' ? exam.engagementId : null,
    },
  });
  return id;
}

/** Tries until the API says 201; what it did not say is not counted on. */
async function submitWhateverHappens(split: Split): Promise<void> {
  // A hidden run costs a look; one whose answer was lost may have been accepted and is not sent twice.
  const answer = await until(
    'an API that takes a run',
    () => submit(split).catch((error: unknown) => (split === 'hidden' ? String(error) : null)),
    (id) => id !== null,
    90,
  );
  if (answer && /^[0-9a-f-]{36}$/.test(answer)) accepted.push(answer);
}

const statuses = (ids: readonly string[]) =>
  lab.sql<{ id: string; status: string }>('SELECT id, status FROM run WHERE id = ANY($1)', [ids]);
const ended = (ids: readonly string[], seconds: number) =>
  until(
    'the end of every run',
    () => statuses(ids),
    (rows) => rows.length === ids.length && rows.every(({ status }) => over.includes(status)),
    seconds,
  );

async function digests(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await lab.sql<{ run_id: string; digest: string }>(
    `SELECT run_id, digest FROM result WHERE edition = 'owner' AND run_id = ANY($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.run_id, row.digest]));
}

/** Kills the score worker while it holds a collected run; the claim's row proves that it did. */
async function killWhileScoring(): Promise<void> {
  for (let time = 0; time < 10; time += 1) {
    await until(
      'a run being scored',
      () => lab.sql(`SELECT 1 FROM run WHERE status = 'scoring' AND lease_until IS NOT NULL`),
      (rows) => rows.length > 0,
      90,
    );
    await lab.kill('score');
    const held = await lab.sql(`SELECT 1 FROM run WHERE status = 'scoring' AND lease_until IS NOT NULL`);
    if (held.length > 0) return;
  }
  throw new Error('the score worker was always quicker');
}

async function strike(victim: Victim): Promise<void> {
  if (victim === 'scoring') {
    if (accepted.length < splits.length) void submitWhateverHappens('validation');
    await killWhileScoring();
  } else if (victim === 'supervisor') await lab.killSupervisor();
  else if (victim === 'everything') await lab.killEverything();
  else {
    // A part still down from the blow before is waited for: ten blows are to hit.
    await until(
      `a running ${victim}`,
      async () => victim === 'launcher' && process.getuid?.() !== 0 ? true : lab.kill(victim),
      (hit) => hit,
      60,
    );
  }
  const at = Date.now();
  if (victim === 'supervisor' || victim === 'everything') await lab.start();
  blows.push({ victim, at, mended: Date.now() });
}

it(`ten blows lose no run, double none and change no result (seed ${seed})`, async () => {
  const submissions = (async () => {
    for (const split of splits) {
      await submitWhateverHappens(split);
      await pause(dice.between(1_500, 4_000));
    }
  })();
  for (const victim of victims) {
    await pause(dice.between(500, 4_000));
    await strike(victim);
  }
  await submissions;
  const everyId = async () => (await lab.sql<{ id: string }>('SELECT id FROM run')).map(({ id }) => id);
  const ids = await until('the database', () => everyId().catch(() => []), (all) => all.length > 0, 30);
  expect(accepted.filter((id) => !ids.includes(id))).toEqual([]);
  await ended(ids, 75);
}, 400_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
