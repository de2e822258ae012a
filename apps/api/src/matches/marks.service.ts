import { Inject, Injectable } from '@nestjs/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { type listMatchMarks, MarkedPair, type markMatch } from '@scenario-lab/contracts/match-marks';
import type { Received } from '@scenario-lab/contracts/route';
import { revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { matchPolicy } from '@scenario-lab/domain/matches/matches.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { markSql } from './marks.js';

interface Pair {
  scenarioId: string;
  solutionId: string;
}

/** What an organisation thinks of a pair: its own members read it, and by row-level security nobody else. */
@Injectable()
export class MarksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  mark(actor: SignedIn, pair: Pair, said: Received<typeof markMatch>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPair(tx, actor, pair);
      await takeBack(tx, pair);
      await execute(
        tx,
        `INSERT INTO match_mark (id, organisation_id, scenario_id, solution_id, mark, reason, words, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          newId(),
          actor.organisationId,
          pair.scenarioId,
          pair.solutionId,
          said.mark,
          said.reason,
          said.words || null,
          actor.personId,
        ],
      );
    });
  }

  unmark(actor: SignedIn, pair: Pair): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPair(tx, actor, pair);
      if ((await takeBack(tx, pair)) === 0)
        throw new Refusal('not_found', { thing: 'match_mark', id: pair.solutionId });
    });
  }

  list(actor: SignedIn, of: Received<typeof listMatchMarks>['query']): Promise<MarkedPair[]> {
    return this.database.asActor(actor, (tx) =>
      queryRows(
        tx,
        MarkedPair,
        `SELECT jsonb_build_object('id', s.id, 'title', s.need->'title', 'owner', jsonb_build_object('id', d.id, 'name', d.name)) AS scenario,
           jsonb_build_object('id', n.id, 'title', (${revisionSql(actor, 'n')})->'title',
             'owner', jsonb_build_object('id', v.id, 'name', v.name)) AS solution,
           ${markSql('m')} AS mark,
           (SELECT e.id FROM engagement e WHERE e.scenario_id = m.scenario_id AND e.solution_id = m.solution_id
              AND e.status = ANY($3)) AS "engagementId"
         FROM match_mark m JOIN scenario s ON s.id = m.scenario_id JOIN organisation d ON d.id = s.owner_id
           JOIN solution n ON n.id = m.solution_id JOIN organisation v ON v.id = n.owner_id
         WHERE m.taken_back_at IS NULL AND ($1::uuid IS NULL OR m.scenario_id = $1) AND ($2::uuid IS NULL OR m.solution_id = $2)
           AND (${revisionSql(actor, 'n')}) IS NOT NULL
         ORDER BY m.at DESC, m.id LIMIT 500`,
        [of.scenarioId ?? null, of.solutionId ?? null, engagementMachine.live],
      ),
    );
  }
}

const HoldPairRow = z.object({
  owner_id: z.string(),
});

/** The pair, if the actor sees both and may mark it; one of two who mark it at once goes first. */
async function holdPair(tx: Tx, actor: SignedIn, { scenarioId, solutionId }: Pair): Promise<void> {
  const need = await queryRow(tx, HoldPairRow, 'SELECT owner_id FROM scenario WHERE id = $1', [scenarioId]);
  if (!need) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
  const card = await queryRow(
    tx,
    HoldPairRow,
    `SELECT s.owner_id FROM solution s WHERE s.id = $1 AND (${revisionSql(actor, 's')}) IS NOT NULL`,
    [solutionId],
  );
  if (!card) throw new Refusal('not_found', { thing: 'solution', id: solutionId });
  demand(
    may(matchPolicy, actor, 'match.mark', {
      status: null,
      vendorOrganisationId: card.owner_id,
      departmentOrganisationId: need.owner_id,
    }),
  );
  const key = `mark ${actor.organisationId} ${scenarioId} ${solutionId}`;
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
}

async function takeBack(tx: Tx, { scenarioId, solutionId }: Pair): Promise<number> {
  const count = await execute(
    tx,
    `UPDATE match_mark SET taken_back_at = now() WHERE organisation_id = app_org() AND scenario_id = $1 AND solution_id = $2
       AND taken_back_at IS NULL`,
    [scenarioId, solutionId],
  );
  return count;
}
