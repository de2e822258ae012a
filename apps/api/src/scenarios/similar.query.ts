import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { similarScenarios } from '@scenario-lab/contracts/scenarios';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { similarNeeds } from '@scenario-lab/matching/similar';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { publishedNeeds } from '../listing/need-index.js';

type SimilarAnswer = Omit<Answer<typeof similarScenarios>[number], 'likeness'>;

const SimilarRow = z.object({
  id: z.string(),
  title: json<SimilarAnswer['title']>(),
  owner: json<SimilarAnswer['owner']>(),
});

@Injectable()
export class SimilarQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  similar(
    actor: SignedIn,
    { text, except }: Received<typeof similarScenarios>['body'],
  ): Promise<Answer<typeof similarScenarios>> {
    return this.database.asActor(actor, async (tx) => {
      const found = similarNeeds(text, (await publishedNeeds(tx)).index, { except });
      if (found.length === 0) return [];
      const rows = await queryRows(
        tx,
        SimilarRow,
        `SELECT s.id, s.need->'title' AS title, jsonb_build_object('id', o.id, 'name', o.name) AS owner
         FROM scenario s JOIN organisation o ON o.id = s.owner_id WHERE s.id = ANY($1)`,
        [found.map(({ id }) => id)],
      );
      return found.flatMap(({ id, likeness }) => {
        const row = rows.find((one) => one.id === id);
        return row ? [{ ...row, likeness }] : [];
      });
    });
  }
}
