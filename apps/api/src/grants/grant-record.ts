import type { Grant } from '@scenario-lab/contracts/grants';
import { holdGrant } from '@scenario-lab/db/access/hold-grant';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { type GrantFacts, grantPolicy } from '@scenario-lab/domain/access/access.policy';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

export const GrantRecord = z.object({
  id: z.string(),
  status: word<Grant['status']>(),
  dataset_id: z.string(),
  dataset_title: json<Grant['dataset']['title']>().nullable(),
  access_mode: z.string(),
  owner: json<Grant['owner']>(),
  grantee: json<Grant['grantee']>(),
  /** YYYY-MM-DD, its last day. */
  until: z.string(),
  left: z.number(),
  purpose_kind: word<Grant['purposeKind']>(),
  purpose: z.string().nullable(),
  methods: json<Grant['methods']>(),
  uses: z.number().nullable(),
  used: z.number(),
  terms: z.number(),
  /** The addendum that waits for an answer. */
  waiting: z.number().nullable(),
  proposed_by: z.string().nullable(),
});
export type GrantRecord = z.output<typeof GrantRecord>;

/** Row-level security shows a contract to its two sides and to the lab; a lapse nobody has noted yet is one. */
const select = `SELECT g.id, CASE WHEN g.status = 'active' AND g.expires < current_date THEN 'expired' ELSE g.status END AS status,
    g.dataset_id, coalesce(d.listed, d.card)->'title' AS dataset_title, coalesce(d.access_mode, 'sandbox_only') AS access_mode,
    jsonb_build_object('id', o.id, 'name', o.name) AS owner, jsonb_build_object('id', t.id, 'name', t.name) AS grantee,
    g.expires::text AS until, g.expires - current_date AS left, g.purpose_kind, g.purpose, g.methods, g.uses, g.used, g.terms,
    w.number AS waiting, w.proposed_by_id AS proposed_by
  FROM access_grant g LEFT JOIN dataset d ON d.id = g.dataset_id
    LEFT JOIN access_request r ON r.id = g.request_id
    JOIN organisation o ON o.id = coalesce(d.owner_id, r.owner_id) JOIN organisation t ON t.id = g.organisation_id
    LEFT JOIN grant_terms w ON w.grant_id = g.id AND w.agreed_at IS NULL AND w.declined_at IS NULL AND w.withdrawn_at IS NULL
  WHERE g.id = $1`;

export const grantFactsOf = (record: GrantRecord): GrantFacts => ({
  status: record.status,
  ownerOrganisationId: record.owner.id,
  granteeOrganisationId: record.grantee.id,
  proposedById: record.proposed_by,
});

/** Errors: `not_found`, and what the policy says. */
export async function readGrantRecord(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof grantPolicy>,
): Promise<GrantRecord> {
  const record = await queryRow(tx, GrantRecord, select, [id]);
  if (!record) throw new Refusal('not_found', { thing: 'grant', id });
  const answer = may(grantPolicy, actor, action, grantFactsOf(record));
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'grant', id });
  return record;
}

/** The same, and nobody else does anything to the contract until the transaction ends. */
export async function holdGrantRecord(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof grantPolicy>,
): Promise<GrantRecord> {
  await holdGrant(tx, id);
  return readGrantRecord(tx, actor, id, action);
}
