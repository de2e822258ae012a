import { Inject, Injectable } from '@nestjs/common';
import type { markAttendance, signUp, tryTask } from '@scenario-lab/contracts/camps';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { openRun, readRunSubject, subjectMisfits } from '@scenario-lab/db/runs/open-run';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { campPolicy, type TraineeFacts, traineePolicy } from '@scenario-lab/domain/camps/camps.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import {
  type CampRow,
  campFactsOf,
  holdCamp,
  type PlaceRow,
  PlaceShape,
  placeColumns,
} from './camp-record.js';

const SignUpRow2 = z.object({
  taken: z.number(),
  waiting: z.number(),
  certified: z.number(),
  last: z.number(),
});

const TryRow = z.object({
  used: z.number(),
});

const MarkRow = z.object({
  id: z.string(),
});

@Injectable()
export class TraineesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Of two at once for the last seat one waits. */
  signUp(actor: SignedIn, campId: string, { name }: Received<typeof signUp>['body']) {
    return this.database.asActor(actor, async (tx) => {
      const camp = await holdCamp(tx, actor, campId);
      demand(may(traineePolicy, actor, 'trainee.sign_up', factsOf(camp, { ...actor, status: null })), {
        thing: 'camp',
        status: camp.status,
      });
      const there = await queryRow(
        tx,
        z.unknown(),
        `SELECT 1 FROM trainee WHERE camp_id = $1 AND person_id = $2 AND status NOT IN ('withdrawn', 'released')`,
        [campId, actor.personId],
      );
      if (there) throw new Refusal('duplicate', { thing: 'trainee' });
      const { taken, waiting, last } = await queryOne(tx, SignUpRow2, 'SELECT * FROM camp_counts($1)', [
        campId,
      ]);
      const id = newId();
      await addParty(tx, 'trainee', id, actor.organisationId, 'own');
      await execute(
        tx,
        'INSERT INTO trainee (id, camp_id, person_id, organisation_id, number, name) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, campId, actor.personId, actor.organisationId, last + 1, name],
      );
      // Nobody passes those who wait already.
      const free = taken < camp.seats && waiting === 0;
      const { to } = await transition(tx, 'trainee', id, free ? 'sign_up' : 'queue', { by: actor });
      return { id, status: to };
    });
  }

  deed(actor: SignedIn, id: string, deed: 'withdraw' | 'revoke', remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { place, camp } = await holdPlace(tx, actor, id);
      demand(
        may(traineePolicy, actor, `trainee.${deed}`, factsOf(camp, { ...place, personId: place.person_id })),
        {
          thing: 'trainee',
          status: place.status,
        },
      );
      await transition(tx, 'trainee', id, deed, {
        by: actor,
        remark,
        set: deed === 'revoke' ? { reason: remark } : {},
      });
    });
  }

  /** A run of the person's own organisation on the practice part of a task, within the class's own number of tries. */
  try(actor: SignedIn, id: string, { task: key, algorithmVersionId }: Received<typeof tryTask>['body']) {
    return this.database.asActor(actor, async (tx) => {
      const { place, camp } = await holdPlace(tx, actor, id);
      demand(
        may(traineePolicy, actor, 'trainee.try_task', factsOf(camp, { ...place, personId: place.person_id })),
        {
          thing: 'trainee',
          status: place.status,
        },
      );
      const task = camp.tasks.find((one) => one.id === key);
      if (!task) throw inputRefusal({ path: 'task', code: 'unknown_task' });
      const subject = await readRunSubject(tx, {
        algorithmVersionId,
        benchmarkVersionId: task.benchmarkVersionId,
        split: task.split,
      });
      // Of another organisation it is answered like one that is not there.
      if (subject?.vendorId !== actor.organisationId)
        throw inputRefusal({ path: 'algorithmVersionId', code: 'unknown_version' });
      const misfits = subjectMisfits(subject);
      if (misfits.length > 0)
        throw new Refusal('data_misfit', {
          errors: misfits.map(({ code, place: at, detail }) => ({ path: at, code, message: detail })),
        });
      if (subject.benchmarkStatus !== 'open' || subject.dataset?.accessMode !== 'open')
        throw new Refusal('wrong_status', { thing: 'benchmark_version', status: subject.benchmarkStatus });
      const { used } = await queryOne(
        tx,
        TryRow,
        `SELECT count(*)::int AS used FROM camp_try y JOIN run r ON r.id = y.run_id
         WHERE y.trainee_id = $1 AND y.task = $2 AND r.status NOT IN ('cancelled', 'platform_fault')`,
        [id, key],
      );
      if (used >= task.tries) throw new Refusal('quota_exhausted', { used, of: task.tries });
      const runId = await openRun(tx, actor, subject, {
        engagementId: null,
        replicationId: null,
        priorAccess: false,
        takesLook: false,
        credits: 0,
      });
      await execute(tx, 'INSERT INTO camp_try (run_id, trainee_id, task) VALUES ($1, $2, $3)', [
        runId,
        id,
        key,
      ]);
      return { runId };
    });
  }

  mark(actor: SignedIn, campId: string, { session, present }: Received<typeof markAttendance>['body']) {
    return this.database.asActor(actor, async (tx) => {
      const camp = await holdCamp(tx, actor, campId);
      demand(may(campPolicy, actor, 'camp.mark_attendance', campFactsOf(camp)), {
        thing: 'camp',
        status: camp.status,
      });
      const held = camp.sessions.find(({ id }) => id === session);
      if (!held) throw inputRefusal({ path: 'session', code: 'unknown_session' });
      if (Date.parse(held.at) > Date.now()) throw inputRefusal({ path: 'session', code: 'in_the_future' });
      const seated = await queryRows(
        tx,
        MarkRow,
        `SELECT id FROM trainee WHERE camp_id = $1 AND status = 'seated'`,
        [campId],
      );
      const known = new Set(seated.map(({ id }) => id));
      const strange = present.findIndex((id) => !known.has(id));
      if (strange >= 0) throw inputRefusal({ path: `present.${strange}`, code: 'not_in_the_class' });
      await execute(tx, 'DELETE FROM camp_attendance WHERE session = $1 AND trainee_id = ANY($2)', [
        session,
        [...known],
      ]);
      await execute(
        tx,
        'INSERT INTO camp_attendance (trainee_id, session, marked_by) SELECT DISTINCT unnest($1::uuid[]), $2, $3::uuid',
        [present, session, actor.personId],
      );
    });
  }
}

export const factsOf = (camp: CampRow, place: { status: string | null; personId: string }): TraineeFacts => ({
  status: place.status,
  personId: place.personId,
  campStatus: camp.status,
  late: camp.late,
  instructs: camp.instructs,
});

/** Locked by its camp: places are given and given up one at a time. */
async function holdPlace(tx: Tx, actor: SignedIn, id: string): Promise<{ place: PlaceRow; camp: CampRow }> {
  const find = async () => {
    const found = await queryRow(
      tx,
      PlaceShape,
      `SELECT ${placeColumns} FROM trainee t WHERE t.id = $1 AND t.status <> 'new'`,
      [id],
    );
    if (!found) throw new Refusal('not_found', { thing: 'trainee', id });
    return found;
  };
  const camp = await holdCamp(tx, actor, (await find()).camp_id);
  return { place: await find(), camp };
}
