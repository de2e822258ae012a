import { Inject, Injectable } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import type { linkNeed } from '@scenario-lab/contracts/ticket-rates';
import { queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { spotSql } from './rates.query.js';

const LinkRow2 = z.object({
  count: z.number(),
});

@Injectable()
export class NeedsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The tickets of a hot spot the actor sees become what a draft of its own was made of; once each. Errors: `not_found` for
   * a need that is not the actor's draft.
   */
  link(
    actor: SignedIn,
    { scenarioId, category, region, days }: Received<typeof linkNeed>['body'],
  ): Promise<{ tickets: number }> {
    return this.database.asActor(actor, async (tx) => {
      const draft = await queryRow(
        tx,
        z.unknown(),
        `SELECT 1 FROM scenario s JOIN party p ON p.thing_id = s.id AND p.organisation_id = $2 AND p."right" = 'own'
         WHERE s.id = $1 AND s.status = 'draft' FOR UPDATE OF s`,
        [scenarioId, actor.organisationId],
      );
      if (!draft) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
      const { count: tickets } = await queryOne(
        tx,
        LinkRow2,
        `WITH made AS (INSERT INTO ticket_need (ticket_id, scenario_id)
           SELECT t.id, $1 FROM ticket t WHERE ${spotSql} AND t.reported_at >= now() - make_interval(days => $2)
             AND t.category = $3 AND t.region IS NOT DISTINCT FROM $4
           ON CONFLICT DO NOTHING RETURNING 1)
         SELECT count(*)::int AS count FROM made`,
        [scenarioId, days, category, region],
      );
      await recordEvent(tx, {
        thing: 'scenario',
        id: scenarioId,
        event: 'scenario.made_of_tickets',
        by: actor,
        remark: String(tickets),
      });
      return { tickets };
    });
  }
}
