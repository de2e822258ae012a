/** What a text says in one or both languages. */
export interface Text {
  zh?: string | undefined;
  en?: string | undefined;
}

export type Deployment = 'cloud' | 'on_premises' | 'edge';
export type Verdict = 'pass' | 'fail' | 'inconclusive';
export type CertificateStatus = 'valid' | 'watch' | 'suspended' | 'expired' | 'revoked';

export interface Slice {
  column: string;
  value: string;
}

export interface Criterion {
  metric: string;
  direction: 'at_least' | 'at_most';
  /** In the metric's unit. */
  threshold: number;
  unit?: string | undefined;
  slice?: Slice | undefined;
  must: boolean;
  /** Relative, above zero; 1 where not said. */
  weight?: number | undefined;
}

export interface Column {
  name: string;
  type: string;
}

/** What matching knows of a need. Null and empty mean "not said", never "no". */
export interface ScenarioFeatures {
  id: string;
  title: Text;
  text: Text;
  field: string | null;
  technologies: readonly string[];
  /** GB/T 2260 code, or the lab's code of a function area. */
  region: string | null;
  cooperationModes: readonly string[];
  /** CNY. */
  budget: number | null;
  /** What the site offers; `xinchuang` is a demand: only domestic IT stacks (信创) may run there. */
  site: {
    gpu: boolean;
    network: boolean;
    deployment: readonly Deployment[];
    xinchuang: boolean;
  } | null;
  qualifications: readonly string[];
  task: string | null;
  columns: readonly Column[];
  /** Lineages of the data this need is tested on. */
  datasetLineageIds: readonly string[];
  /** Benchmark versions that test this need. */
  benchmarkVersionIds: readonly string[];
  criteria: readonly Criterion[];
}

/** One figure of one run. Rows of a void run must not be handed over; a revoked certificate is told by its status. */
export interface Evidence {
  scenarioId?: string | null;
  benchmarkVersionId?: string | null;
  datasetLineageId: string;
  taskKind: string;
  metric: string;
  slice?: Slice | undefined;
  value: number;
  /** The lab's interval, null where none was computed. */
  lower: number | null;
  upper: number | null;
  verdict: Verdict | null;
  /** What `verdict` was given against; the verdict counts only while the need still asks for the same. */
  threshold?: number | null;
  /** Null: a finished run without a certificate. */
  certificateStatus: CertificateStatus | null;
  /** Measured on shipped demonstration data: counts half. */
  demonstration: boolean;
}

export interface SolutionFeatures {
  id: string;
  title: Text;
  text: Text;
  field: string | null;
  technologies: readonly string[];
  regions: readonly string[];
  cooperationModes: readonly string[];
  /** CNY, price from. */
  priceFrom: number | null;
  /** What the solution demands; `xinchuang` is what it offers; `sites` where it can run. */
  deployment: {
    gpu: boolean;
    network: boolean;
    sites: readonly Deployment[];
    xinchuang: boolean;
  } | null;
  /** `expires` is the last valid day, YYYY-MM-DD. */
  qualifications: readonly { name: string; expires: string | null }[];
  algorithms: readonly {
    id: string;
    task: string;
    inputs: readonly { column: string; type: string; required: boolean }[];
  }[];
  evidence: readonly Evidence[];
  claims: readonly { metric: string; value: number }[];
  /** Technology readiness level, 1 to 9. */
  trl: number | null;
}
