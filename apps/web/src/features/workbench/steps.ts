import type { FirstStep, OnboardingTask } from '@scenario-lab/contracts/onboarding';
import { path } from '../../app/paths.js';

/** A card as the steps see it. */
interface Card {
  id: string;
  status: string;
}
export interface VendorFacts {
  /** The first steps as the lab knows them. */
  first: readonly Pick<OnboardingTask, 'step' | 'done'>[];
  solutions: readonly Card[];
  algorithms: readonly (Card & { versions: number })[];
  /** How many runs there are, by split. */
  runs: { sample: number; hidden: number };
  engagements: number;
  certificates: number;
}
export interface DepartmentFacts {
  first: readonly Pick<OnboardingTask, 'step' | 'done'>[];
  scenarios: readonly (Card & { openForTest: boolean; engagements: number })[];
  datasets: number;
  benchmarks: number;
  pilots: number;
}

export const vendorSteps = [
  'details',
  'document',
  'card',
  'invite',
  'algorithm',
  'sample',
  'apply',
  'hidden',
  'certificate',
] as const;
export const departmentSteps = [
  'details',
  'document',
  'need',
  'invite',
  'data',
  'test',
  'choose',
  'pilot',
] as const;

export interface Step<K extends string = string> {
  key: K;
  /** The first that is not done is `next`; those after it can be opened too, in any order. */
  state: 'done' | 'next' | 'later';
  to: string;
}

function ordered<K extends string>(steps: readonly [K, boolean, string][]): Step<K>[] {
  // Nothing waits for a colleague: it is open from the beginning, and never what holds anybody up.
  const first = steps.findIndex(([key, done]) => !done && key !== 'invite');
  return steps.map(([key, done, to], at) => ({
    key,
    to,
    state: done ? 'done' : at === first ? 'next' : 'later',
  }));
}

const isDone = (first: VendorFacts['first'], step: FirstStep) =>
  first.find((one) => one.step === step)?.done ?? false;

/** A vendor's way from registration to a certificate, each step with the page it is taken on. */
export function stepsOfVendor(facts: VendorFacts): Step<(typeof vendorSteps)[number]>[] {
  const [card] = facts.solutions;
  const [algorithm] = facts.algorithms;
  const done = (step: FirstStep) => isDone(facts.first, step);
  const uploaded = facts.algorithms.some(({ versions }) => versions > 0);
  return ordered([
    ['details', done('details'), path.organisation()],
    ['document', done('document'), path.organisation()],
    ['card', done('card'), card ? path.solution(card.id) : path.newSolution()],
    ['invite', done('invite'), path.organisation()],
    ['algorithm', uploaded, algorithm ? path.algorithm(algorithm.id) : path.newAlgorithm()],
    ['sample', facts.runs.sample > 0, path.benchmarks()],
    ['apply', facts.engagements > 0, path.scenarios()],
    ['hidden', facts.runs.hidden > 0, path.benchmarks()],
    ['certificate', facts.certificates > 0, path.runs()],
  ]);
}

/** A department's way from a problem to a pilot. */
export function stepsOfDepartment(facts: DepartmentFacts): Step<(typeof departmentSteps)[number]>[] {
  const [need] = facts.scenarios;
  const done = (step: FirstStep) => isDone(facts.first, step);
  const open = facts.scenarios.some(({ openForTest }) => openForTest);
  const asked = facts.scenarios.find(({ engagements }) => engagements > 0);
  return ordered([
    ['details', done('details'), path.organisation()],
    ['document', done('document'), path.organisation()],
    ['need', done('need'), need ? path.scenario(need.id) : path.newScenario()],
    ['invite', done('invite'), path.organisation()],
    ['data', facts.datasets > 0, path.newDataset()],
    ['test', open || facts.benchmarks > 0, need ? path.scenario(need.id) : path.scenarios()],
    ['choose', asked !== undefined, need ? path.scenarioMatches(need.id) : path.engagements()],
    ['pilot', facts.pilots > 0, path.engagements()],
  ]);
}
