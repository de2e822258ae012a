import { Inject, Injectable } from '@nestjs/common';
import type { SaveCall } from '@scenario-lab/contracts/calls';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { readScenarioRecord } from '@scenario-lab/db/scenarios/scenarios.queries';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { callPolicy } from '@scenario-lab/domain/calls/calls.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdCall } from './hold-call.js';
import { makeKeyPair } from './sealing.js';

const EditRow = z.object({
  updated_at: z.date(),
});

const PostponeRow = z.object({
  at: z.date(),
  now: z.date(),
});

@Injectable()
export class CallsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, scenarioId: string, terms: SaveCall): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const scenario = await readScenarioRecord(tx, actor, scenarioId);
      if (!scenario) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
      demand(
        may(callPolicy, actor, 'call.create', {
          status: null,
          ownerOrganisationId: scenario.owner.id,
          needPublished: scenario.status === 'published',
          deadlineOver: false,
          given: {},
        }),
      );
      await insistSound(tx, scenarioId, terms);
      const id = newId();
      await addParty(tx, 'call', id, actor.organisationId, 'own');
      await execute(
        tx,
        `INSERT INTO open_call (id, scenario_id, department_id, terms, deadline, updated_at)
         VALUES ($1, $2, $3, $4, $5::timestamp AT TIME ZONE current_setting('TimeZone'), ${now})`,
        [id, scenarioId, actor.organisationId, JSON.stringify(terms), terms.deadline],
      );
      await transition(tx, 'call', id, 'create', { by: actor });
      return { id };
    });
  }

  edit(actor: SignedIn, id: string, terms: SaveCall, seen: string | null): Promise<{ updatedAt: string }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdCall(tx, actor, id, 'edit');
      await insistUnchanged(tx, 'open_call', id, seen);
      await insistSound(tx, record.scenario.id, terms);
      const saved = await queryOne(
        tx,
        EditRow,
        `UPDATE open_call SET terms = $2, deadline = $3::timestamp AT TIME ZONE current_setting('TimeZone'),
           updated_at = ${savedAtSql} WHERE id = $1 RETURNING updated_at`,
        [id, JSON.stringify(terms), terms.deadline],
      );
      return { updatedAt: saved.updated_at.toISOString() };
    });
  }

  /** The terms stand from here on. Who seals or opens is shown a key that is kept nowhere. */
  key(actor: SignedIn, id: string, event: 'seal' | 'open'): Promise<{ code: string }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdCall(tx, actor, id, event);
      await insistSound(tx, record.scenario.id, record.terms);
      const pair = makeKeyPair();
      const set: Record<string, unknown> =
        event === 'seal'
          ? { department_key: pair.publicKey }
          : { lab_key: pair.publicKey, published_at: new Date() };
      await transition(tx, 'call', id, event, { by: actor, set: { ...set, updated_at: new Date() } });
      return { code: pair.code };
    });
  }

  /** Errors: `invalid_input` where it is not later than what everybody was told. */
  postpone(actor: SignedIn, id: string, deadline: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdCall(tx, actor, id, 'postpone');
      const { at, now: told } = await queryOne(
        tx,
        PostponeRow,
        `SELECT $1::timestamp AT TIME ZONE current_setting('TimeZone') AS at, clock_timestamp() AS now`,
        [deadline],
      );
      if (at <= record.deadline) throw inputRefusal({ path: 'deadline', code: 'not_later' });
      const line = {
        from: record.deadline.toISOString(),
        to: at.toISOString(),
        reason,
        at: told.toISOString(),
      };
      await execute(
        tx,
        `UPDATE open_call SET deadline = $2, terms = jsonb_set(terms, '{deadline}', to_jsonb($3::text)),
           postponed = postponed || $4::jsonb, updated_at = ${savedAtSql} WHERE id = $1`,
        [id, at, deadline, JSON.stringify([line])],
      );
      await recordEvent(tx, { thing: 'call', id, event: 'call.postponed', by: actor, remark: reason });
    });
  }

  cancel(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdCall(tx, actor, id, 'cancel');
      await transition(tx, 'call', id, 'cancel', {
        by: actor,
        set: { end_reason: reason, updated_at: new Date() },
      });
    });
  }
}

const now = `date_trunc('milliseconds', clock_timestamp())`;

const InsistSoundRow = z.object({
  past: z.boolean(),
  criteria: json<{ id: string }[]>(),
});

/** Errors: `invalid_input` where the deadline is over or a measured criterion is none of the need's. */
async function insistSound(tx: Tx, scenarioId: string, terms: CallRecord['terms']): Promise<void> {
  const row = await queryRow(
    tx,
    InsistSoundRow,
    `SELECT $2::timestamp AT TIME ZONE current_setting('TimeZone') <= clock_timestamp() AS past, need->'criteria' AS criteria
     FROM scenario WHERE id = $1`,
    [scenarioId, terms.deadline],
  );
  if (row?.past) throw inputRefusal({ path: 'deadline', code: 'in_the_past' });
  const known = new Set((row?.criteria as { id: string }[] | undefined)?.map(({ id }) => id));
  terms.criteria.forEach(({ id, kind, must }, at) => {
    if (kind === 'measured' && !known.has(id))
      throw inputRefusal({ path: `criteria.${at}.id`, code: 'criterion_not_of_the_need' });
    if (must && kind !== 'measured')
      throw inputRefusal({ path: `criteria.${at}.must`, code: 'must_is_measured' });
  });
}
