import { Inject, Injectable } from '@nestjs/common';
import type { Match } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { publishedSql, revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementMachine } from '@scenario-lab/domain/engagements/engagement.machine';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Corpus } from '@scenario-lab/matching/corpus';
import { explain } from '@scenario-lab/matching/explain';
import type { ScenarioFeatures, SolutionFeatures } from '@scenario-lab/matching/features';
import type { Glossary } from '@scenario-lab/matching/glossary';
import { type Ranked, rank, rankScenarios } from '@scenario-lab/matching/rank';
import { DATABASE } from '../http/tokens.js';
import { labGlossary } from '../listing/lab-glossary.js';
import { Corpora, fingerprint, Memory } from './memory.js';
import { type NeedRow, needFeatures, readNeeds } from './scenario-rows.js';
import {
  type CardRow,
  evidenceOf,
  type ResultRow,
  readResults,
  readSockets,
  type SocketRow,
  solutionFeatures,
} from './solution-rows.js';
import { rankingOf } from './weights.service.js';

interface Card extends CardRow {
  owner: { id: string; name: { zh?: string; en?: string } };
  updated_at: Date;
}
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
      const ranked = rank(this.need(need), corpus, { asOf: await today(tx), limit, factors });
      return views(tx, actor, ranked, new Map([[id, need]]), cards, corpus.glossary);
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
      const ranked = rankScenarios(own!.features, features, corpus, {
        asOf: await today(tx),
        limit,
        factors,
      });
      return views(
        tx,
        actor,
        ranked,
        new Map(needs.map((need) => [need.id, need])),
        new Map([[id, card]]),
        corpus.glossary,
      );
    });
  }

  /** All published cards; where they become too many, this is the place to ask for the likely ones only. */
  private async published(tx: Tx): Promise<{ cards: Map<string, Card>; corpus: Corpus }> {
    const cards = await readCards(tx, publishedSql('s'), [], 's.listed');
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

function readCards(tx: Tx, where: string, values: unknown[], card: string): Promise<Card[]> {
  return tx.query(
    `SELECT s.id, ${card} AS card, s.updated_at, jsonb_build_object('id', o.id, 'name', o.name) AS owner
     FROM solution s JOIN organisation o ON o.id = s.owner_id WHERE ${where} ORDER BY s.id`,
    values,
  );
}

function bySolution<Row extends { solution_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.solution_id);
    if (group) group.push(row);
    else grouped.set(row.solution_id, [row]);
  }
  return grouped;
}

/** The lab's day: the session has its zone. */
async function today(tx: Tx): Promise<string> {
  const [{ day }] = await tx.query('SELECT current_date::text AS day');
  return day;
}

async function views(
  tx: Tx,
  actor: SignedIn,
  ranked: readonly Ranked[],
  needs: ReadonlyMap<string, NeedRow>,
  cards: ReadonlyMap<string, Card>,
  glossary: Glossary,
): Promise<Match[]> {
  const live = (await tx.query(
    `SELECT id, scenario_id, solution_id FROM engagement
     WHERE scenario_id = ANY($1) AND solution_id = ANY($2) AND status = ANY($3)`,
    [
      [...new Set(ranked.map((pair) => pair.scenarioId))],
      [...new Set(ranked.map((pair) => pair.solutionId))],
      engagementMachine.live,
    ],
  )) as { id: string; scenario_id: string; solution_id: string }[];
  return ranked.flatMap((pair) => {
    const [need, card] = [needs.get(pair.scenarioId), cards.get(pair.solutionId)];
    if (!need || !card) return [];
    const engagement = live.find(
      (one) => one.scenario_id === pair.scenarioId && one.solution_id === pair.solutionId,
    );
    return [view(actor, pair, need, card, engagement?.id ?? null, glossary)];
  });
}

function view(
  actor: SignedIn,
  pair: Ranked,
  need: NeedRow,
  card: Card,
  engagementId: string | null,
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
    allowed: begins ? allowed(engagementPolicy, actor, facts).filter((action) => beginning.has(action)) : [],
  };
}

const beginning = new Set<string>(['engagement.propose', 'engagement.invite']);
