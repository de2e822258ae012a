import { Inject, Injectable } from '@nestjs/common';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { MatchMark } from '@scenario-lab/contracts/match-marks';
import type { Match } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import { queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  bySolution,
  type OwnedCardRow as Card,
  type NeedRow,
  type ResultRow,
  readCards,
  readNeeds,
  readPublishedCards,
  readResults,
  readSockets,
  type SocketRow,
} from '@scenario-lab/db/matches/match-rows.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { matchPolicy } from '@scenario-lab/domain/matches/matches.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Corpus } from '@scenario-lab/matching/corpus';
import { explain } from '@scenario-lab/matching/explain';
import type { ScenarioFeatures, SolutionFeatures } from '@scenario-lab/matching/features';
import { evidenceOf, needFeatures, solutionFeatures } from '@scenario-lab/matching/from-rows';
import type { Glossary } from '@scenario-lab/matching/glossary';
import { type Ranked, rank, rankScenarios } from '@scenario-lab/matching/rank';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { labGlossary } from '../listing/lab-glossary.js';
import { marksOf } from './marks.js';
import { Corpora, fingerprint, Memory } from './memory.js';
import { rankingOf } from './weights.service.js';

interface Known {
  key: string;
  features: SolutionFeatures;
}

/** Pairs worked out when they are asked for, from what the reader may see at that moment. */
@Injectable()
export class MatchesQuery {
  private readonly solutions = new Memory<SolutionFeatures>(20_000);
  private readonly needs = new Memory<ScenarioFeatures>(5_000);
  private readonly corpora = new Corpora();

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  forScenario(actor: SignedIn, id: string, limit: number): Promise<Match[]> {
    return this.database.asActor(actor, async (tx) => {
      const [need] = await readNeeds(tx, [id]);
      if (!need) throw new Refusal('not_found', { thing: 'scenario', id });
      const { cards, corpus } = await this.published(tx);
      const { factors } = await rankingOf(tx);
      const marks = await marksOf(tx, 'scenario', id);
      const ranked = rank(this.need(need), corpus, {
        asOf: await today(tx),
        limit: limit + marks.size,
        factors,
      });
      return views(tx, actor, {
        ranked: undismissed(ranked, limit, ({ solutionId }) => marks.get(solutionId)),
        needs: new Map([[id, need]]),
        cards,
        glossary: corpus.glossary,
        markOf: ({ solutionId }) => marks.get(solutionId),
      });
    });
  }

  forSolution(actor: SignedIn, id: string, limit: number): Promise<Match[]> {
    return this.database.asActor(actor, async (tx) => {
      const [card] = await readCards(tx, `s.id = $1`, [id], revisionSql(actor, 's'));
      if (!card) throw new Refusal('not_found', { thing: 'solution', id });
      const { corpus } = await this.published(tx);
      const [own] = this.known([card], await readSockets(tx, [id]), await readResults(tx, [id]));
      const needs = await readNeeds(tx, 'published');
      const features = needs.map((need) => this.need(need));
      const { factors } = await rankingOf(tx);
      const marks = await marksOf(tx, 'solution', id);
      const ranked = rankScenarios(own!.features, features, corpus, {
        asOf: await today(tx),
        limit: limit + marks.size,
        factors,
      });
      return views(tx, actor, {
        ranked: undismissed(ranked, limit, ({ scenarioId }) => marks.get(scenarioId)),
        needs: new Map(needs.map((need) => [need.id, need])),
        cards: new Map([[id, card]]),
        glossary: corpus.glossary,
        markOf: ({ scenarioId }) => marks.get(scenarioId),
      });
    });
  }

  /** All published cards; where they become too many, this is the place to ask for the likely ones only. */
  private async published(tx: Tx): Promise<{ cards: Map<string, Card>; corpus: Corpus }> {
    const cards = await readPublishedCards(tx);
    const known = this.known(cards, await readSockets(tx, null), await readResults(tx, null));
    return {
      cards: new Map(cards.map((card) => [card.id, card])),
      corpus: this.corpora.of(known, await labGlossary(tx)),
    };
  }

  private known(
    cards: readonly Card[],
    sockets: readonly SocketRow[],
    results: readonly ResultRow[],
  ): Known[] {
    const socketsOf = bySolution(sockets);
    const resultsOf = bySolution(results);
    return cards.map((card) => {
      const [own, proven] = [socketsOf.get(card.id) ?? [], resultsOf.get(card.id) ?? []];
      const key = `${card.id} ${fingerprint(card.updated_at, own, proven)}`;
      const make = () => solutionFeatures(card, own, proven.flatMap(evidenceOf));
      return { key, features: this.solutions.of(key, make) };
    });
  }

  private need(row: NeedRow): ScenarioFeatures {
    return this.needs.of(`${row.id} ${fingerprint(row)}`, () => needFeatures(row));
  }
}

const TodayRow = z.object({
  day: z.string(),
});

/** The lab's day: the session has its zone. */
async function today(tx: Tx): Promise<string> {
  const { day } = await queryOne(tx, TodayRow, 'SELECT current_date::text AS day');
  return day;
}

type MarkOf = (pair: Ranked) => MatchMark | undefined;

/** What the reader's side has put aside takes no place on the list. */
const undismissed = (ranked: readonly Ranked[], limit: number, markOf: MarkOf) =>
  ranked.filter((pair) => markOf(pair)?.mark !== 'dismissed').slice(0, limit);

interface Shown {
  ranked: readonly Ranked[];
  needs: ReadonlyMap<string, NeedRow>;
  cards: ReadonlyMap<string, Card>;
  glossary: Glossary;
  markOf: MarkOf;
}

const ViewsRow = z.object({
  id: z.string(),
  scenario_id: z.string(),
  solution_id: z.string(),
});

async function views(
  tx: Tx,
  actor: SignedIn,
  { ranked, needs, cards, glossary, markOf }: Shown,
): Promise<Match[]> {
  const live = await queryRows(
    tx,
    ViewsRow,
    `SELECT id, scenario_id, solution_id FROM engagement
     WHERE scenario_id = ANY($1) AND solution_id = ANY($2) AND status = ANY($3)`,
    [
      [...new Set(ranked.map((pair) => pair.scenarioId))],
      [...new Set(ranked.map((pair) => pair.solutionId))],
      engagementMachine.live,
    ],
  );
  return ranked.flatMap((pair) => {
    const [need, card] = [needs.get(pair.scenarioId), cards.get(pair.solutionId)];
    if (!need || !card) return [];
    const engagement = live.find(
      (one) => one.scenario_id === pair.scenarioId && one.solution_id === pair.solutionId,
    );
    const known = { engagementId: engagement?.id ?? null, mark: markOf(pair) ?? null };
    return [view(actor, pair, need, card, known, glossary)];
  });
}

function view(
  actor: SignedIn,
  pair: Ranked,
  need: NeedRow,
  card: Card,
  { engagementId, mark }: Pick<Match, 'engagementId' | 'mark'>,
  glossary: Glossary,
): Match {
  // A pair that already talks, or a need that nobody may answer yet, is not begun again.
  const begins = engagementId === null && need.status === 'published';
  const facts = {
    status: null,
    vendorOrganisationId: card.owner.id,
    partnerOrganisationIds: [],
    pilotLive: false,
    departmentOrganisationId: need.owner.id,
  };
  const { title, trl }: SaveSolution = card.card;
  return {
    solution: { id: card.id, title, owner: card.owner, trl },
    scenario: { id: need.id, title: need.need.title, owner: need.owner },
    score: pair.score,
    reasons: pair.reasons.map((reason) => ({
      code: reason.code,
      polarity: reason.polarity,
      weight: reason.weight,
      contribution: reason.contribution,
      sentence: { zh: explain(reason, 'zh', glossary), en: explain(reason, 'en', glossary) },
    })),
    engagementId,
    mark,
    allowed: [
      ...(begins ? allowed(engagementPolicy, actor, facts).filter((action) => beginning.has(action)) : []),
      ...allowed(matchPolicy, actor, facts),
    ],
  };
}

const beginning = new Set<string>(['engagement.propose', 'engagement.invite']);
