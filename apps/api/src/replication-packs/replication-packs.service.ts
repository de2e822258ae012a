import { Inject, Injectable } from '@nestjs/common';
import { caseFactsOf, readCaseRecord } from '@scenario-lab/db/cases/case.queries';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import {
  type PackRecord,
  packFactsOf,
  readPackRecord,
  stateOf,
} from '@scenario-lab/db/replication-packs/pack.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { casePolicy } from '@scenario-lab/domain/cases/cases.policy';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { replicationPackPolicy } from '@scenario-lab/domain/replication-packs/replication-packs.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class ReplicationPacksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `not_published` of a case that is a draft or failed, `duplicate` where another pack of it stands. */
  ask(actor: SignedIn, caseId: string, purpose: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const one = await readCaseRecord(tx, caseId);
      if (!one || !may(casePolicy, actor, 'case.read', caseFactsOf(one)).ok)
        throw new Refusal('not_found', { thing: 'case', id: caseId });
      // Two asked for in one moment: the second one waits here and finds the first.
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `replication-pack:${caseId}`,
      ]);
      const standing = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM replication_pack WHERE case_id = $1 AND withdrawn_at IS NULL',
        [caseId],
      );
      const facts = {
        status: null,
        departmentOrganisationId: one.department.id,
        vendorOrganisationId: one.vendor.id,
        caseStands: one.published && one.outcome === 'accepted',
        another: standing.length > 0,
        agreed: [],
      };
      demand(may(replicationPackPolicy, actor, 'replication_pack.ask', facts), { thing: 'replication_pack' });
      const id = newId();
      await execute(
        tx,
        'INSERT INTO replication_pack (id, case_id, asked_by, purpose) VALUES ($1, $2, $3, $4)',
        [id, caseId, actor.personId, purpose],
      );
      await recordEvent(tx, {
        thing: 'case',
        id: caseId,
        event: 'case.pack_asked',
        by: actor,
        remark: purpose,
      });
      return { id };
    });
  }

  /** Errors: `invalid_input` at `algorithm` where somebody but the vendor gives the vendor's program away. */
  agree(
    actor: SignedIn,
    id: string,
    said: { algorithm: boolean; remark?: string | undefined },
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'replication_pack.agree');
      if (said.algorithm && actor.organisationId !== record.vendor.id)
        throw inputRefusal({ path: 'algorithm', code: 'not_your_program' });
      await execute(
        tx,
        'INSERT INTO pack_consent (pack_id, organisation_id, person_id, algorithm) VALUES ($1, $2, $3, $4)',
        [id, actor.organisationId, actor.personId, said.algorithm],
      );
      const { remark } = said;
      await recordEvent(tx, {
        thing: 'case',
        id: record.case.id,
        event: 'case.pack_agreed',
        by: actor,
        remark,
      });
    });
  }

  withdraw(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'replication_pack.withdraw');
      await execute(tx, 'UPDATE replication_pack SET withdrawn_at = now() WHERE id = $1', [id]);
      await recordEvent(tx, {
        thing: 'case',
        id: record.case.id,
        event: 'case.pack_withdrawn',
        by: actor,
        remark: reason,
      });
    });
  }
}

async function hold(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof replicationPackPolicy>,
): Promise<PackRecord> {
  // One deed at a time: a consent and a withdrawal that meet must not both find it as it was.
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`pack:${id}`]);
  const record = await readPackRecord(tx, id);
  if (!record) throw new Refusal('not_found', { thing: 'replication_pack', id });
  demand(may(replicationPackPolicy, actor, action, packFactsOf(record)), {
    thing: 'replication_pack',
    status: stateOf(record),
  });
  return record;
}
