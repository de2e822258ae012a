import { Inject, Injectable } from '@nestjs/common';
import type { Plan } from '@scenario-lab/contracts/benchmarks';
import type { CampTask, SaveCamp } from '@scenario-lab/contracts/camps';
import type { StoredTask } from '@scenario-lab/db/camps/camp.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { leadingMetric } from '@scenario-lab/domain/benchmarks/leading-metric';
import { campPolicy } from '@scenario-lab/domain/camps/camps.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { campFactsOf, holdCamp } from './camp-record.js';

type Deed = 'announce' | 'start' | 'finish' | 'cancel';

const EditRow = z.object({
  taken: z.number(),
});

const DeedRow = z.object({
  status: z.string(),
});

@Injectable()
export class CampsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, body: SaveCamp): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(campPolicy, actor, 'camp.create', { status: null, instructs: false }));
      const stored = await storedOf(tx, body);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO camp (id, organisation_id, title, about, field, seats, sign_up_until, sessions, tasks, rule, instructors)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [id, actor.organisationId, ...stored],
      );
      await transition(tx, 'camp', id, 'create', { by: actor });
      return { id };
    });
  }

  /** While people sign up only what they signed up for stays: fewer seats than are taken, or a task that was tried, are refused. */
  edit(actor: SignedIn, id: string, body: SaveCamp, seen: string | null): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const camp = await holdCamp(tx, actor, id);
      demand(may(campPolicy, actor, 'camp.edit', campFactsOf(camp)), { thing: 'camp', status: camp.status });
      await insistUnchanged(tx, 'camp', id, seen);
      const { taken } = await queryOne(tx, EditRow, 'SELECT taken FROM camp_counts($1)', [id]);
      if (body.seats < taken) throw inputRefusal({ path: 'seats', code: 'fewer_than_taken' });
      const stored = await storedOf(tx, body);
      await execute(
        tx,
        `UPDATE camp SET title = $2, about = $3, field = $4, seats = $5, sign_up_until = $6, sessions = $7, tasks = $8,
           rule = $9, instructors = $10, updated_at = ${savedAtSql} WHERE id = $1`,
        [id, ...stored],
      );
      await recordEvent(tx, { thing: 'camp', id, event: 'camp.revised', by: actor });
    });
  }

  deed(actor: SignedIn, id: string, deed: Deed, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const camp = await holdCamp(tx, actor, id);
      const said = { thing: 'camp', status: camp.status };
      demand(may(campPolicy, actor, `camp.${deed}`, campFactsOf(camp)), said);
      if (deed === 'announce' && camp.late)
        throw new Refusal('too_late', { thing: 'camp', until: camp.sign_up_until });
      // The class's tries are measured when it is finished: none may still be under way.
      if (deed === 'finish') {
        const tries = await queryRows(tx, DeedRow, 'SELECT status FROM camp_tries($1)', [id]);
        const under = tries.filter(({ status }) => underWay.includes(status)).length;
        if (under > 0) throw new Refusal('conflict', { reason: 'run_live', runs: under });
      }
      await transition(tx, 'camp', id, deed, {
        by: actor,
        remark,
        set: { updated_at: new Date(), ...(deed === 'cancel' ? { reason: remark } : {}) },
      });
    });
  }
}

const underWay = ['queued', 'preparing', 'executing', 'scoring'];

const StoredOfRow = z.object({
  id: z.string(),
});

/** The columns in the order in which both statements name them. */
async function storedOf(tx: Tx, body: SaveCamp): Promise<unknown[]> {
  const { title, about, field, seats, signUpUntil, sessions, rule } = body;
  const tasks = [];
  for (const [place, task] of body.tasks.entries()) tasks.push(await storedTask(tx, task, place));
  const instructors = [];
  for (const [place, email] of body.instructors.entries()) {
    const person = await queryRow(
      tx,
      StoredOfRow,
      'SELECT id FROM person WHERE lower(email) = lower($1) AND NOT suspended',
      [email],
    );
    if (!person) throw inputRefusal({ path: `instructors.${place}`, code: 'unknown_person' });
    instructors.push(person.id);
  }
  const ordered = sessions.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return [
    ...[title, about].map((text) => JSON.stringify(text)),
    field,
    seats,
    signUpUntil,
    ...[ordered, tasks, rule].map((part) => JSON.stringify(part)),
    [...new Set(instructors)],
  ];
}

const StoredTaskRow = z.object({
  status: z.string(),
  plan: json<Plan>(),
  access_mode: z.string().nullable(),
  splits: z.array(z.string()).nullable(),
});

/** Only open data are taught on: a class is no way to data that others have to ask for. */
async function storedTask(tx: Tx, task: CampTask, place: number): Promise<StoredTask> {
  const exam = await queryRow(
    tx,
    StoredTaskRow,
    `SELECT w.status, w.plan, d.access_mode, (SELECT array_agg(p.split) FROM pack p WHERE p.benchmark_version_id = w.id) AS splits
     FROM benchmark_version w LEFT JOIN benchmark_data d ON d.benchmark_version_id = w.id WHERE w.id = $1`,
    [task.benchmarkVersionId],
  );
  const refused = (code: string) => inputRefusal({ path: `tasks.${place}.benchmarkVersionId`, code });
  if (!exam) throw refused('unknown_benchmark');
  if (exam.status !== 'open') throw refused('benchmark_not_open');
  if (exam.access_mode !== 'open') throw refused('data_not_open');
  const split = (['validation', 'sample'] as const).find((one) => exam.splits?.includes(one));
  if (!split) throw refused('split_missing');
  return { ...task, metric: leadingMetric(exam.plan), split };
}
