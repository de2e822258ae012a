/** Steps of the wizard that have fields, in their order. */
export const wizardSteps = ['story', 'question', 'data', 'criteria', 'conditions', 'route'] as const;
type WizardStep = (typeof wizardSteps)[number];

const fields: Record<WizardStep, readonly string[]> = {
  story: ['title', 'field', 'region', 'chainLinks', 'problem', 'users', 'today'],
  question: ['task', 'subject'],
  data: ['datasetIds'],
  criteria: ['criteria'],
  conditions: ['conditions', 'site', 'qualifications', 'cooperationMode', 'inList'],
  route: [
    'budget',
    'budgetOwner',
    'procurementRoute',
    'decisionDate',
    'deadline',
    'questionsUntil',
    'contact',
  ],
};
/** Fields that are drawn in parts, or by a control of their own: what is said of them stands above the step. */
const apart = ['subject', 'criteria', 'site', 'inList', 'contact'];

/** Where a field of a need is written. */
export const stepOf = (field: string): WizardStep =>
  wizardSteps.find((step) => fields[step].includes(field)) ?? 'story';

export const drawnApart = (step: string): readonly string[] =>
  (fields[step as WizardStep] ?? []).filter((field) => apart.includes(field));
