import { Inject, Injectable } from '@nestjs/common';
import type { listControlGroups } from '@scenario-lab/contracts/control-groups';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readControlGroups, readKinProposals } from '@scenario-lab/db/organisations/kinship.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { controlGroupPolicy } from '@scenario-lab/domain/control-groups/control-groups.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

type List = Answer<typeof listControlGroups>;
type Dated<T extends { at: string }> = Omit<T, 'at'> & { at: Date };

@Injectable()
export class ControlGroupsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn): Promise<List> {
    return this.database.asActor(actor, async (tx) => ({
      groups: await readControlGroups(tx),
      proposals: await readKinProposals(tx),
      decisions: await decisionsOf(tx),
      history: await historyOf(tx),
      allowed: allowed(controlGroupPolicy, actor, { status: null }),
    }));
  }
}

const dated = <T extends { at: string }>(rows: Dated<T>[]) =>
  rows.map((row) => ({ ...row, at: row.at.toISOString() }) as unknown as T);

const DecisionsOfRow = z.object({
  value: z.string(),
  id: z.string(),
  kind: word<'person' | 'address' | 'artifact' | 'credit_code' | 'email_domain'>(),
  by: z.string(),
  reason: z.string(),
  accepted: z.boolean(),
  other: json<{
    id: string;
    name: { zh?: string | undefined; en?: string | undefined };
    verified: boolean;
  }>(),
  one: json<{ id: string; name: { zh?: string | undefined; en?: string | undefined }; verified: boolean }>(),
  at: z.date(),
});

async function decisionsOf(tx: Tx): Promise<List['decisions']> {
  return dated<List['decisions'][number]>(
    await queryRows(
      tx,
      DecisionsOfRow,
      `SELECT d.id, d.kind, d.value, d.accepted, d.reason, coalesce(person_name(d.person_id), '') AS by, d.at,
         jsonb_build_object('id', o.id, 'name', o.name, 'verified', o.verified) AS one,
         jsonb_build_object('id', p.id, 'name', p.name, 'verified', p.verified) AS other
       FROM kin_decision d JOIN organisation o ON o.id = d.one_id JOIN organisation p ON p.id = d.other_id
       ORDER BY d.id DESC LIMIT 100`,
    ),
  );
}

const HistoryOfRow = z.object({
  id: z.string(),
  name: z.string(),
  by: z.string(),
  reason: z.string(),
  event: word<'dissolved' | 'changed' | 'made'>(),
  at: z.date(),
});

async function historyOf(tx: Tx): Promise<List['history']> {
  return dated<List['history'][number]>(
    await queryRows(
      tx,
      HistoryOfRow,
      `SELECT e.id, split_part(e.event, '.', 2) AS event, g.name, coalesce(r.text, '') AS reason,
         coalesce(person_name(e.person_id), '') AS by, e.at
       FROM event e JOIN control_group g ON g.id = e.thing_id LEFT JOIN remark r ON r.event_id = e.id
       WHERE e.thing = 'control_group' ORDER BY e.id DESC LIMIT 100`,
    ),
  );
}
