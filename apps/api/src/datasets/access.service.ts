import { Inject, Injectable } from '@nestjs/common';
import type { requestAccess } from '@scenario-lab/contracts/access';
import type { Received } from '@scenario-lab/contracts/route';
import { holdGrant } from '@scenario-lab/db/access/hold-grant';
import { readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { cancelRunsUnderGrant } from '@scenario-lab/db/runs/cancel-under-grant';
import { transition } from '@scenario-lab/db/transition';
import { accessRequestPolicy, grantPolicy } from '@scenario-lab/domain/access/access.policy';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type RequestDeed = 'approve' | 'refuse' | 'ask_info' | 'give_info' | 'withdraw';

/** What the owner gives, where it is less than was asked for. */
interface Given {
  methods?: string[] | undefined;
  uses?: number | undefined;
}

const Request = z.object({
  id: z.string(),
  status: z.string(),
  dataset_id: z.string(),
  organisation_id: z.string(),
  owner_id: z.string(),
  scope: z.string(),
  methods: z.array(z.string()),
  until: z.string(),
  past: z.boolean(),
  /** Whether the lab has verified who asks. */
  verified: z.boolean(),
});
type Request = z.output<typeof Request>;

const RequestRow = z.object({
  access_mode: z.string(),
  elsewhere: z.boolean(),
  past: z.boolean().nullable(),
  asked: z.boolean(),
});

const RevokeRow = z.object({
  status: z.string(),
  dataset_id: z.string(),
  organisation_id: z.string(),
  owner_id: z.string(),
});

@Injectable()
export class AccessService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  request(actor: SignedIn, datasetId: string, asked: Received<typeof requestAccess>['body']) {
    return this.database.asActor(actor, async (tx) => {
      const dataset = await readCardFacts(tx, 'dataset', datasetId);
      if (!dataset) throw new Refusal('not_found', { thing: 'dataset', id: datasetId });
      const answer = may(accessRequestPolicy, actor, 'access_request.create', {
        status: null,
        ownerOrganisationId: dataset.ownerOrganisationId,
        requesterOrganisationId: actor.organisationId,
        requesterVerified: true,
      });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'dataset', id: datasetId });
      if (!dataset.published) throw new Refusal('not_published', { thing: 'dataset', id: datasetId });
      // One request of an organisation at a time, even from two windows.
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `access:${datasetId}:${actor.organisationId}`,
      ]);
      const facts = await queryOne(
        tx,
        RequestRow,
        `SELECT access_mode, harvest IS NOT NULL AS elsewhere, $2::date < current_date AS past, EXISTS (SELECT 1 FROM access_request
           WHERE dataset_id = $1 AND organisation_id = $3 AND status IN ('submitted', 'needs_info')) AS asked
         FROM dataset WHERE id = $1`,
        [datasetId, asked.until, actor.organisationId],
      );
      // Data held elsewhere are asked for there.
      if (facts.elsewhere) throw new Refusal('data_not_readable', { datasetId });
      if (facts.access_mode === 'open') throw new Refusal('wrong_status', { accessMode: 'open' });
      if (facts.past) throw inputRefusal({ path: 'until', code: 'in_the_past' });
      if (facts.asked) throw new Refusal('duplicate', { datasetId });
      const id = newId();
      await addParty(tx, 'access_request', id, actor.organisationId, 'own');
      await addParty(tx, 'access_request', id, dataset.ownerOrganisationId, 'act');
      await execute(
        tx,
        `INSERT INTO access_request (id, dataset_id, organisation_id, owner_id, person_id, purpose, until, scope, purpose_kind, methods)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          datasetId,
          actor.organisationId,
          dataset.ownerOrganisationId,
          actor.personId,
          asked.purpose,
          asked.until,
          asked.scope,
          asked.purposeKind,
          [...new Set(asked.methods)],
        ],
      );
      await transition(tx, 'access_request', id, 'create', { by: actor });
      return { id };
    });
  }

  approve(actor: SignedIn, id: string, { remark, ...given }: Given & { remark?: string | undefined }) {
    return this.deed(actor, id, 'approve', remark, given);
  }

  deed(
    actor: SignedIn,
    id: string,
    deed: RequestDeed,
    remark: string | undefined,
    given: Given = {},
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const request = await queryRow(
        tx,
        Request,
        `SELECT id, status, dataset_id, organisation_id, owner_id, scope, methods, until::text, until < current_date AS past,
           (SELECT o.verified FROM organisation o WHERE o.id = organisation_id) AS verified
         FROM access_request WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!request) throw new Refusal('not_found', { thing: 'access_request', id });
      const answer = may(accessRequestPolicy, actor, `access_request.${deed}`, {
        status: request.status,
        ownerOrganisationId: request.owner_id,
        requesterOrganisationId: request.organisation_id,
        requesterVerified: request.verified,
      });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'access_request', id });
      if (given.methods?.some((method) => !request.methods.includes(method)))
        throw inputRefusal({ path: 'methods', code: 'not_asked_for' });
      if (deed === 'approve' && request.past) throw new Refusal('expired', { until: request.until });
      await transition(tx, 'access_request', id, deed, {
        by: actor,
        remark,
        set: remark ? { remark } : {},
      });
      if (deed === 'approve') await issue(tx, actor, request, given);
    });
  }

  revoke(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdGrant(tx, id);
      const grant = await queryRow(
        tx,
        RevokeRow,
        `SELECT g.status, g.dataset_id, g.organisation_id, d.owner_id FROM access_grant g
         JOIN dataset d ON d.id = g.dataset_id WHERE g.id = $1`,
        [id],
      );
      if (!grant) throw new Refusal('not_found', { thing: 'grant', id });
      const answer = may(grantPolicy, actor, 'grant.revoke', {
        status: grant.status,
        ownerOrganisationId: grant.owner_id,
        granteeOrganisationId: grant.organisation_id,
        proposedById: null,
      });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'grant', id });
      await transition(tx, 'grant', id, 'revoke', { by: actor, remark: reason });
      const held = { id, datasetId: grant.dataset_id, organisationId: grant.organisation_id };
      await cancelRunsUnderGrant(tx, held, actor);
    });
  }
}

async function issue(tx: Tx, actor: SignedIn, request: Request, given: Given): Promise<void> {
  const id = newId();
  await addParty(tx, 'grant', id, request.owner_id, 'own');
  await addParty(tx, 'grant', id, request.organisation_id, 'read');
  await execute(
    tx,
    `INSERT INTO access_grant (id, dataset_id, organisation_id, request_id, expires, scope, methods, uses)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      request.dataset_id,
      request.organisation_id,
      request.id,
      request.until,
      request.scope,
      [...new Set(given.methods ?? request.methods)],
      given.uses ?? null,
    ],
  );
  await transition(tx, 'grant', id, 'issue', { by: actor });
}
