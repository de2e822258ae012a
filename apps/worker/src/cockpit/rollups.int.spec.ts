import type { Cockpit } from '@scenario-lab/contracts/cockpit';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { keepRollups } from '@scenario-lab/db/cockpit/keep-rollups';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { workingTime } from '@scenario-lab/domain/working-days/working-time';
import { type Cast, makeActor, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rollUpOnce } from './rollups.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let departments: SignedIn[];
beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 4, 'Asia/Shanghai');
  cast = await makeCast(database.owner);
  const third = await makeActor(database.owner, { name: 'C', roles: ['demand'] }, ['owner'], ['department']);
  departments = [cast.department, cast.otherDepartment, third];
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const day = 86_400_000;

async function snapshot(edition: 'lab' | 'public'): Promise<Cockpit> {
  const [row] = await sql<{ body: Cockpit }>('SELECT body FROM cockpit_snapshot WHERE edition = $1', [
    edition,
  ]);
  return row?.body as Cockpit;
}

/** When it was, and who did it: a history as if the lab had run for months. */
async function backdate(eventId: string, at: number): Promise<void> {
  await sql('UPDATE event SET at = $2 WHERE id = $1', [eventId, new Date(at)]);
}

/** A need, a card and an engagement that walks the machine by chance, a few days at a time. */
async function walk(choices: number[], now: number): Promise<void> {
  const [scenario, solution, engagement] = [newId(), newId(), newId()];
  const pick = (at: number) => choices[at % choices.length] ?? 0;
  const department = departments[pick(0) % departments.length] as SignedIn;
  const decision = new Date(now - (pick(1) % 200) * day).toISOString().slice(0, 10);
  const need = { title: { en: 'Need' }, criteria: [], ...(pick(2) % 2 ? { decisionDate: decision } : {}) };
  await sql(
    `INSERT INTO scenario (id, owner_id, status, need, field) VALUES ($1, $2, 'published', $3, 'public_services')`,
    [scenario, department.organisationId, JSON.stringify(need)],
  );
  await sql(
    `INSERT INTO solution (id, owner_id, status, card, listed) VALUES ($1, $2, 'listed', '{}', '{"title": {"en": "Card"}}')`,
    [solution, cast.vendor.organisationId],
  );
  let at = now - (20 + (pick(3) % 500)) * day;
  const listed = await db.asSystem((tx) =>
    recordEvent(tx, { thing: 'solution', id: solution, event: 'solution.listed' }),
  );
  await backdate(listed, at - 5 * day);
  await sql(
    'INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [engagement, scenario, solution, cast.vendor.organisationId, department.organisationId, new Date(at)],
  );
  let status: string | null = null;
  for (const [place, choice] of choices.entries()) {
    const open = Object.entries(engagementMachine.events).filter(([, step]) =>
      status === null ? step.from === null : (step.from as readonly string[] | null)?.includes(status),
    );
    const [event, step] = open[choice % Math.max(1, open.length)] ?? [];
    if (!event || !step || at > now) break;
    const by = [cast.vendor, department, cast.operator][choice % 3] as SignedIn;
    const moved = await db.asSystem((tx) =>
      transition(tx, 'engagement', engagement, event as 'accept', { by }),
    );
    await backdate(moved.eventId, at);
    status = moved.to;
    at += ((choice * 7 + place) % 40) * day + 1;
  }
}

async function run(choice: number, now: number): Promise<void> {
  const id = newId();
  const statuses = ['queued', 'executing', 'finished', 'approved', 'algorithm_fault', 'cancelled'];
  const status = statuses[choice % statuses.length] as string;
  const ended = ['queued', 'executing'].includes(status) ? null : new Date(now - (choice % 45) * day);
  // Counting reads no further than the run's own row.
  await sql('SET session_replication_role = replica');
  await sql(
    `INSERT INTO run (id, status, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, ended_at, resources)
     VALUES ($1, 'queued', 'hidden', $1, $1, $2, $3, $4, $5)`,
    [
      id,
      cast.vendor.organisationId,
      cast.vendor.personId,
      ended,
      JSON.stringify({ cpuSeconds: choice * 10 }),
    ],
  );
  await sql('SET session_replication_role = origin');
  await db.asSystem((tx) => recordEvent(tx, { thing: 'run', id, event: 'run.queued' }));
  if (choice % 2) await db.asSystem(keepRollups);
  await sql('SET session_replication_role = replica');
  await sql('UPDATE run SET status = $2 WHERE id = $1', [id, status]);
  await sql('SET session_replication_role = origin');
  await db.asSystem((tx) => recordEvent(tx, { thing: 'run', id, event: `run.${status}` }));
}

const stageOfStatus: Record<string, string> = {
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
const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
};
const tenth = (values: number[]) => (values.length < 5 ? null : Math.round(median(values) * 10) / 10);

interface Past {
  thing_id: string;
  from_status: string | null;
  to_status: string;
  at: Date;
  department: string;
  decide_by: Date | null;
  own: boolean;
}

const calendar = workingTime('Asia/Shanghai');
/** Day by day on a calendar that is eight hours ahead the whole year. */
function termEnd(asked: Date, days: number): number {
  const ahead = 8 * 3_600_000;
  let date = Math.floor((asked.getTime() + ahead) / day);
  for (let left = days; left > 0; ) {
    date += 1;
    if (calendar.isWorkday(new Date(date * day).toISOString().slice(0, 10))) left -= 1;
  }
  return (date + 1) * day - ahead - 1;
}

/** Everything counted afresh from the tables and the whole history, in another way than the rollups do. */
async function afresh(now: number) {
  const past = await sql<Past>(
    `SELECT v.thing_id, v.from_status, v.to_status, v.at, e.department_id AS department, v.organisation_id = e.department_id AS own,
       ((s.need->>'decisionDate')::date + 1)::timestamptz AS decide_by
     FROM event v JOIN engagement e ON e.id = v.thing_id JOIN scenario s ON s.id = e.scenario_id
     WHERE v.thing = 'engagement' ORDER BY v.seq`,
  );
  const ids = [...new Set(past.map(({ thing_id }) => thing_id))];
  const histories = ids.map((id) => past.filter(({ thing_id }) => thing_id === id));
  const stays = histories.flatMap((history) =>
    ['matching', 'validation', 'field', 'enablement'].flatMap((stage) => {
      const inside = history.filter(({ to_status }) => stageOfStatus[to_status] === stage);
      const [first, last] = [inside[0], inside.at(-1)];
      if (!first || !last) return [];
      const after = history[history.indexOf(last) + 1];
      return [{ stage, from: first.at.getTime(), to: after?.at.getTime() ?? null }];
    }),
  );
  const funnel = ['matching', 'validation', 'field', 'enablement'].map((stage) => {
    const own = stays.filter((stay) => stay.stage === stage);
    const here = own.filter(({ to }) => to === null);
    const ended = own.filter(({ to }) => to !== null && to > now - 365 * day);
    return {
      stage,
      here: here.length,
      ended: ended.length,
      medianDays: tenth(ended.map(({ from, to }) => ((to ?? 0) - from) / day)),
      waitingDays: tenth(here.map(({ from }) => (now - from) / day)),
    };
  });
  const facts: {
    department: string;
    rate: string;
    due: number | null;
    done: number | null;
    met: boolean;
    out: boolean;
  }[] = [];
  for (const history of histories) {
    const asks: [string, string, string[], number][] = [
      ['proposed', 'response', ['accepted', 'declined'], 7],
      ['accepted', 'decision', ['shortlisted', 'not_selected'], 7],
      ['validated', 'decision', ['piloting', 'awarded', 'not_selected'], 20],
    ];
    for (const [status, rate, answers, days] of asks) {
      const asked = history.find(({ to_status }) => to_status === status);
      if (!asked) continue;
      const decideBy = asked.decide_by?.getTime() ?? 0;
      const due =
        status === 'validated' && decideBy > asked.at.getTime() ? decideBy : termEnd(asked.at, days);
      const next = history[history.indexOf(asked) + 1];
      const answered = next && answers.includes(next.to_status);
      const done = answered ? next.at.getTime() : null;
      const out = !!next && !answered && !next.own && next.at.getTime() <= due;
      facts.push({ department: asked.department, rate, due, done, met: done !== null && done <= due, out });
      if (status === 'validated' && next)
        facts.push({
          department: asked.department,
          rate: 'conversion',
          due: null,
          done: next.at.getTime(),
          met: ['piloting', 'awarded'].includes(next.to_status),
          out: next.to_status === 'withdrawn' && !next.own,
        });
    }
  }
  const rates = (own: typeof facts) =>
    Object.fromEntries(
      ['response', 'decision', 'conversion'].map((rate) => {
        const settled = own.filter((fact) => {
          const when = Math.min(fact.due ?? Number.POSITIVE_INFINITY, fact.done ?? Number.POSITIVE_INFINITY);
          return fact.rate === rate && when <= now && when > now - 365 * day;
        });
        const counted = settled.filter(({ out }) => !out);
        const met = counted.filter((fact) => fact.met).length;
        const told = counted.length >= 5;
        return [
          rate,
          {
            share: told ? met / counted.length : null,
            met: told ? met : null,
            facts: counted.length,
            excluded: settled.length - counted.length,
          },
        ];
      }),
    );
  const [runs] = await sql<{ runs: number; hours: number; waiting: number }>(
    `SELECT count(*) FILTER (WHERE ended_at >= current_date - 29 AND status <> 'cancelled')::int AS runs,
       round(coalesce(sum((resources->>'cpuSeconds')::numeric) FILTER (WHERE ended_at >= current_date - 29 AND status <> 'cancelled'), 0) / 3600, 2)::float8 AS hours,
       count(*) FILTER (WHERE status = 'queued')::int AS waiting FROM run`,
  );
  return {
    funnel,
    runs,
    all: rates(facts),
    departments: new Map(
      departments.map(({ organisationId: id }) => [id, rates(facts.filter((one) => one.department === id))]),
    ),
  };
}

/** Numbers that look random and are the same for the same seed (a linear congruence, Numerical Recipes). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it.each([1, 2, 3, 4, 5, 6])(
  'tells what counting afresh tells, whatever happened and whenever it was rolled up: seed %i',
  async (seed) => {
    const now = Date.now();
    const next = chance(seed * 7_919);
    const often = seed % 4;
    for (let place = 0; place < 6 + next(7); place += 1) {
      await walk(
        Array.from({ length: 4 + next(7) }, () => next(1_000)),
        now,
      );
      if (often > 0 && place % often === 0) await rollUpOnce(db);
    }
    for (let place = next(8); place > 0; place -= 1) await run(next(60), now);
    // Backdating came after the event, as no real history does: those things are due once more.
    await sql(
      `INSERT INTO rollup_due (event_id, thing, thing_id, event, at)
     SELECT id, thing, thing_id, event, at FROM event WHERE thing IN ('engagement', 'solution') ON CONFLICT DO NOTHING`,
    );
    await Promise.all([rollUpOnce(db), rollUpOnce(db)]);
    await rollUpOnce(db);
    const told = await snapshot('lab');
    const { funnel, runs: counted, all, departments: byDepartment } = await afresh(Date.parse(told.at));
    expect(told.funnel.slice(1)).toMatchObject(funnel);
    expect(told.compute).toMatchObject({
      runs: counted?.runs,
      cpuHours: counted?.hours,
      waiting: counted?.waiting,
    });
    expect(told.buyers.all).toEqual(all);
    for (const { department, rates } of told.buyers.departments)
      expect(rates).toEqual(byDepartment.get(department.id));
    expect(await sql('SELECT * FROM rollup_due')).toEqual([]);
  },
);

it('counts a fact only once it is due, and a solution on show until its first engagement', async () => {
  const told = await snapshot('lab');
  const [fresh] = await sql<{ here: number }>(
    `SELECT count(*)::int AS here FROM solution n WHERE n.listed IS NOT NULL AND n.status <> 'delisted'
       AND NOT EXISTS (SELECT 1 FROM engagement e WHERE e.solution_id = n.id AND e.status <> 'new')`,
  );
  expect(told.funnel[0]?.here).toBe(fresh?.here);
  const before = told.buyers.all.response.facts ?? 0;
  const [engagement] = await sql<{ id: string }>(
    `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id)
     SELECT gen_random_uuid(), s.id, n.id, n.owner_id, s.owner_id FROM scenario s, solution n
     WHERE NOT EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = s.id AND e.solution_id = n.id) LIMIT 1 RETURNING id`,
  );
  await db.asSystem((tx) =>
    transition(tx, 'engagement', engagement?.id as string, 'propose', { by: cast.vendor }),
  );
  await rollUpOnce(db);
  expect((await snapshot('lab')).buyers.all.response.facts).toBe(before);
  await sql(`UPDATE buyer_fact SET due_at = now() - interval '1 second' WHERE engagement_id = $1`, [
    engagement?.id,
  ]);
  await rollUpOnce(db);
  expect((await snapshot('lab')).buyers.all.response.facts).toBe(before + 1);
});

it('shows of today what is public, and nothing a tenant keeps to itself', async () => {
  await sql(`DELETE FROM public_happening`);
  const card = async (listed: string | null, title: string) => {
    const id = newId();
    await sql(`INSERT INTO solution (id, owner_id, status, card, listed) VALUES ($1, $2, 'draft', $3, $4)`, [
      id,
      cast.vendor.organisationId,
      JSON.stringify({ title: { en: `secret ${title}` } }),
      listed,
    ]);
    await db.asSystem((tx) => recordEvent(tx, { thing: 'solution', id, event: 'solution.listed' }));
    await db.asSystem((tx) => recordEvent(tx, { thing: 'solution', id, event: 'solution.submitted' }));
    return id;
  };
  const shown = await card('{"title": {"en": "Open card"}}', 'one');
  await card(null, 'two');
  await rollUpOnce(db);
  const { today } = await snapshot('public');
  expect(today.latest).toMatchObject([
    { event: 'solution.listed', thing: 'solution', page: shown, title: { en: 'Open card' } },
  ]);
  expect(today.counts).toEqual([{ event: 'solution.listed', count: 1 }]);
  expect(JSON.stringify(await snapshot('public'))).not.toContain('secret');
});
