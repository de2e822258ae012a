import type { Text } from '@scenario-lab/contracts/common';
import { type Criterion, foregone, isResource, taskKinds } from '@scenario-lab/contracts/metrics';
import type { Scenario } from '@scenario-lab/contracts/scenarios';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { type SliceFields, sliceFields, sliceOf } from '../../components/criterion-slice.js';
import { writtenText } from '../../components/written-text.js';
import type { Story } from './scenario-story.js';

export interface CriterionValues extends SliceFields {
  id?: string;
  metric?: string | null;
  direction?: 'at_least' | 'at_most';
  threshold?: number | null;
  unit?: string;
  must?: string;
  weight?: number | null;
  margin?: number | null;
}

/** What the wizard's fields hold. */
export interface ScenarioValues {
  title: Text;
  field: string | null;
  region: string | null;
  chainLinks: string[];
  problem: Text | null;
  users: Text | null;
  today: Text | null;
  task: string | null;
  subject: { what: Text | null; unit: string };
  criteria: CriterionValues[];
  datasetIds: string[];
  conditions: Text | null;
  siteKnown: boolean;
  site: { gpu: boolean; network: boolean; deployment: string[]; xinchuang: boolean };
  qualifications: string[];
  cooperationMode: string | null;
  budget: number | null;
  budgetOwner: string | null;
  procurementRoute: string | null;
  decisionDate: string | null;
  deadline: string | null;
  questionsUntil: string | null;
  inList: { ask: Text | null; indicators: Text | null; data: Text | null; period: string | null };
  contact: { name: string; phone: string };
}

export function valuesOf(scenario: Scenario): ScenarioValues {
  return {
    title: scenario.title,
    field: scenario.field,
    region: scenario.region,
    chainLinks: scenario.chainLinks ?? [],
    problem: scenario.problem,
    users: scenario.users,
    today: scenario.today,
    task: scenario.task,
    subject: { what: scenario.subject?.what ?? null, unit: scenario.subject?.unit ?? '' },
    criteria: scenario.criteria.map(({ slice, must, ...criterion }) => ({
      ...criterion,
      ...sliceFields(slice),
      must: must ? 'must' : 'nice',
    })),
    datasetIds: scenario.datasets.map(({ id }) => id),
    conditions: scenario.conditions,
    siteKnown: scenario.site !== null,
    site: scenario.site ?? { gpu: false, network: true, deployment: [], xinchuang: false },
    qualifications: scenario.qualifications,
    cooperationMode: scenario.cooperationMode,
    budget: scenario.budget,
    budgetOwner: scenario.budgetOwner,
    procurementRoute: scenario.procurementRoute,
    decisionDate: scenario.decisionDate,
    deadline: scenario.deadline,
    questionsUntil: scenario.questionsUntil,
    inList: scenario.inList ?? { ask: null, indicators: null, data: null, period: null },
    contact: scenario.contact ?? { name: '', phone: '' },
  };
}

/** A name no other line has, kept for good: results refer to it. */
export function freeCriterionId(lines: readonly (CriterionValues | undefined)[]): string {
  const taken = new Set(lines.map((line) => line?.id));
  let number = lines.length + 1;
  while (taken.has(`c${number}`)) number += 1;
  return `c${number}`;
}

/** A line still being written is not a criterion yet; null keeps it out of what is saved. */
export function criterionOf(line: CriterionValues): Criterion | null {
  const { id, metric, direction, threshold, unit, must, weight, margin } = line;
  if (!id || !metric || !direction || threshold === null || threshold === undefined) return null;
  if (!Number.isFinite(threshold)) return null;
  // Whatever the line held before a resource was chosen is gone from view, so it goes from the criterion too.
  const resource = isResource(metric);
  return {
    id,
    metric,
    direction: resource ? 'at_most' : direction,
    threshold,
    must: must !== 'nice',
    ...(unit?.trim() && !resource ? { unit: unit.trim() } : {}),
    ...(resource ? {} : sliceOf(line)),
    ...(typeof weight === 'number' && Number.isFinite(weight) ? { weight } : {}),
    ...(!resource && typeof margin === 'number' && Number.isFinite(margin) ? { margin } : {}),
  };
}

/** What is begun and cannot be saved yet; it waits in this browser until it is whole. */
export function unfinishedOf({ criteria, contact }: ScenarioValues): ('criteria' | 'slice' | 'contact')[] {
  const halfSliced = criteria.some(
    ({ metric, sliceColumn, sliceValue }) =>
      !(metric && isResource(metric)) && !sliceColumn?.trim() !== !sliceValue?.trim(),
  );
  return [
    ...(criteria.some((line) => criterionOf(line) === null) ? (['criteria'] as const) : []),
    ...(halfSliced ? (['slice'] as const) : []),
    ...(!contact.name.trim() && contact.phone.trim() ? (['contact'] as const) : []),
  ];
}

const subjectOf = ({ subject }: Pick<ScenarioValues, 'subject'>): Scenario['subject'] => {
  const what = writtenText(subject?.what);
  const unit = subject?.unit.trim();
  return what || unit ? { ...(what ? { what } : {}), ...(unit ? { unit } : {}) } : null;
};

/** What the criteria's words are about. */
export const aboutOf = (values: Pick<ScenarioValues, 'task' | 'subject'>): About => ({
  task: taskKinds.find((one) => one === values.task) ?? null,
  subject: subjectOf(values),
});

const criteriaOf = (values: ScenarioValues) =>
  values.criteria.map((line) => criterionOf(line)).filter((one): one is Criterion => one !== null);

/** Only the published list says these; null where nothing is written. */
export function listWordsOf({ inList }: Pick<ScenarioValues, 'inList'>): Story['inList'] {
  const said = {
    ask: writtenText(inList.ask),
    indicators: writtenText(inList.indicators),
    data: writtenText(inList.data),
    period: inList.period?.trim() || null,
  };
  return Object.values(said).some((word) => word !== null) ? said : null;
}

/** The fields → the row's body. */
export function bodyOf({ siteKnown, site, contact, ...values }: ScenarioValues) {
  return {
    ...values,
    title: writtenText(values.title) ?? undefined,
    subject: subjectOf(values),
    problem: writtenText(values.problem),
    users: writtenText(values.users),
    today: writtenText(values.today),
    conditions: writtenText(values.conditions),
    criteria: criteriaOf({ siteKnown, site, contact, ...values }),
    budgetOwner: values.budgetOwner?.trim() || null,
    site: siteKnown ? site : null,
    inList: listWordsOf(values),
    contact: contact.name.trim() ? contact : null,
  };
}

/** The fields as readers will see them. */
export function storyOf(values: ScenarioValues): Story {
  return {
    ...aboutOf(values),
    problem: writtenText(values.problem),
    users: writtenText(values.users),
    today: writtenText(values.today),
    conditions: writtenText(values.conditions),
    criteria: criteriaOf(values).filter((one) => isResource(one.metric) || foregone(one) === null),
    site: values.siteKnown ? (values.site as Story['site']) : null,
    qualifications: values.qualifications,
    inList: listWordsOf(values),
  };
}
