import { Inject, Injectable } from '@nestjs/common';
import type { DismissReason } from '@scenario-lab/contracts/match-marks';
import type { KeptRanking, listMatchWeights, RankingVersion } from '@scenario-lab/contracts/match-weights';
import type { Answer } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { keptRanking, rankingKey } from '@scenario-lab/db/matches/ranking.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { labPolicy } from '@scenario-lab/domain/lab/lab.policy';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { enough, learn, pairsOf } from '@scenario-lab/matching/learn';
import { priorFactors } from '@scenario-lab/matching/parts';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { readJudged } from './outcomes.js';

const mostVersions = 200;

/** Which version ranks; of a broken or missing one the prior does. */
export async function rankingOf(tx: Tx): Promise<RankingVersion> {
  const { versions, chosen, since } = await keptRanking(tx);
  const version = versions.find(({ number }) => number === chosen);
  return version
    ? { number: version.number, factors: version.factors, since }
    : { number: 0, factors: priorFactors, since };
}

const ListRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
});

const FitRow = z.object({
  at: z.date(),
});

/** Weights of matching, learnt from what came of engagements; the prior ranks until another version is chosen. */
const Dismissed = z.object({ reason: word<DismissReason>(), times: z.number().nullable() });

@Injectable()
export class WeightsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  ranking(actor: SignedIn): Promise<RankingVersion> {
    return this.database.asActor(actor, rankingOf);
  }

  list(actor: SignedIn): Promise<Answer<typeof listMatchWeights>> {
    demand(may(labPolicy, actor, 'lab.read_match_weights', { status: null }));
    return this.database.asActor(actor, async (tx) => {
      const { versions, chosen } = await keptRanking(tx);
      const names = await queryRows(
        tx,
        ListRow,
        'SELECT p.id, person_name(p.id) AS name FROM unnest($1::uuid[]) AS p (id)',
        [[...new Set(versions.map(({ personId }) => personId))]],
      );
      const judged = await readJudged(tx, actor);
      return {
        items: versions
          .map(({ personId, ...version }) => ({
            ...version,
            by: names.find(({ id }) => id === personId)?.name ?? '',
            ranks: version.number === chosen,
          }))
          .reverse(),
        outcomes: {
          needs: new Set(judged.map(({ needId }) => needId)).size,
          pairs: pairsOf(judged).length,
          enoughNeeds: enough.needs,
          enoughPairs: enough.pairs,
        },
        dismissals: await queryRows(
          tx,
          Dismissed,
          'SELECT reason, times::int AS times FROM match_dismissals()',
        ),
        allowed: allowed(labPolicy, actor, { status: null }),
      };
    });
  }

  /** Errors: `too_few_outcomes`. */
  fit(actor: SignedIn): Promise<{ number: number; better: boolean }> {
    return this.change(actor, async (tx, before) => {
      const learnt = learn(await readJudged(tx, actor));
      if (!learnt) throw new Refusal('too_few_outcomes', { needs: enough.needs, pairs: enough.pairs });
      const { at } = await queryOne(tx, FitRow, 'SELECT now() AS at');
      const { better, ...rest } = learnt;
      const number = Math.max(0, ...before.versions.map((version) => version.number)) + 1;
      const version = { number, ...rest, at: at.toISOString(), personId: actor.personId };
      return {
        after: { ...before, versions: [...before.versions, version].slice(-mostVersions) },
        event: 'lab.match_weights_fitted',
        remark: `${number}: ${learnt.held.prior.toFixed(3)} → ${learnt.held.learnt.toFixed(3)}`,
        answer: { number, better },
      };
    });
  }

  /** Errors: `not_found`. */
  choose(actor: SignedIn, number: number): Promise<void> {
    return this.change(actor, async (tx, before) => {
      if (number > 0 && !before.versions.some((version) => version.number === number))
        throw new Refusal('not_found', { thing: 'match_weights', id: String(number) });
      const { at } = await queryOne(tx, FitRow, 'SELECT now() AS at');
      return {
        after: { ...before, chosen: number, since: at.toISOString() },
        event: 'lab.match_weights_chosen',
        remark: `${before.chosen} → ${number}`,
        answer: undefined,
      };
    });
  }

  /** One after the other: what a change is told to have replaced is what stood. */
  private change<T>(
    actor: SignedIn,
    work: (
      tx: Tx,
      before: KeptRanking,
    ) => Promise<{ after: KeptRanking; event: string; remark: string; answer: T }>,
  ): Promise<T> {
    demand(may(labPolicy, actor, 'lab.fit_match_weights', { status: null }));
    return this.database.asActor(actor, async (tx) => {
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('${rankingKey}', 0))`);
      const { after, event, remark, answer } = await work(tx, await keptRanking(tx));
      await execute(
        tx,
        `INSERT INTO setting (key, value) VALUES ($1, $2::jsonb) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
        [rankingKey, JSON.stringify(after)],
      );
      await recordEvent(tx, { thing: 'lab', id: actor.organisationId, event, by: actor, remark });
      return answer;
    });
  }
}
