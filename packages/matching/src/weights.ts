/**
 * Every number of the score in one place. The greatest possible sum of what speaks for a pair is 100:
 * evidence 45, words 22, sockets 8, task 6, site 6, qualifications 4, field, technologies and region
 * 2 each, budget, cooperation and maturity 1 each. Evidence outweighs any single other thing, claims are worth a fifth of it.
 */
export const weights = {
  /** Shared by the criteria; a must counts double a nice-to-have. */
  evidence: 45,
  mustFactor: 2,
  lexical: 22,
  sockets: 8,
  task: 6,
  siteFit: 4,
  xinchuang: 2,
  qualifications: 4,
  field: 2,
  technologies: 2,
  region: 2,
  budget: 1,
  cooperation: 1,
  maturity: 1,
} as const;

/** Worth of one passed criterion, as a share of its part of `weights.evidence`, by where and how it was proven. */
export const strength = {
  own: { valid: 1, watch: 0.85, finished: 0.7, expired: 0.6, suspended: 0.2 },
  similar: { valid: 0.8, watch: 0.65, finished: 0.5, expired: 0.45, suspended: 0.15 },
  task: { valid: 0.55, watch: 0.45, finished: 0.35, expired: 0.3, suspended: 0.1 },
} as const;

export const evidenceRules = {
  /** A bare claim, when nothing measured contradicts it. */
  claim: 0.2,
  claimMissed: -0.1,
  /** A failed criterion, the stronger the nearer the data. */
  failed: { own: -0.6, similar: -0.35, task: -0.1 },
  /** An interval around the threshold earns from `low` to `high` of a pass, by how much of it is beyond. */
  inconclusive: { low: 0.2, high: 0.6 },
  /** A pass earns 0.9, the rest grows with the distance to the threshold. */
  headroom: 0.1,
  demonstration: 0.5,
  /** A whole-data figure for a criterion that asks for a slice. */
  otherSlice: 0.5,
  /** Where a need states no criteria, evidence on its task still counts half. */
  withoutCriteria: 0.5,
} as const;

/** Flat deductions, in points. */
export const penalties = {
  revoked: { own: 10, similar: 10, task: 4 },
  suspended: { own: 3, similar: 3, task: 1 },
  taskMismatch: 6,
  sockets: 8,
  gpuMissing: 8,
  networkMissing: 5,
  siteMismatch: 5,
  xinchuangMissing: 6,
  qualificationMissing: 6,
  qualificationExpired: 5,
  overBudget: 6,
  regionOther: 2,
  cooperationOther: 2,
  immature: 3,
} as const;

/** A must-criterion measured as failing: the score can be no higher, whatever else fits. */
export const caps = { own: 30, similar: 55 } as const;

/** BM25 (Robertson and Zaragoza 2009): term saturation and length normalisation. */
export const bm25 = { k1: 1.2, b: 0.9, titleFactor: 2, queryTerms: 200, halfCoverage: 0.15 } as const;

/** Widening a need by the cards nearest to it: of how many, by how many terms, for which part of the query. */
export const feedback = { nearest: 5, terms: 80, part: 0.5 } as const;

/** Readiness below which a purchase is premature. */
export const purchaseTrl = 7;
