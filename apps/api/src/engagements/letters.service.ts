import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { inviteSeveral, Letter } from '@scenario-lab/contracts/letters';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { beginEngagement } from './begin-engagement.js';

type Said = Received<typeof inviteSeveral>['body'];
type Told = Answer<typeof inviteSeveral>;
type Skip = Told['skipped'][number]['why'];

const Card = z.object({
  id: z.string(),
  vendor_id: z.string(),
  listed: z.boolean(),
  engaged: z.boolean(),
});
type Card = z.output<typeof Card>;

const ListRow = z.object({
  id: z.string(),
});

type ListAnswer = Omit<Letter, 'at'> & { at: Date };

const ListRow2 = z.object({
  organisation: json<ListAnswer['organisation']>(),
  id: z.string(),
  by: z.string(),
  sha256: z.string(),
  to: json<ListAnswer['to']>(),
  text: z.string(),
  at: z.date(),
});

/** One letter to several vendors. Each has an engagement of its own; who got the same letter stands with the sender alone. */
@Injectable()
export class LettersService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `not_found`, `wrong_status` unless the need is published, `duplicate` where somebody opens one meanwhile. */
  send(actor: SignedIn, scenarioId: string, said: Said): Promise<Told> {
    return this.database
      .asActor(actor, async (tx) => {
        const department = await addressed(tx, actor, scenarioId);
        // Two of the same letter at once: the second finds everybody engaged.
        await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`letter ${scenarioId}`]);
        const chosen = [...new Set(said.solutionIds)];
        const cards = await readCards(tx, scenarioId, chosen);
        const unknown = chosen.flatMap((id) =>
          cards.has(id) ? [] : [{ path: `solutionIds.${said.solutionIds.indexOf(id)}`, code: 'not_found' }],
        );
        if (unknown.length > 0) throw inputRefusal(...unknown);
        const judged = judge(
          chosen.map((id) => cards.get(id)!),
          department,
        );
        const skipped = judged.flatMap(({ card, why }) => (why ? [{ solutionId: card.id, why }] : []));
        const left = judged.filter(({ why }) => why === null);
        if (left.length === 0) return { letterId: null, invited: [], skipped };
        const letterId = newId();
        await execute(
          tx,
          `INSERT INTO invitation_letter (id, scenario_id, department_id, organisation_id, person_id, text, sha256)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [
            letterId,
            scenarioId,
            department,
            actor.organisationId,
            actor.personId,
            said.text,
            createHash('sha256').update(said.text).digest('hex'),
          ],
        );
        const invited: Told['invited'] = [];
        for (const [place, { card, why }] of judged.entries()) {
          const sides = { vendor_id: card.vendor_id, department_id: department };
          const opening = { scenarioId, solutionId: card.id, proposal: said.text, predictions: [] };
          const engagementId = why ? null : await beginEngagement(tx, actor, 'invite', sides, opening);
          if (engagementId) invited.push({ solutionId: card.id, engagementId });
          await execute(
            tx,
            `INSERT INTO invitation_letter_to (letter_id, solution_id, place, vendor_id, engagement_id, skipped)
             VALUES ($1, $2, $3, $4, $5, $6)`,
            [letterId, card.id, place, card.vendor_id, engagementId, why],
          );
        }
        return { letterId, invited, skipped };
      })
      .catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal('duplicate', { thing: 'engagement' }) : error;
      });
  }

  /** Row-level security shows them to the department and the lab; whoever got one reads the words in its own engagement. */
  list(actor: SignedIn, scenarioId: string): Promise<Letter[]> {
    return this.database.asActor(actor, async (tx) => {
      const need = await queryRow(tx, ListRow, 'SELECT id FROM scenario WHERE id = $1', [scenarioId]);
      if (!need) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
      const rows = await queryRows(
        tx,
        ListRow2,
        `SELECT l.id, l.at, coalesce(person_name(l.person_id), '') AS by,
           jsonb_build_object('id', o.id, 'name', o.name) AS organisation, l.text, l.sha256,
           (SELECT jsonb_agg(jsonb_build_object(
               'solution', jsonb_build_object('id', t.solution_id, 'title', coalesce(f.solution_title, n.listed->'title', '{}')),
               'vendor', jsonb_build_object('id', v.id, 'name', v.name), 'engagementId', t.engagement_id,
               'status', e.status, 'skipped', t.skipped) ORDER BY t.place)
             FROM invitation_letter_to t JOIN organisation v ON v.id = t.vendor_id
               LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN engagement_face f ON f.engagement_id = t.engagement_id
               LEFT JOIN solution n ON n.id = t.solution_id
             WHERE t.letter_id = l.id) AS "to"
         FROM invitation_letter l JOIN organisation o ON o.id = l.organisation_id
         WHERE l.scenario_id = $1 ORDER BY l.at DESC, l.id LIMIT 100`,
        [scenarioId],
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    });
  }
}

const AddressedRow = z.object({
  owner_id: z.string(),
  status: z.string(),
});

/** The department whose need it is, once the actor may write for it. */
async function addressed(tx: Tx, actor: SignedIn, scenarioId: string): Promise<string> {
  const need = await queryRow(tx, AddressedRow, 'SELECT owner_id, status FROM scenario WHERE id = $1', [
    scenarioId,
  ]);
  if (!need) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
  demand(
    may(engagementPolicy, actor, 'engagement.invite', {
      status: null,
      vendorOrganisationId: '',
      partnerOrganisationIds: [],
      pilotLive: false,
      departmentOrganisationId: need.owner_id,
    }),
  );
  if (need.status !== 'published')
    throw new Refusal('wrong_status', { thing: 'scenario', status: need.status });
  return need.owner_id;
}

/** `engaged`: its vendor talks about this need already, with whichever card. */
async function readCards(tx: Tx, scenarioId: string, ids: readonly string[]): Promise<Map<string, Card>> {
  const cards = await queryRows(
    tx,
    Card,
    `SELECT n.id, n.owner_id AS vendor_id, n.listed IS NOT NULL AND n.status <> 'delisted' AS listed,
       EXISTS (SELECT 1 FROM engagement e WHERE e.scenario_id = $1 AND e.vendor_id = n.owner_id AND e.status = ANY($3)) AS engaged
     FROM solution n WHERE n.id = ANY($2)`,
    [scenarioId, ids, engagementMachine.live],
  );
  return new Map(cards.map((card) => [card.id, card]));
}

function judge(cards: readonly Card[], department: string): { card: Card; why: Skip | null }[] {
  const written = new Set<string>();
  return cards.map((card) => {
    const why = !card.listed
      ? 'not_listed'
      : card.vendor_id === department
        ? 'own_organisation'
        : card.engaged
          ? 'engaged'
          : written.has(card.vendor_id)
            ? 'named_twice'
            : null;
    if (why === null) written.add(card.vendor_id);
    return { card, why };
  });
}
