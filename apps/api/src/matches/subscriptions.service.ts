import { Inject, Injectable } from '@nestjs/common';
import {
  type listMatchSubscriptions,
  type MatchDigest,
  mostSubscriptions,
  type SubscribedThing,
} from '@scenario-lab/contracts/match-marks';
import type { Answer } from '@scenario-lab/contracts/route';
import { revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { digestDepth } from '@scenario-lab/domain/matches/digest';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { MatchesQuery } from './matches.query.js';

type Subscription = Answer<typeof listMatchSubscriptions>[number];

type ListAnswer = Omit<Subscription, 'since'> & { since: Date };

const ListRow = z.object({
  id: z.string(),
  title: json<NonNullable<ListAnswer['title']>>().nullable(),
  thing: word<ListAnswer['thing']>(),
  since: z.date(),
});

type DigestsAnswer = Omit<MatchDigest, 'at'> & { at: Date };

const DigestsRow = z.object({
  matches: json<DigestsAnswer['matches']>(),
  id: z.string(),
  at: z.date(),
});

/** Rows of the person alone; row-level security sees to it, so no policy is asked. */
@Injectable()
export class SubscriptionsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly matches: MatchesQuery,
  ) {}

  list(actor: SignedIn): Promise<Subscription[]> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        ListRow,
        `SELECT m.thing, m.thing_id AS id, m.created_at AS since, coalesce(s.need->'title', (${revisionSql(actor, 'n')})->'title') AS title
         FROM match_subscription m LEFT JOIN scenario s ON m.thing = 'scenario' AND s.id = m.thing_id
           LEFT JOIN solution n ON m.thing = 'solution' AND n.id = m.thing_id
         ORDER BY m.created_at DESC, m.thing_id`,
      );
      return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
    });
  }

  /** What is on the list today is known: only what comes later is told. */
  async subscribe(actor: SignedIn, thing: SubscribedThing, id: string): Promise<void> {
    const list = await (thing === 'scenario'
      ? this.matches.forScenario(actor, id, digestDepth)
      : this.matches.forSolution(actor, id, digestDepth));
    await this.database.asActor(actor, async (tx) => {
      await roomFor(tx, actor);
      await execute(
        tx,
        `INSERT INTO match_subscription (person_id, organisation_id, thing, thing_id) VALUES (app_person(), app_org(), $1, $2)
         ON CONFLICT DO NOTHING`,
        [thing, id],
      );
      await execute(
        tx,
        `INSERT INTO match_told (person_id, organisation_id, scenario_id, solution_id, "of", score)
         SELECT app_person(), app_org(), x.scenario, x.solution, $1, x.score
         FROM jsonb_to_recordset($2::jsonb) AS x (scenario uuid, solution uuid, score float8) ON CONFLICT DO NOTHING`,
        [
          thing,
          JSON.stringify(
            list.map(({ scenario, solution, score }) => ({
              scenario: scenario.id,
              solution: solution.id,
              score,
            })),
          ),
        ],
      );
    });
  }

  unsubscribe(actor: SignedIn, thing: SubscribedThing, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await execute(tx, 'DELETE FROM match_subscription WHERE thing = $1 AND thing_id = $2', [thing, id]);
    });
  }

  digests(actor: SignedIn): Promise<MatchDigest[]> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        DigestsRow,
        `SELECT d.id, d.at, coalesce((SELECT jsonb_agg(jsonb_build_object('of', t."of", 'score', t.score,
               'scenario', jsonb_build_object('id', s.id, 'title', s.need->'title'),
               'solution', jsonb_build_object('id', n.id, 'title', (${revisionSql(actor, 'n')})->'title'),
               'owner', jsonb_build_object('id', o.id, 'name', o.name))
               ORDER BY t."of", CASE t."of" WHEN 'scenario' THEN s.id ELSE n.id END, t.score DESC, n.id, s.id)
             FROM match_told t JOIN scenario s ON s.id = t.scenario_id JOIN solution n ON n.id = t.solution_id
               JOIN organisation o ON o.id = CASE t."of" WHEN 'scenario' THEN n.owner_id ELSE s.owner_id END
             WHERE t.digest_id = d.id AND (${revisionSql(actor, 'n')}) IS NOT NULL), '[]') AS matches
         FROM match_digest d ORDER BY d.at DESC, d.id LIMIT 12`,
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    });
  }
}

const RoomForRow = z.object({
  count: z.number(),
});

/** Two of one person's requests at once do not pass the limit together. */
async function roomFor(tx: Tx, actor: SignedIn): Promise<void> {
  const key = `match_subscription ${actor.personId}`;
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const { count } = await queryOne(tx, RoomForRow, 'SELECT count(*)::int AS count FROM match_subscription');
  if (count >= mostSubscriptions) throw new Refusal('quota_exhausted', { of: mostSubscriptions });
}
