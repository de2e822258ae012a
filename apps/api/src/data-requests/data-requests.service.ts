import { Inject, Injectable } from '@nestjs/common';
import type {
  createDataRequest,
  fulfilDataRequest,
  mergeDataRequest,
  routeDataRequest,
} from '@scenario-lab/contracts/data-requests';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { offered, readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { dataRequestPolicy } from '@scenario-lab/domain/data-requests/data-requests.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdRequest, isVerified } from './data-request-record.js';

/** A register is read by people: nobody floods it. */
const mostLive = 30;
/** What a wish may still be joined to. */
const joinable = ['open', 'routed', 'claimed', 'fulfilled'];

const CreateRow = z.object({
  live: z.number(),
});

const RouteRow = z.object({
  side: z.boolean().nullable(),
});

const FulfilRow = z.object({
  dataset_id: z.string(),
  status: z.string(),
  listed: z.boolean().nullable(),
  elsewhere: z.boolean(),
});

const MergeRow = z.object({
  status: z.string(),
});

@Injectable()
export class DataRequestsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, asked: Received<typeof createDataRequest>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const answer = may(dataRequestPolicy, actor, 'data_request.create', {
        status: null,
        ownerOrganisationId: actor.organisationId,
        claimantId: null,
        actorVerified: await isVerified(tx, actor),
        voted: false,
        shared: false,
      });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'data_request' });
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `data_requests:${actor.organisationId}`,
      ]);
      const { live } = await queryOne(
        tx,
        CreateRow,
        `SELECT count(*)::int AS live FROM data_request WHERE owner_id = $1 AND status IN ('open', 'routed', 'claimed')`,
        [actor.organisationId],
      );
      if (live >= mostLive) throw new Refusal('quota_exhausted', { most: mostLive });
      await insistKnown(tx, actor, asked);
      const id = newId();
      const { title, purpose, wanted, field, region, scenarioId } = asked;
      await execute(
        tx,
        `INSERT INTO data_request (id, owner_id, person_id, title, purpose, wanted, field, region, scenario_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          actor.organisationId,
          actor.personId,
          JSON.stringify(title),
          JSON.stringify(purpose),
          JSON.stringify(wanted),
          field,
          region,
          scenarioId,
        ],
      );
      await transition(tx, 'data_request', id, 'create', { by: actor });
      await execute(tx, 'INSERT INTO data_request_vote (data_request_id, organisation_id) VALUES ($1, $2)', [
        id,
        actor.organisationId,
      ]);
      return { id };
    });
  }

  vote(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.vote');
      await execute(tx, 'INSERT INTO data_request_vote (data_request_id, organisation_id) VALUES ($1, $2)', [
        id,
        actor.organisationId,
      ]);
    });
  }

  withdrawVote(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.withdraw_vote');
      await execute(tx, 'DELETE FROM data_request_vote WHERE data_request_id = $1 AND organisation_id = $2', [
        id,
        actor.organisationId,
      ]);
    });
  }

  route(
    actor: SignedIn,
    id: string,
    { organisationId, remark }: Received<typeof routeDataRequest>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const request = await holdRequest(tx, actor, id, 'data_request.route');
      const other = await queryRow(
        tx,
        RouteRow,
        `SELECT roles && ARRAY['demand', 'supply'] AS side FROM organisation WHERE id = $1 AND verified`,
        [organisationId],
      );
      if (!other?.side) throw inputRefusal({ path: 'organisationId', code: 'unknown_organisation' });
      if (organisationId === request.owner_id)
        throw inputRefusal({ path: 'organisationId', code: 'own_organisation' });
      await transition(tx, 'data_request', id, 'route', {
        by: actor,
        remark,
        set: { claimant_id: organisationId },
      });
    });
  }

  claim(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.claim');
      await transition(tx, 'data_request', id, 'claim', {
        by: actor,
        remark,
        set: { claimant_id: actor.organisationId, claimed_at: new Date() },
      });
    });
  }

  handBack(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.hand_back');
      await transition(tx, 'data_request', id, 'hand_back', { by: actor, remark: reason, set: nobody });
    });
  }

  fulfil(
    actor: SignedIn,
    id: string,
    { datasetVersionId, remark }: Received<typeof fulfilDataRequest>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.fulfil');
      const version = await queryRow(
        tx,
        FulfilRow,
        `SELECT v.dataset_id, v.status, d.listed IS NOT NULL AND d.status <> 'delisted' AS listed, d.harvest IS NOT NULL AS elsewhere
         FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id WHERE v.id = $1 AND d.owner_id = $2`,
        [datasetVersionId, actor.organisationId],
      );
      // Somebody else's version is answered like one that is not there.
      if (!version) throw inputRefusal({ path: 'datasetVersionId', code: 'unknown_dataset_version' });
      if (!version.listed || version.elsewhere || version.status !== 'ready')
        throw inputRefusal({ path: 'datasetVersionId', code: 'not_listed' });
      await transition(tx, 'data_request', id, 'fulfil', {
        by: actor,
        remark,
        set: {
          dataset_id: version.dataset_id,
          dataset_version_id: datasetVersionId,
          fulfilled_at: new Date(),
        },
      });
    });
  }

  decline(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.decline');
      await transition(tx, 'data_request', id, 'decline', { by: actor, set: { ...nobody, reason } });
    });
  }

  reopen(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.reopen');
      await transition(tx, 'data_request', id, 'reopen', {
        by: actor,
        remark: reason,
        set: { ...nobody, reason: null, dataset_id: null, dataset_version_id: null, fulfilled_at: null },
      });
    });
  }

  withdraw(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdRequest(tx, actor, id, 'data_request.withdraw');
      await transition(tx, 'data_request', id, 'withdraw', { by: actor, remark });
    });
  }

  /** Votes move; who wanted both counts once. What was joined to it before comes along. */
  merge(
    actor: SignedIn,
    id: string,
    { into, reason }: Received<typeof mergeDataRequest>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      if (into === id) throw inputRefusal({ path: 'into', code: 'the_same' });
      // Both held in one order, whoever joins which to which at the same time.
      for (const one of [id, into].sort())
        await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`data_request:${one}`]);
      await holdRequest(tx, actor, id, 'data_request.merge');
      const target = await queryRow(tx, MergeRow, 'SELECT status FROM data_request WHERE id = $1', [into]);
      if (!target || !joinable.includes(target.status))
        throw inputRefusal({ path: 'into', code: 'not_joinable' });
      await execute(
        tx,
        `DELETE FROM data_request_vote v WHERE v.data_request_id = $1 AND EXISTS (SELECT 1 FROM data_request_vote o
           WHERE o.data_request_id = $2 AND o.organisation_id = v.organisation_id)`,
        [id, into],
      );
      await execute(
        tx,
        'UPDATE data_request_vote SET data_request_id = $2, moved_from = $1 WHERE data_request_id = $1',
        [id, into],
      );
      await execute(tx, 'UPDATE data_request SET merged_into = $2 WHERE merged_into = $1', [id, into]);
      await transition(tx, 'data_request', id, 'merge', {
        by: actor,
        remark: reason,
        set: { merged_into: into },
      });
      await recordEvent(tx, { thing: 'data_request', id: into, event: 'data_request.joined', by: actor });
    });
  }
}

const nobody = { claimant_id: null, claimed_at: null };

/** The need must be one everybody reads, or one's own; the district one of the list. */
async function insistKnown(
  tx: Tx,
  actor: SignedIn,
  { region, scenarioId }: Received<typeof createDataRequest>['body'],
): Promise<void> {
  if (region !== null) {
    if (!offered(await readTerms(tx), 'region', region))
      throw inputRefusal({ path: 'region', code: 'unknown_region' });
  }
  if (scenarioId === null) return;
  const need = await queryRow(
    tx,
    z.unknown(),
    `SELECT 1 FROM scenario WHERE id = $1 AND (status IN ('published', 'closed') OR owner_id = $2)`,
    [scenarioId, actor.organisationId],
  );
  if (!need) throw inputRefusal({ path: 'scenarioId', code: 'unknown_scenario' });
}
