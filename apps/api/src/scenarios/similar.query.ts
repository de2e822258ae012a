import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { SaveScenario, similarScenarios } from '@scenario-lab/contracts/scenarios';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { buildNeedIndex, type NeedIndex, similarNeeds } from '@scenario-lab/matching/similar';
import { DATABASE } from '../http/tokens.js';
import { labGlossary } from '../listing/lab-glossary.js';

@Injectable()
export class SimilarQuery {
  private known: { state: string; index: NeedIndex } | null = null;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  similar(
    actor: SignedIn,
    { text, except }: Received<typeof similarScenarios>['body'],
  ): Promise<Answer<typeof similarScenarios>> {
    return this.database.asActor(actor, async (tx) => {
      const found = similarNeeds(text, await this.index(tx), { except });
      if (found.length === 0) return [];
      const rows = (await tx.query(
        `SELECT s.id, s.need->'title' AS title, jsonb_build_object('id', o.id, 'name', o.name) AS owner
         FROM scenario s JOIN organisation o ON o.id = s.owner_id WHERE s.id = ANY($1)`,
        [found.map(({ id }) => id)],
      )) as Omit<Answer<typeof similarScenarios>[number], 'likeness'>[];
      return found.flatMap(({ id, likeness }) => {
        const row = rows.find((one) => one.id === id);
        return row ? [{ ...row, likeness }] : [];
      });
    });
  }

  /** Words of what everybody may see, cut once and kept until one of the needs changes. */
  private async index(tx: Tx): Promise<NeedIndex> {
    const words = await labGlossary(tx);
    const [{ state: texts }] = await tx.query(
      `SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') AS state FROM scenario WHERE status = 'published'`,
    );
    const state = `${texts} ${words.state}`;
    if (this.known?.state === state) return this.known!.index;
    const rows = (await tx.query(`SELECT id, need FROM scenario WHERE status = 'published' ORDER BY id`)) as {
      id: string;
      need: SaveScenario;
    }[];
    const index = buildNeedIndex(
      rows.map(({ id, need }) => ({
        id,
        title: need.title,
        text: {
          zh: [need.problem?.zh, need.users?.zh, need.today?.zh].filter(Boolean).join('\n'),
          en: [need.problem?.en, need.users?.en, need.today?.en].filter(Boolean).join('\n'),
        },
      })),
      words.glossary,
    );
    this.known = { state, index };
    return index;
  }
}
