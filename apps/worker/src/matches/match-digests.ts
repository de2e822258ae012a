import type { Text } from '@scenario-lab/contracts/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import { execute, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import {
  bySolution,
  readNeeds,
  readPublishedCards,
  readResults,
  readSockets,
} from '@scenario-lab/db/matches/match-rows.queries';
import { keptRanking } from '@scenario-lab/db/matches/ranking.queries';
import { synonymLines } from '@scenario-lab/db/synonyms/synonyms.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import { digestDepth, digestScore, digestTitle } from '@scenario-lab/domain/matches/digest';
import { buildCorpus, type Corpus } from '@scenario-lab/matching/corpus';
import type { ScenarioFeatures, SolutionFeatures } from '@scenario-lab/matching/features';
import { evidenceOf, needFeatures, solutionFeatures } from '@scenario-lab/matching/from-rows';
import { glossaryOf } from '@scenario-lab/matching/glossary';
import { synonymsInForce } from '@scenario-lab/matching/lab-synonyms';
import { type Factors, priorFactors } from '@scenario-lab/matching/parts';
import { type Ranked, rank, rankScenarios } from '@scenario-lab/matching/rank';
import { z } from 'zod';

/** Needs and cards as everybody may know them: a digest tells nobody of a result that is not public. */
interface Ground {
  needs: Map<string, ScenarioFeatures>;
  cards: Map<string, SolutionFeatures>;
  corpus: Corpus;
  factors: Factors;
  asOf: string;
}
const Subscription = z.object({
  person_id: z.string(),
  thing: word<'scenario' | 'solution'>(),
  thing_id: z.string(),
  belongs: z.boolean(),
});
type Subscription = z.output<typeof Subscription>;
interface News extends Ranked {
  of: Subscription['thing'];
}

/** A week begins with Monday in the lab's zone. */
const due = `looked_at < date_trunc('week', now())`;

const MatchDigestsOnceRow = z.object({
  id: z.string(),
});

/** Once a week, per organisation: what is new on the lists its people subscribed to. Who has nothing new is told nothing. */
export async function matchDigestsOnce({ db }: { db: SystemDatabase }): Promise<void> {
  const organisations = await db.asSystem((tx) =>
    queryRows(
      tx,
      MatchDigestsOnceRow,
      `SELECT DISTINCT organisation_id AS id FROM match_subscription WHERE ${due} LIMIT 500`,
    ),
  );
  if (organisations.length === 0) return;
  const ground = await db.asSystem(readGround);
  for (const { id } of organisations) await db.asSystem((tx) => digest(tx, id, ground));
}

const ReadGroundRow = z.object({
  day: z.string(),
});

async function readGround(tx: Tx): Promise<Ground> {
  const needs = await readNeeds(tx, 'published', 'public');
  const sockets = bySolution(await readSockets(tx, null));
  const results = bySolution(await readResults(tx, null, 'public'));
  const cards = (await readPublishedCards(tx)).map((card) =>
    solutionFeatures(card, sockets.get(card.id) ?? [], (results.get(card.id) ?? []).flatMap(evidenceOf)),
  );
  const { versions, chosen } = await keptRanking(tx);
  const { day } = await queryOne(tx, ReadGroundRow, 'SELECT current_date::text AS day');
  return {
    needs: new Map(needs.map((need) => [need.id, needFeatures(need)])),
    cards: new Map(cards.map((card) => [card.id, card])),
    corpus: buildCorpus(cards, glossaryOf(synonymsInForce(await synonymLines(tx)))),
    factors: versions.find(({ number }) => number === chosen)?.factors ?? priorFactors,
    asOf: day,
  };
}

/** All of one organisation in one transaction, and one event of it: its people are told by one decision. */
async function digest(tx: Tx, organisationId: string, ground: Ground): Promise<void> {
  const subscriptions = await queryRows(
    tx,
    Subscription,
    `SELECT s.person_id, s.thing, s.thing_id, EXISTS (SELECT 1 FROM membership m JOIN person p ON p.id = m.person_id AND NOT p.suspended
       WHERE m.person_id = s.person_id AND m.organisation_id = s.organisation_id) AS belongs
     FROM match_subscription s WHERE s.organisation_id = $1 AND ${due.replace('looked_at', 's.looked_at')}
     ORDER BY s.person_id, s.created_at, s.thing_id FOR UPDATE OF s SKIP LOCKED`,
    [organisationId],
  );
  const settled = await settledPairs(tx, organisationId);
  let eventId: string | null = null;
  for (const personId of new Set(subscriptions.map(({ person_id }) => person_id))) {
    const mine = subscriptions.filter((one) => one.person_id === personId && one.belongs);
    const news = await newsOf(tx, { personId, organisationId, mine, settled }, ground);
    if (news.length > 0) {
      eventId ??= await recordEvent(tx, {
        thing: 'organisation',
        id: organisationId,
        event: 'organisation.matches_found',
      });
      await write(tx, { personId, organisationId, eventId, news, ground });
    }
    await execute(
      tx,
      `UPDATE match_subscription SET looked_at = now() WHERE organisation_id = $1 AND person_id = $2 AND ${due}`,
      [organisationId, personId],
    );
  }
}

const keyOf = (pair: { scenarioId: string; solutionId: string }) => `${pair.scenarioId} ${pair.solutionId}`;
const pairsIn = (rows: readonly { scenario_id: string; solution_id: string }[]) =>
  rows.map((row) => keyOf({ scenarioId: row.scenario_id, solutionId: row.solution_id }));

const SettledPairsRow = z.object({
  scenario_id: z.string(),
  solution_id: z.string(),
});

/** What the organisation has put aside, or talks about already. */
async function settledPairs(tx: Tx, organisationId: string): Promise<string[]> {
  return pairsIn(
    await queryRows(
      tx,
      SettledPairsRow,
      `SELECT scenario_id, solution_id FROM match_mark WHERE organisation_id = $1 AND mark = 'dismissed' AND taken_back_at IS NULL
       UNION SELECT scenario_id, solution_id FROM engagement WHERE $1 IN (vendor_id, department_id) AND status = ANY($2)`,
      [organisationId, engagementMachine.live],
    ),
  );
}

async function newsOf(
  tx: Tx,
  who: { personId: string; organisationId: string; mine: readonly Subscription[]; settled: string[] },
  { needs, cards, corpus, factors, asOf }: Ground,
): Promise<News[]> {
  const told = await queryRows(
    tx,
    SettledPairsRow,
    'SELECT scenario_id, solution_id FROM match_told WHERE person_id = $1 AND organisation_id = $2',
    [who.personId, who.organisationId],
  );
  const known = new Set([...who.settled, ...pairsIn(told)]);
  const options = { asOf, limit: digestDepth, factors };
  return who.mine.flatMap(({ thing, thing_id }): News[] => {
    const need = needs.get(thing_id);
    const card = cards.get(thing_id);
    const ranked =
      thing === 'scenario'
        ? need
          ? rank(need, corpus, options)
          : []
        : card
          ? rankScenarios(card, [...needs.values()], corpus, options)
          : [];
    return ranked.flatMap((pair) => {
      if (pair.score < digestScore || known.has(keyOf(pair))) return [];
      known.add(keyOf(pair));
      return [{ ...pair, of: thing }];
    });
  });
}

async function write(
  tx: Tx,
  {
    personId,
    organisationId,
    eventId,
    news,
    ground,
  }: { personId: string; organisationId: string; eventId: string; news: readonly News[]; ground: Ground },
): Promise<void> {
  const lists = new Map<string, { title: Text; count: number }>();
  for (const one of news) {
    const id = one.of === 'scenario' ? one.scenarioId : one.solutionId;
    const title = (one.of === 'scenario' ? ground.needs : ground.cards).get(id)?.title ?? {};
    lists.set(id, { title, count: (lists.get(id)?.count ?? 0) + 1 });
  }
  const digestId = newId();
  await execute(
    tx,
    'INSERT INTO match_digest (id, person_id, organisation_id, event_id, title) VALUES ($1, $2, $3, $4, $5)',
    [digestId, personId, organisationId, eventId, JSON.stringify(digestTitle([...lists.values()]))],
  );
  await execute(
    tx,
    `INSERT INTO match_told (person_id, organisation_id, scenario_id, solution_id, "of", score, digest_id)
     SELECT $1, $2, x."scenarioId", x."solutionId", x."of", x.score, $3
     FROM jsonb_to_recordset($4::jsonb) AS x ("scenarioId" uuid, "solutionId" uuid, "of" text, score float8)`,
    [
      personId,
      organisationId,
      digestId,
      JSON.stringify(
        news.map(({ scenarioId, solutionId, of, score }) => ({ scenarioId, solutionId, of, score })),
      ),
    ],
  );
}
