import { type Corpus, lexicalWorth, queryOf } from './corpus.js';
import type { ScenarioFeatures, SolutionFeatures } from './features.js';
import type { Factors } from './parts.js';
import { type MatchScore, matchScore } from './score.js';
import { strength, weights } from './weights.js';

export interface Ranked extends MatchScore {
  scenarioId: string;
  solutionId: string;
}

export interface RankOptions {
  /** Day of the comparison, YYYY-MM-DD. */
  asOf: string;
  /** Rows returned; default 50. */
  limit?: number;
  /** Cards weighed in full after the quick look; default 300. */
  candidates?: number;
  /** How much each part weighs; the quick look before keeps to the prior. */
  factors?: Factors;
}

/**
 * The best solutions for a need, best first, equal scores by id. Every card gets a quick look (shared words
 * through the inverted index, task, field, where it was measured); only the most promising are weighed in full.
 */
export function rank(scenario: ScenarioFeatures, corpus: Corpus, options: RankOptions): Ranked[] {
  const { limit = 50, candidates = 300 } = options;
  return shortlist(scenario, corpus, Math.max(candidates, limit))
    .map((solution) => pair(scenario, solution, corpus, options))
    .sort(bestFirst)
    .slice(0, limit);
}

/** The same pairs seen from a vendor's side: the needs a card answers best. */
export function rankScenarios(
  solution: SolutionFeatures,
  scenarios: readonly ScenarioFeatures[],
  corpus: Corpus,
  options: RankOptions,
): Ranked[] {
  return scenarios
    .map((scenario) => pair(scenario, solution, corpus, options))
    .sort(bestFirst)
    .slice(0, options.limit ?? 50);
}

function pair(
  scenario: ScenarioFeatures,
  solution: SolutionFeatures,
  corpus: Corpus,
  { asOf, factors }: RankOptions,
): Ranked {
  return {
    scenarioId: scenario.id,
    solutionId: solution.id,
    ...matchScore(scenario, solution, corpus, asOf, factors),
  };
}

function bestFirst(one: Ranked, other: Ranked): number {
  const difference = other.score - one.score || other.raw - one.raw;
  if (difference !== 0) return difference;
  const key = (it: Ranked) => `${it.scenarioId} ${it.solutionId}`;
  return key(one) < key(other) ? -1 : 1;
}

function shortlist(scenario: ScenarioFeatures, corpus: Corpus, size: number): readonly SolutionFeatures[] {
  const { solutions, postings } = corpus;
  if (solutions.length <= size) return solutions;
  const promise = new Float64Array(solutions.length);
  for (const { term, share } of queryOf(scenario, corpus)) {
    const found = postings.get(term);
    if (!found) continue;
    const { cards, impacts } = found;
    for (let at = 0; at < cards.length; at += 1) promise[cards[at]!]! += share * impacts[at]!;
  }
  const outlook = outlookOf(corpus);
  const field = scenario.field === null ? null : outlook.byField.get(scenario.field);
  const task = scenario.task === null ? null : outlook.byTask.get(scenario.task);
  for (let card = 0; card < promise.length; card += 1) {
    promise[card] =
      weights.lexical * lexicalWorth(promise[card]!) + (field?.[card] ?? 0) + (task?.[card] ?? 0);
  }
  for (const card of nearest(outlook, scenario)) promise[card]! += weights.evidence;
  // Sorting the values alone is several times faster than sorting cards by them.
  const bar = Float64Array.from(promise).sort()[promise.length - size]!;
  const above = solutions.filter((_, card) => promise[card]! > bar);
  const level = solutions.filter((_, card) => promise[card]! === bar);
  return [...above, ...level.slice(0, size - above.length)];
}

/** What can be said of all cards before any need is known. */
interface Outlook {
  byField: Map<string, Float32Array>;
  /** Points for doing the task, and for having been measured on it. */
  byTask: Map<string, Float32Array>;
  byScenario: Map<string, number[]>;
  byBenchmark: Map<string, number[]>;
  byLineage: Map<string, number[]>;
}

const outlooks = new WeakMap<Corpus, Outlook>();

function outlookOf(corpus: Corpus): Outlook {
  const known = outlooks.get(corpus);
  if (known) return known;
  const outlook: Outlook = {
    byField: new Map(),
    byTask: new Map(),
    byScenario: new Map(),
    byBenchmark: new Map(),
    byLineage: new Map(),
  };
  const points = (table: Map<string, Float32Array>, key: string) => {
    const row = table.get(key) ?? new Float32Array(corpus.solutions.length);
    table.set(key, row);
    return row;
  };
  const note = (table: Map<string, number[]>, key: string | null | undefined, card: number) => {
    if (!key) return;
    const cards = table.get(key);
    if (cards) cards.push(card);
    else table.set(key, [card]);
  };
  corpus.solutions.forEach((solution, card) => {
    if (solution.field !== null) points(outlook.byField, solution.field)[card] = weights.field;
    for (const task of new Set(solution.algorithms.map((algorithm) => algorithm.task))) {
      points(outlook.byTask, task)[card]! += weights.task;
    }
    const measured = new Map<string, number>();
    for (const row of solution.evidence) {
      if (row.certificateStatus !== 'revoked' && row.verdict !== 'fail') {
        const worth = strength.task[row.certificateStatus ?? 'finished'];
        measured.set(row.taskKind, Math.max(measured.get(row.taskKind) ?? 0, worth));
      }
      note(outlook.byScenario, row.scenarioId, card);
      note(outlook.byBenchmark, row.benchmarkVersionId, card);
      note(outlook.byLineage, row.datasetLineageId, card);
    }
    for (const [task, worth] of measured) points(outlook.byTask, task)[card]! += worth * weights.evidence;
  });
  outlooks.set(corpus, outlook);
  return outlook;
}

/** Cards measured on this need's benchmark or data. */
function nearest(outlook: Outlook, scenario: ScenarioFeatures): Set<number> {
  return new Set([
    ...(outlook.byScenario.get(scenario.id) ?? []),
    ...scenario.benchmarkVersionIds.flatMap((id) => outlook.byBenchmark.get(id) ?? []),
    ...scenario.datasetLineageIds.flatMap((id) => outlook.byLineage.get(id) ?? []),
  ]);
}
