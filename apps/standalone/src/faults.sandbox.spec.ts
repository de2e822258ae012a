import { submitRun } from '@scenario-lab/contracts/runs';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { makeDice } from './demo-data/seeded.js';
import { until } from './seed/persona.js';
import { bringExam, type ExamPair } from './testing/exam-pair.js';
import { type Attempt, type Blow, type Loss, lossesOf } from './testing/fault-log.js';
import { type Part, pause, SupervisedLab } from './testing/supervised-lab.js';

type Victim = Part | 'supervisor' | 'everything' | 'scoring';
type Split = 'validation' | 'hidden';

/** `FAULTS_SEED` strikes the same victims after the same pauses again. */
const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
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
/** The vendor's version and copies of it, for the same one sent again while it waits is one run. */
let versions: readonly string[] = [];
let sent = 0;
/** Of the vendor, before its first run. */
let credit = 0;
const undisturbed = {} as Record<Split, string>;
/** Runs answered with 201. */
const accepted: string[] = [];
/** What was done to the lab and when it was whole again; milliseconds of the machine's clock, which is the database's. */
const blows: Blow[] = [];

beforeAll(async () => {
  lab = await SupervisedLab.open();
  await lab.start();
  exam = await bringExam(lab.api, await lab.adminPassword(), 3);
  versions = [exam.versionId, ...(await copiesOf(exam.versionId, 5))];
  const [wallet] = await lab.sql<{ balance: number }>(
    'SELECT balance FROM wallet WHERE organisation_id = $1',
    [exam.vendorId],
  );
  credit = wallet?.balance ?? 0;
  for (const split of ['validation', 'hidden'] as const) {
    const id = await submit(split);
    await ended([id], 60);
    undisturbed[split] = (await digests([id])).get(id) ?? '';
  }
}, 180_000);
afterAll(() => lab.remove(), 60_000);

async function copiesOf(versionId: string, count: number): Promise<string[]> {
  const rows = await lab.sql<{ id: string }>(
    `INSERT INTO algorithm_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'label', 'copy ' || n))).*
     FROM algorithm_version v, generate_series(1, $2::int) n WHERE v.id = $1 RETURNING id`,
    [versionId, count],
  );
  return rows.map(({ id }) => id);
}

async function submit(split: Split): Promise<string> {
  sent += split === 'validation' ? 1 : 0;
  const { id } = await exam.vendor.call(submitRun, {
    body: {
      // Only the first has been tried, which the hidden split asks for.
      algorithmVersionId:
        (split === 'validation' && versions[(sent - 1) % versions.length]) || exam.versionId,
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

/** Kills the score worker while it holds a collected run; the claim's row proves that it did. Answers when it struck. */
async function killWhileScoring(): Promise<number> {
  const held = () =>
    lab.sql(`SELECT 1 FROM run WHERE status = 'scoring' AND lease_until IS NOT NULL`).catch(() => []);
  for (let time = 0; time < 20; time += 1) {
    await until('a run being scored', held, (rows) => rows.length > 0, 90);
    const at = Date.now();
    if ((await lab.kill('score')) && (await held()).length > 0) return at;
  }
  throw new Error('the score worker was always quicker');
}

const isRoot = process.getuid?.() === 0;

async function strike(victim: Victim): Promise<void> {
  // Before the blow, not after it: what it costs may be noticed while the dead are still being counted.
  let at = Date.now();
  if (victim === 'scoring') at = await killWhileScoring();
  else if (victim === 'supervisor') await lab.killSupervisor();
  else if (victim === 'everything') await lab.killEverything();
  else {
    // Not started as root there is no launcher apart: the execute worker has it for a child.
    const part = victim === 'launcher' && !isRoot ? 'execute' : victim;
    // A part still down from the blow before is waited for: ten blows are to hit.
    const kill = () => {
      at = Date.now();
      return lab.kill(part);
    };
    await until(`a running ${part}`, kill, Boolean, 60);
  }
  if (victim === 'supervisor' || victim === 'everything') await lab.start();
  blows.push({ victim, at, mended: Date.now() });
}

it('keeps every accepted run through ten blows: one end each, the undisturbed result, nothing charged twice', async () => {
  onTestFailed(() => {
    process.stderr.write(`seed ${seed}\n${JSON.stringify(blows)}\n${lab.words}\n`);
  });
  let submitting = true;
  const submissions = (async () => {
    for (const split of splits) {
      await submitWhateverHappens(split);
      await pause(dice.between(1_500, 4_000));
    }
    // What is still to be hit while it is scored needs runs.
    while (submitting) {
      await submitWhateverHappens('validation');
      await pause(4_000);
    }
  })();
  try {
    for (const victim of victims) {
      await pause(dice.between(500, 4_000));
      await strike(victim);
    }
  } finally {
    submitting = false;
    await submissions;
  }
  const ids = (await lab.sql<{ id: string }>('SELECT id FROM run')).map(({ id }) => id);
  expect(accepted.filter((id) => !ids.includes(id))).toEqual([]);
  await ended(ids, 75);
  await expectOneEndEach();
  await expectNothingLost();
  const lost = await losses();
  const longest = (all: number[]) => (Math.max(0, ...all) / 1_000).toFixed(1);
  process.stdout.write(
    `${lost.length} claims lost; noticed within ${longest(lost.map(({ noticed }) => noticed))} s, begun again within ${longest(lost.map(({ again }) => again ?? 0))} s\n`,
  );
  // A claim was hit between collecting and scoring, and none was noticed or begun anew too late.
  expect(lost.some(({ attempt }) => attempt.phase === 'score')).toBe(true);
  expect(lost.filter(({ noticed, again }) => noticed > 60_000 || (again ?? 0) > 75_000)).toEqual([]);
  expect(
    await until(
      'an idle sandbox',
      async () => lab.sandboxLeftovers(),
      (rest) => rest.length === 0,
      10,
    ),
  ).toEqual([]);
  expect(await lab.stop()).toBe(0);
  expect(lab.leftovers()).toEqual([]);
}, 400_000);

interface Ended {
  id: string;
  split: Split;
  status: string;
  ends: number;
  editions: number;
  open: number;
  lost: number;
}

async function runs(): Promise<Ended[]> {
  return lab.sql<Ended>(
    `SELECT r.id, r.split, r.status,
       (SELECT count(*) FROM event e WHERE e.thing_id = r.id AND e.to_status = ANY($1))::int AS ends,
       (SELECT count(*) FROM result q WHERE q.run_id = r.id)::int AS editions,
       (SELECT count(*) FROM attempt a WHERE a.run_id = r.id AND a.ended_at IS NULL)::int AS open,
       (SELECT count(*) FROM attempt a WHERE a.run_id = r.id AND a."end" IN ('lost', 'platform_fault'))::int AS lost
     FROM run r ORDER BY r.number`,
    [over],
  );
}

/** Three blows to one run end it as a platform fault; every other run ends with the undisturbed result. */
async function expectOneEndEach(): Promise<void> {
  const all = await runs();
  const result = await digests(all.map(({ id }) => id));
  const found = all.map(({ id, ...run }) => ({ ...run, digest: result.get(id) ?? null }));
  const expected = found.map(({ split, status, lost }) =>
    status === 'platform_fault'
      ? { split, status, ends: 1, editions: 0, open: 0, lost: 3, digest: null }
      : {
          split,
          status: split === 'hidden' ? 'in_review' : 'finished',
          ends: 1,
          editions: 2,
          open: 0,
          lost,
          digest: undisturbed[split],
        },
  );
  expect(found).toEqual(expected);
  expect(found.filter(({ status }) => status === 'platform_fault').length).toBeLessThanOrEqual(2);
}

/** Credit: what began is left or was spent, run by run once; looks: one for each hidden run, returned for our faults. */
async function expectNothingLost(): Promise<void> {
  const [wallet] = await lab.sql<{ balance: number; held: number; spent: number; most: number }>(
    `SELECT w.balance, w.held, coalesce(sum(e.amount), 0) AS spent,
       (SELECT max(n) FROM (SELECT count(*)::int AS n FROM wallet_entry WHERE kind = 'spend' GROUP BY run_id) s) AS most
     FROM wallet w LEFT JOIN wallet_entry e ON e.organisation_id = w.organisation_id AND e.kind = 'spend'
     WHERE w.organisation_id = $1 GROUP BY w.organisation_id`,
    [exam.vendorId],
  );
  expect(wallet).toMatchObject({ held: 0, most: 1 });
  expect(wallet!.balance + wallet!.spent).toBeCloseTo(credit, 6);
  const looks = await lab.sql(
    `SELECT r.id FROM run r LEFT JOIN look l ON l.run_id = r.id WHERE r.split = 'hidden'
       AND l.charged IS DISTINCT FROM (r.status <> 'platform_fault')`,
  );
  expect(looks).toEqual([]);
}

async function losses(): Promise<Loss[]> {
  const attempts = await lab.sql<Attempt>(
    `SELECT run_id AS run, number, phase, "end", (extract(epoch FROM started_at) * 1000)::float AS started,
       (extract(epoch FROM ended_at) * 1000)::float AS ended FROM attempt ORDER BY started_at`,
  );
  return lossesOf(attempts, blows);
}
