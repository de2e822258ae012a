import { Inject, Injectable } from '@nestjs/common';
import type { listControlGroups } from '@scenario-lab/contracts/control-groups';
import type { Answer } from '@scenario-lab/contracts/route';
import type { Database, Tx } from '@scenario-lab/db/database';
import { readControlGroups, readKinProposals } from '@scenario-lab/db/organisations/kinship.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { controlGroupPolicy } from '@scenario-lab/domain/control-groups/control-groups.policy';
import { allowed } from '@scenario-lab/domain/policy';
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

async function decisionsOf(tx: Tx): Promise<List['decisions']> {
  return dated<List['decisions'][number]>(
    await tx.query(
      `SELECT d.id, d.kind, d.value, d.accepted, d.reason, coalesce(person_name(d.person_id), '') AS by, d.at,
         jsonb_build_object('id', o.id, 'name', o.name, 'verified', o.verified) AS one,
         jsonb_build_object('id', p.id, 'name', p.name, 'verified', p.verified) AS other
       FROM kin_decision d JOIN organisation o ON o.id = d.one_id JOIN organisation p ON p.id = d.other_id
       ORDER BY d.id DESC LIMIT 100`,
    ),
  );
}

async function historyOf(tx: Tx): Promise<List['history']> {
  return dated<List['history'][number]>(
    await tx.query(
      `SELECT e.id, split_part(e.event, '.', 2) AS event, g.name, coalesce(r.text, '') AS reason,
         coalesce(person_name(e.person_id), '') AS by, e.at
       FROM event e JOIN control_group g ON g.id = e.thing_id LEFT JOIN remark r ON r.event_id = e.id
       WHERE e.thing = 'control_group' ORDER BY e.id DESC LIMIT 100`,
    ),
  );
}
