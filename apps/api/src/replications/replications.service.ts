import { Inject, Injectable } from '@nestjs/common';
import type { assessReplication } from '@scenario-lab/contracts/cases';
import { replicationMachine } from '@scenario-lab/contracts/replications/replication.machine';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { replicationPolicy } from '@scenario-lab/domain/replications/replications.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { holdReplication } from './replication-record.js';

const RequestRow = z.object({
  department_id: z.string(),
  vendor_id: z.string(),
  outcome: z.string(),
});

const RequestForeignRow = z.object({
  vendor_id: z.string().nullable(),
  algorithm_version_id: z.string().nullable(),
});

/** Another department takes over what worked elsewhere, once it has worked on its own data. */
@Injectable()
export class ReplicationsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  request(actor: SignedIn, caseId: string, purpose: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const found = await queryRow(
        tx,
        RequestRow,
        'SELECT department_id, vendor_id, outcome FROM lab_case WHERE id = $1 AND published',
        [caseId],
      );
      if (!found) throw new Refusal('not_found', { thing: 'case', id: caseId });
      demand(
        may(replicationPolicy, actor, 'replication.request', {
          status: null,
          adopterOrganisationId: actor.organisationId,
          sourceOrganisationId: found.department_id,
          vendorOrganisationId: found.vendor_id,
          namesTold: false,
          namesAgreed: false,
        }),
      );
      if (found.department_id === actor.organisationId) throw new Refusal('own_organisation');
      if (found.outcome !== 'accepted') {
        throw new Refusal('wrong_status', { thing: 'case', status: found.outcome });
      }
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `replication:${caseId}:${actor.organisationId}`,
      ]);
      const live = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM replication WHERE case_id = $1 AND adopter_id = $2 AND status = ANY($3)',
        [caseId, actor.organisationId, replicationMachine.live],
      );
      if (live.length > 0) throw new Refusal('duplicate', { thing: 'replication' });
      const id = newId();
      await addParty(tx, 'replication', id, actor.organisationId, 'own');
      await addParty(tx, 'replication', id, found.vendor_id, 'read');
      await addParty(tx, 'replication', id, found.department_id, 'read');
      await execute(
        tx,
        'INSERT INTO replication (id, case_id, adopter_id, vendor_id, purpose) VALUES ($1, $2, $3, $4, $5)',
        [id, caseId, actor.organisationId, found.vendor_id, purpose],
      );
      await transition(tx, 'replication', id, 'request', { by: actor });
      return { id };
    });
  }

  /**
   * What worked in another lab and came as a pack. Errors: `not_found` to whom it was not brought for, `gate_incomplete`
   * while its vendor or its program is not here.
   */
  requestForeign(actor: SignedIn, packId: string, purpose: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const found = await queryRow(
        tx,
        RequestForeignRow,
        'SELECT vendor_id, algorithm_version_id FROM foreign_pack WHERE id = $1 AND adopter_id = $2 AND taken_at IS NOT NULL',
        [packId, actor.organisationId],
      );
      if (!found) throw new Refusal('not_found', { thing: 'foreign_pack', id: packId });
      demand(
        may(replicationPolicy, actor, 'replication.request', {
          status: null,
          adopterOrganisationId: actor.organisationId,
          sourceOrganisationId: '',
          vendorOrganisationId: found.vendor_id ?? '',
          namesTold: true,
          namesAgreed: true,
        }),
      );
      if (!found.vendor_id || !found.algorithm_version_id)
        throw new Refusal('gate_incomplete', { missing: 'certified_algorithm' });
      // With the pack held, taking it back waits or finds this.
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`foreign-pack:${packId}`]);
      const live = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM replication WHERE foreign_pack_id = $1 AND adopter_id = $2 AND status = ANY($3)',
        [packId, actor.organisationId, replicationMachine.live],
      );
      if (live.length > 0) throw new Refusal('duplicate', { thing: 'replication' });
      const id = newId();
      await addParty(tx, 'replication', id, actor.organisationId, 'own');
      await addParty(tx, 'replication', id, found.vendor_id, 'read');
      await execute(
        tx,
        'INSERT INTO replication (id, foreign_pack_id, adopter_id, vendor_id, purpose) VALUES ($1, $2, $3, $4, $5)',
        [id, packId, actor.organisationId, found.vendor_id, purpose],
      );
      await transition(tx, 'replication', id, 'request', { by: actor });
      return { id };
    });
  }

  /** The actor's organisation agrees that the adopter learns its name; the case's own history keeps it. */
  tellNames(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdReplication(tx, actor, id, 'replication.tell_names');
      await execute(
        tx,
        'INSERT INTO names_consent (replication_id, organisation_id, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [id, actor.organisationId, actor.personId],
      );
      // On the replication it would tell the adopter one name before the other side has agreed.
      await recordEvent(tx, {
        thing: 'case',
        id: record.case.id,
        event: 'case.names_told',
        by: actor,
        remark,
      });
    });
  }

  assess(
    actor: SignedIn,
    id: string,
    difference: Received<typeof assessReplication>['body']['contextDifference'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdReplication(tx, actor, id, 'replication.assess');
      await transition(tx, 'replication', id, 'assess', {
        by: actor,
        set: { context_difference: difference, updated_at: new Date() },
      });
    });
  }

  move(
    actor: SignedIn,
    id: string,
    event: 'reassess' | 'decline' | 'withdraw',
    remark?: string,
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdReplication(tx, actor, id, `replication.${event}`);
      await transition(tx, 'replication', id, event, { by: actor, remark, set: { updated_at: new Date() } });
    });
  }

  /** Errors: `gate_incomplete` until a transfer run was approved with every must passed. */
  adopt(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdReplication(tx, actor, id, 'replication.adopt');
      const passed = await queryRows(
        tx,
        z.unknown(),
        `SELECT 1 FROM run r JOIN replication p ON p.id = r.replication_id
         WHERE p.id = $1 AND r.benchmark_version_id = p.benchmark_version_id AND r.split = 'hidden'
           AND r.status = 'approved' AND r.verdict = 'pass' LIMIT 1`,
        [id],
      );
      if (passed.length === 0) throw new Refusal('gate_incomplete', { missing: 'transfer_test_passed' });
      await transition(tx, 'replication', id, 'adopt', {
        by: actor,
        remark,
        set: { updated_at: new Date() },
      });
    });
  }
}
