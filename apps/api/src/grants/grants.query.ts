import { Inject, Injectable } from '@nestjs/common';
import type { Grant, GrantTerms } from '@scenario-lab/contracts/grants';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { grantPolicy } from '@scenario-lab/domain/access/access.policy';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { grantFactsOf, readGrantRecord } from './grant-record.js';

/** A dataset taken back since is no longer there to name. */
export const delisted = { zh: '（数据集已下架）', en: '(dataset no longer listed)' };

@Injectable()
export class GrantsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn, id: string): Promise<Grant> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readGrantRecord(tx, actor, id, 'grant.read');
      return {
        id: record.id,
        dataset: { id: record.dataset_id, title: record.dataset_title ?? delisted },
        owner: record.owner,
        grantee: record.grantee,
        status: record.status,
        until: record.until,
        purposeKind: record.purpose_kind,
        purpose: record.purpose,
        methods: record.methods,
        uses: record.uses,
        terms: record.terms,
        used: record.used,
        left: record.status === 'active' ? record.left : null,
        side: belongs(actor, record.grantee.id)
          ? 'grantee'
          : belongs(actor, record.owner.id)
            ? 'owner'
            : 'lab',
        versions: await versionsOf(tx, id, record.terms),
        stopped: await stoppedBy(tx, id),
        allowed: allowed(grantPolicy, actor, grantFactsOf(record)).filter((one) => one !== 'grant.read'),
      };
    });
  }
}

const TermsRow = z.object({
  number: z.number(),
  until: z.string(),
  purpose_kind: word<GrantTerms['purposeKind']>(),
  purpose: z.string().nullable(),
  methods: json<GrantTerms['methods']>(),
  uses: z.number().nullable(),
  proposed_by: json<NonNullable<GrantTerms['proposedBy']>>().nullable(),
  created_at: z.date(),
  reason: z.string().nullable(),
  agreed_at: z.date().nullable(),
  declined_at: z.date().nullable(),
  withdrawn_at: z.date().nullable(),
  answer: z.string().nullable(),
  taken: z.number(),
});
type TermsRow = z.output<typeof TermsRow>;

async function versionsOf(tx: Tx, id: string, inForce: number): Promise<GrantTerms[]> {
  const rows = await queryRows(
    tx,
    TermsRow,
    `SELECT v.number, v.expires::text AS until, v.purpose_kind, v.purpose, v.methods, v.uses, v.created_at, v.reason, v.agreed_at,
       v.declined_at, v.withdrawn_at, v.answer,
       (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = v.proposed_by_id) AS proposed_by,
       (SELECT count(*)::int FROM data_use u WHERE u.grant_id = v.grant_id AND u.terms = v.number) AS taken
     FROM grant_terms v WHERE v.grant_id = $1 ORDER BY v.number DESC`,
    [id],
  );
  const stateOf = (row: TermsRow): GrantTerms['state'] => {
    if (row.declined_at) return 'declined';
    if (row.withdrawn_at) return 'withdrawn';
    if (!row.agreed_at) return 'proposed';
    return row.number === inForce ? 'in_force' : 'replaced';
  };
  return rows.map((row) => ({
    number: row.number,
    until: row.until,
    purposeKind: row.purpose_kind,
    purpose: row.purpose,
    methods: row.methods,
    uses: row.uses,
    state: stateOf(row),
    proposedBy: row.proposed_by,
    proposedAt: row.created_at.toISOString(),
    reason: row.reason,
    answeredAt: (row.agreed_at ?? row.declined_at ?? row.withdrawn_at)?.toISOString() ?? null,
    answer: row.answer,
    taken: row.taken,
  }));
}

type StoppedByAnswer = Omit<Grant['stopped'][number], 'at'> & { at: Date };

const StoppedByRow = z.object({
  id: z.string(),
  kind: word<StoppedByAnswer['kind']>(),
  cause: word<StoppedByAnswer['cause']>(),
  at: z.date(),
});

async function stoppedBy(tx: Tx, id: string): Promise<Grant['stopped']> {
  const rows = await queryRows(
    tx,
    StoppedByRow,
    `SELECT kind, thing_id AS id, cause, at FROM grant_stop WHERE grant_id = $1 ORDER BY at DESC, id DESC LIMIT 200`,
    [id],
  );
  return rows.map(({ at, ...one }) => ({ ...one, at: at.toISOString() }));
}
