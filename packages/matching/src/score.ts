import { type CorpusStats, coverage, lexicalWorth, queryOf } from './corpus.js';
import { weighEvidence } from './evidence.js';
import type { ScenarioFeatures, SolutionFeatures } from './features.js';
import { weighFit } from './fit.js';
import { type Factors, priorFactors, reweigh } from './parts.js';
import { byEffect, type Reason, reason } from './reason.js';
import { bagOf } from './terms.js';
import { weights } from './weights.js';

export interface MatchScore {
  /** 0 to 100, after the cap. */
  score: number;
  /** The plain sum of all contributions; may be below zero. */
  raw: number;
  /** Set where a must-criterion was measured as failing. */
  cap: number | null;
  /** Largest effect first. */
  reasons: Reason[];
}

/** Shared words named in a reason. */
const wordsShown = 6;

/**
 * How well a solution answers a need, with every point accounted for: `raw` is the sum of the reasons'
 * contributions, `score` is `raw` held between 0 and the cap (100 where there is none). Pure: the same
 * features, statistics and day give the same answer. Weights and their meaning: `weights.ts`.
 * @param factors how much each part weighs, as learnt from outcomes; the prior's where nothing is said
 * @param asOf day of the comparison, YYYY-MM-DD, against which qualifications expire
 */
export function matchScore(
  scenario: ScenarioFeatures,
  solution: SolutionFeatures,
  stats: CorpusStats,
  asOf: string,
  factors: Factors = priorFactors,
): MatchScore {
  const evidence = weighEvidence(scenario, solution);
  const reasons = reweigh(
    [...evidence.reasons, weighWords(scenario, solution, stats), ...weighFit(scenario, solution, asOf)],
    factors,
  );
  reasons.sort(byEffect);
  const raw = Math.round(reasons.reduce((sum, { contribution }) => sum + contribution, 0) * 1e4) / 1e4;
  const score = Math.min(Math.max(raw, 0), evidence.cap ?? 100, 100);
  return { score, raw, cap: evidence.cap, reasons };
}

function weighWords(scenario: ScenarioFeatures, solution: SolutionFeatures, stats: CorpusStats): Reason {
  const { covered, terms } = coverage(queryOf(scenario, stats), bagOf(solution, stats.glossary), stats);
  const { surfaces } = bagOf(scenario, stats.glossary);
  const words = terms.filter((term) => surfaces.has(term));
  const worth = weights.lexical * lexicalWorth(covered);
  // Characters, and words that others use beside the need's own, say something; there is no word to show for it.
  if (words.length === 0) return reason(covered > 0 ? 'words_near' : 'words_none', weights.lexical, worth);
  const shown = words
    .slice(0, wordsShown)
    .map((term) => (term.startsWith('~') ? term : (surfaces.get(term) ?? term)));
  return reason('words_shared', weights.lexical, worth, {
    terms: shown,
    count: words.length,
  });
}
