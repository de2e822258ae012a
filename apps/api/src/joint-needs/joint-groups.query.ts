import { Inject, Injectable } from '@nestjs/common';
import { type listJointGroups, mostJoined } from '@scenario-lab/contracts/joint-needs';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { groupNeeds, type NeedGroup } from '@scenario-lab/matching/joint';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { publishedNeeds } from '../listing/need-index.js';

type Groups = Answer<typeof listJointGroups>;
type Member = Groups['groups'][number]['needs'][number];

/** Published needs that stand alone: in no joint need, none themselves, and with no call that vendors are answering. */
export const aloneSql = `s.status = 'published'
  AND NOT EXISTS (SELECT 1 FROM joint_need j WHERE j.scenario_id = s.id AND j.status <> 'dissolved')
  AND NOT EXISTS (SELECT 1 FROM joint_member m JOIN joint_need j ON j.id = m.joint_need_id WHERE m.scenario_id = s.id
    AND m.state IN ('asked', 'agreed') AND j.status NOT IN ('new', 'dissolved'))
  AND NOT EXISTS (SELECT 1 FROM open_call c WHERE c.scenario_id = s.id
    AND c.status IN ('keyed', 'open', 'opened', 'consensus', 'recommended', 'standstill'))`;

const MemberRow = z.object({
  id: z.string(),
  title: json<Member['title']>(),
  owner: json<Member['owner']>(),
});

const ReadRow = z.object({
  month: z.string(),
});

/** This month's groups of similar needs, by the same words that warn of posting a need twice. */
@Injectable()
export class JointGroupsQuery {
  private known: { state: string; groups: NeedGroup[] } | null = null;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn, least: number): Promise<Groups> {
    return this.database.asActor(actor, async (tx) => {
      const { index, state: words } = await publishedNeeds(tx);
      const alone = await queryRows(
        tx,
        MemberRow,
        `SELECT s.id, s.need->'title' AS title, jsonb_build_object('id', o.id, 'name', o.name) AS owner
         FROM scenario s JOIN organisation o ON o.id = s.owner_id WHERE ${aloneSql} ORDER BY s.id`,
      );
      const needs = new Map(alone.map((need) => [need.id, need]));
      const state = JSON.stringify([words, least, alone.map(({ id, owner }) => [id, owner.id])]);
      if (this.known?.state !== state) {
        const ownerOf = (id: string) => needs.get(id)?.owner.id ?? null;
        this.known = { state, groups: groupNeeds(index, { least, ownerOf, atMost: mostJoined }) };
      }
      const { month } = await queryOne(tx, ReadRow, `SELECT to_char(current_date, 'YYYY-MM') AS month`);
      return {
        month,
        least,
        compared: alone.length,
        groups: this.known.groups.map(({ ids, ...group }) => ({
          ...group,
          needs: ids.flatMap((id) => needs.get(id) ?? []),
        })),
      };
    });
  }
}
