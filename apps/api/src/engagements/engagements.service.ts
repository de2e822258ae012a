import { Inject, Injectable } from '@nestjs/common';
import type { Message } from '@scenario-lab/contracts/engagements';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { EngagementRecord } from '@scenario-lab/db/engagements/engagement.queries';
import { newId } from '@scenario-lab/db/ids';
import { gatesOfRecord, readScenarioRecord } from '@scenario-lab/db/scenarios/scenarios.queries';
import { type Deed, recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Gate } from '@scenario-lab/domain/scenarios/gates';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { holdEngagement } from './hold-engagement.js';
import { mention } from './room-people.js';

type Step = 'accept' | 'shortlist' | 'accept_field' | 'enable' | 'complete';
type End = 'decline' | 'withdraw' | 'not_select' | 'fail_validation' | 'reject_field';

const EndRow = z.object({
  id: z.string(),
});

const MessageRow = z.object({
  at: z.date(),
  author: z.string().nullable(),
  organisation: json<z.infer<typeof Message>['organisation']>(),
});

@Injectable()
export class EngagementsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  move(actor: SignedIn, id: string, event: Step, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdEngagement(tx, actor, id, `engagement.${event}`);
      await step(tx, actor, id, event, { remark });
    });
  }

  /** An end keeps its reason, which the other side reads; a pilot that was only planned ends with it. */
  end(actor: SignedIn, id: string, event: End, reason?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdEngagement(tx, actor, id, `engagement.${event}`);
      await step(tx, actor, id, event, { remark: reason, set: { end_reason: reason ?? null } });
      const planned = await queryRow(
        tx,
        EndRow,
        `SELECT id FROM pilot WHERE engagement_id = $1 AND status = 'planned' FOR UPDATE`,
        [id],
      );
      if (!planned) return;
      await transition(tx, 'pilot', planned.id, 'terminate', {
        by: actor,
        remark: reason,
        set: { statement: reason ?? null, updated_at: new Date() },
      });
    });
  }

  /** Errors: `gate_incomplete` while the need has no criteria or no open benchmark to be tested on. */
  validate(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdEngagement(tx, actor, id, 'engagement.validate');
      await atGate(tx, actor, record, 'open_for_test');
      await step(tx, actor, id, 'validate', { remark });
    });
  }

  /** Records what the department decided by statute. Errors: `gate_incomplete` at the conversion gate. */
  award(actor: SignedIn, id: string, procurementNumber: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdEngagement(tx, actor, id, 'engagement.award');
      await atGate(tx, actor, record, 'open_for_award');
      await step(tx, actor, id, 'award', { set: { procurement_number: procurementNumber } });
    });
  }

  /** Each person named is told of it once. Errors: `invalid_input` naming who may not be named here. */
  message(
    actor: SignedIn,
    id: string,
    text: string,
    personIds: readonly string[],
  ): Promise<z.infer<typeof Message>> {
    return this.database.asActor(actor, async (tx) => {
      await holdEngagement(tx, actor, id, 'engagement.message');
      const messageId = newId();
      const row = await queryOne(
        tx,
        MessageRow,
        `INSERT INTO message (id, engagement_id, person_id, organisation_id, text) VALUES ($1, $2, $3, $4, $5)
         RETURNING at, person_name(person_id) AS author,
           (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = $4) AS organisation`,
        [messageId, id, actor.personId, actor.organisationId, text],
      );
      await execute(tx, 'UPDATE engagement SET updated_at = clock_timestamp() WHERE id = $1', [id]);
      const eventId = await recordEvent(tx, {
        thing: 'engagement',
        id,
        event: 'engagement.message',
        by: actor,
      });
      const mentions = await mention(tx, actor, id, { id: messageId, eventId }, personIds);
      const { at, author, organisation } = row;
      return { id: messageId, at: at.toISOString(), author: author ?? '', organisation, text, mentions };
    });
  }
}

async function step(
  tx: Tx,
  actor: SignedIn,
  id: string,
  event: Step | End | 'validate' | 'award',
  deed: Pick<Deed, 'remark' | 'set'>,
): Promise<void> {
  await transition(tx, 'engagement', id, event, {
    by: actor,
    remark: deed.remark,
    set: { ...deed.set, updated_at: new Date() },
  });
}

async function atGate(tx: Tx, actor: SignedIn, record: EngagementRecord, wanted: Gate): Promise<void> {
  const scenario = await readScenarioRecord(tx, actor, record.scenario.id);
  const gate = scenario && gatesOfRecord(scenario).find(({ gate }) => gate === wanted);
  if (!gate || gate.missing.length > 0) {
    throw new Refusal('gate_incomplete', { gate: wanted, missing: gate?.missing.join(' ') ?? '' });
  }
}
