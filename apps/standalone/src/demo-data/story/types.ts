import type { ModelCard } from '@scenario-lab/contracts/algorithms';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { engagementStatuses } from '@scenario-lab/contracts/engagements';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { Safeguard } from '@scenario-lab/contracts/pilot-parts';
import type { Risk, SavePilot } from '@scenario-lab/contracts/pilots';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import type { ExamSlug } from '../demo-exams.js';
import type { Words } from '../table.js';

/** Both languages of one text, the Chinese first as it was written. */
export const say = (zh: string, en: string): Words => ({ zh, en });

export interface OrganisationStory {
  slug: string;
  name: Words;
  roles: ('supply' | 'demand' | 'operate')[];
  creditCode: string;
  region: string;
  about: Words;
}

export interface PersonStory {
  slug: string;
  organisation: string;
  name: string;
  email: string;
  post: Words;
  roles: ('owner' | 'member' | 'operator' | 'reviewer' | 'broker' | 'admin' | 'observer')[];
}

type Texts<T, K extends keyof T> = Omit<T, K> & { [P in K]: Words };

/** Days count from the day the story is told (negative: before it). */
export interface FieldRemarkStory {
  field: string;
  text: string;
}

export interface ScenarioStory {
  slug: string;
  owner: string;
  /** Where its own lifecycle stands; `returned` and `withdrawn` carry `remark`. */
  status: 'draft' | 'in_review' | 'returned' | 'published' | 'closed' | 'archived' | 'withdrawn';
  remark?: string;
  /** What the lab remarks on at single fields before it returns it. */
  fieldRemarks?: readonly FieldRemarkStory[];
  /** The exam that is compiled, sealed and opened for it. */
  exam?: ExamSlug;
  datasets: string[];
  decisionInDays: number | null;
  deadlineInDays: number | null;
  card: Omit<
    Texts<SaveScenario, 'title' | 'problem' | 'users' | 'today' | 'conditions'>,
    'datasetIds' | 'decisionDate' | 'deadline' | 'inList'
  >;
}

export interface SolutionStory {
  slug: string;
  owner: string;
  status: 'draft' | 'in_review' | 'returned' | 'listed' | 'delisted';
  remark?: string;
  card: Omit<
    Texts<SaveSolution, 'title' | 'summary'>,
    'sharedCapacity' | 'inList' | 'contact' | 'media' | 'trlEvidence'
  > & {
    sharedCapacity: Words | null;
    trlEvidence?: SaveSolution['trlEvidence'];
  };
}

export interface DatasetStory {
  slug: string;
  owner: string;
  status: 'draft' | 'in_review' | 'returned' | 'listed';
  remark?: string;
  card: Texts<SaveDataset, 'title' | 'summary'>;
  /** The version that is uploaded: an exam's sealed data, or an open release with its own maker. */
  exam?: ExamSlug;
  /** What the lab remarks on at single fields before it returns the card. */
  fieldRemarks?: readonly FieldRemarkStory[];
  release?: 'pump-open' | 'digits-open' | 'appeals-open' | 'water-demand';
}

export interface AlgorithmStory {
  slug: string;
  owner: string;
  /** The solution card it belongs to. */
  solution: string;
  /** Name in DEMO_ARTIFACTS; the built file of dist/demo. */
  artifact: string;
  label: string;
  status: 'draft' | 'in_review' | 'listed';
  title: Words;
  summary: Words;
  technologies: string[];
  licence: string;
  card: { [K in keyof ReturnType<typeof ModelCard.parse>]-?: Words };
}

export type EngagementDeed =
  | 'accept'
  | 'decline'
  | 'withdraw'
  | 'shortlist'
  | 'validate'
  | 'not_select'
  | 'fail_validation'
  | 'award'
  | 'pilot'
  | 'enable'
  | 'complete';

export type Side = 'vendor' | 'department' | 'operator' | 'broker';

export interface EngagementStory {
  slug: string;
  scenario: string;
  solution: string;
  opener: 'propose' | 'invite';
  /** Who invites; the vendor proposes. */
  invitedBy?: 'department' | 'broker';
  proposal: string;
  predictions: { criterion: string; value: number }[];
  /** In order. `run` submits the algorithm and, on the hidden split, has it reviewed; `pilot` plays the pilot of this slug. */
  steps: (
    | { deed: EngagementDeed; by: Side; reason?: string; procurementNumber?: string }
    | {
        run: string;
        split: 'sample' | 'validation' | 'hidden';
        review?: 'approve' | 'reject';
        statement?: string;
      }
  )[];
  messages: { by: Side; text: string }[];
  /** Where it must stand in the end. */
  status: (typeof engagementStatuses)[number];
}

export interface KpiField {
  criterion: string;
  /** Readings, spaced evenly up to the end of the period or today. */
  count: number;
  mean: number;
  spread: number;
  /** Added linearly from the first reading to the last. */
  drift: number;
  selfReported?: boolean;
}

export interface PilotStory {
  engagement: string;
  status: 'planned' | 'running' | 'paused' | 'accepted' | 'rejected' | 'terminated';
  fromInDays: number;
  untilInDays: number;
  plan: Omit<
    ReturnType<typeof SavePilot.parse>,
    'from' | 'until' | 'milestones' | 'conditions' | 'kpis' | 'risks' | 'safeguards' | 'design'
  > & {
    risks?: Risk[];
    safeguards?: Safeguard[];
    conditions: Words;
    milestones: {
      title: Words;
      fromInDays?: number;
      dueInDays: number;
      owner?: 'vendor' | 'department';
      done: boolean;
    }[];
    kpis: {
      criterion: Criterion;
      name: Words;
      unit: string;
      baseline: number | null;
      target: number;
      observations: number;
    }[];
  };
  field: KpiField[];
  /** The department's statement or reason at the end. */
  statement?: string;
}

export interface CaseStory {
  engagement: string;
  outcome: 'accepted' | 'failed';
  title: Words;
  lesson: Words;
  reasonCode:
    | 'data'
    | 'environment'
    | 'integration'
    | 'performance'
    | 'cost'
    | 'organisation'
    | 'regulation'
    | null;
  anonymous: boolean;
  published: boolean;
}

export interface ReplicationStory {
  case: string;
  adopter: string;
  purpose: string;
  contextDifference: Words;
  /** The adopter's own exam for the transfer test. */
  exam: ExamSlug;
  status: 'requested' | 'assessing' | 'adopted' | 'declined';
  reason?: string;
}

export interface AccessStory {
  dataset: string;
  by: string;
  purpose: string;
  untilInDays: number;
  status: 'submitted' | 'needs_info' | 'approved' | 'refused';
  remark?: string;
}
