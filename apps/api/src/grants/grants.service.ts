import { Inject, Injectable } from '@nestjs/common';
import type { grantDeeds, proposeTerms } from '@scenario-lab/contracts/grants';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { cancelRunsUnderGrant } from '@scenario-lab/db/runs/cancel-under-grant';
import { recordEvent } from '@scenario-lab/db/transition';
import { type Agreed, changesNothing, isRenewal, methodsLost } from '@scenario-lab/domain/access/addendum';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { type GrantRecord, holdGrantRecord } from './grant-record.js';

type Answered = Received<typeof grantDeeds.agree>['body'];
interface Waiting extends Agreed {
  id: string;
  past: boolean;
}

const ProposeRow = z.object({
  past: z.boolean(),
  number: z.number(),
});

/** Addenda to contracts: proposed by one side, in force once the other has agreed to exactly that. */
@Injectable()
export class GrantsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  propose(
    actor: SignedIn,
    id: string,
    { reason, ...asked }: Received<typeof proposeTerms>['body'],
  ): Promise<{ number: number }> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await holdGrantRecord(tx, actor, id, 'grant.propose');
      const next: Agreed = { ...asked, methods: [...new Set(asked.methods)] };
      const now = inForce(grant);
      if (changesNothing(now, next)) throw inputRefusal({ path: 'until', code: 'nothing_changed' });
      const { past, number } = await queryOne(
        tx,
        ProposeRow,
        `SELECT $2::date < current_date AS past, (SELECT max(number) + 1 FROM grant_terms WHERE grant_id = $1) AS number`,
        [id, next.until],
      );
      if (past) throw inputRefusal({ path: 'until', code: 'in_the_past' });
      await execute(
        tx,
        `INSERT INTO grant_terms (id, grant_id, number, expires, purpose_kind, purpose, methods, uses, proposed_by_id, person_id, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          newId(),
          id,
          number,
          next.until,
          next.purposeKind,
          next.purpose,
          next.methods,
          next.uses,
          actor.organisationId,
          actor.personId,
          reason,
        ],
      );
      const renewal = belongs(actor, grant.grantee.id) && isRenewal(now, next);
      const event = renewal ? 'grant.renewal_asked' : 'grant.addendum_proposed';
      await recordEvent(tx, { thing: 'grant', id, event, by: actor, remark: reason });
      return { number };
    });
  }

  /** From here on every use is asked against the new terms; what ran by a method that is lost ends. */
  agree(actor: SignedIn, id: string, answered: Answered): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await holdGrantRecord(tx, actor, id, 'grant.agree');
      const next = await waitingFor(tx, grant, answered.number);
      if (next.past) throw new Refusal('expired', { until: next.until });
      await this.answer(tx, actor, next.id, 'agreed_at', answered.remark);
      await recordEvent(tx, {
        thing: 'grant',
        id,
        event: 'grant.addendum_agreed',
        by: actor,
        remark: answered.remark,
      });
      const lost = methodsLost(inForce(grant), next);
      await cancelRunsUnderGrant(
        tx,
        { id, datasetId: grant.dataset_id, organisationId: grant.grantee.id },
        actor,
        { cause: 'narrowed', runs: lost.includes('compute'), jobs: lost.includes('data_job') },
      );
    });
  }

  decline(actor: SignedIn, id: string, answered: Answered): Promise<void> {
    return this.close(actor, id, answered, 'decline', 'declined_at', 'grant.addendum_declined');
  }

  takeBack(actor: SignedIn, id: string, answered: Answered): Promise<void> {
    return this.close(actor, id, answered, 'take_back', 'withdrawn_at', 'grant.addendum_withdrawn');
  }

  private close(
    actor: SignedIn,
    id: string,
    { number, remark }: Answered,
    action: 'decline' | 'take_back',
    column: 'declined_at' | 'withdrawn_at',
    event: string,
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await holdGrantRecord(tx, actor, id, `grant.${action}`);
      const { id: termsId } = await waitingFor(tx, grant, number);
      await this.answer(tx, actor, termsId, column, remark);
      await recordEvent(tx, { thing: 'grant', id, event, by: actor, remark });
    });
  }

  private async answer(
    tx: Tx,
    actor: SignedIn,
    termsId: string,
    column: 'agreed_at' | 'declined_at' | 'withdrawn_at',
    remark: string | undefined,
  ): Promise<void> {
    await execute(
      tx,
      `UPDATE grant_terms SET ${column} = now(), answered_by_id = $2, answer = $3 WHERE id = $1`,
      [termsId, actor.personId, remark ?? null],
    );
  }
}

const inForce = ({ until, purpose_kind, purpose, methods, uses }: GrantRecord): Agreed => ({
  until,
  purposeKind: purpose_kind,
  purpose,
  methods,
  uses,
});

const WaitingRow = z.object({
  id: z.string(),
  past: z.boolean(),
  until: z.string(),
  purposeKind: word<Waiting['purposeKind']>(),
  purpose: z.string().nullable(),
  methods: json<('download' | 'data_job' | 'compute')[]>(),
  uses: z.number().nullable(),
});

/** The one that waits must be the one that was read. Errors: `changed_meanwhile`. */
async function waitingFor(tx: Tx, grant: GrantRecord, number: number): Promise<Waiting> {
  if (grant.waiting !== number) throw new Refusal('changed_meanwhile', { number: grant.waiting });
  const row = await queryOne(
    tx,
    WaitingRow,
    `SELECT id, expires::text AS until, purpose_kind AS "purposeKind", purpose, methods, uses, expires < current_date AS past
     FROM grant_terms WHERE grant_id = $1 AND number = $2`,
    [grant.id, number],
  );
  return row;
}
