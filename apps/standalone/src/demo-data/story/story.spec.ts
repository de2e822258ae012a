import { ModelCard, SaveAlgorithm } from '@scenario-lab/contracts/algorithms';
import { SaveDataset } from '@scenario-lab/contracts/datasets';
import { SavePilot } from '@scenario-lab/contracts/pilots';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { SaveSolution } from '@scenario-lab/contracts/solutions';
import { fields } from '@scenario-lab/contracts/taxonomies';
import { expect, it } from 'vitest';
import { DEMO_ARTIFACTS } from '../demo-artifacts.js';
import { DEMO_EXAMS } from '../demo-exams.js';
import { fieldPoints } from './field-observations.js';
import { OPEN_RELEASES } from './open-releases.js';
import { STORY } from './story.js';

const slugs = (things: { slug: string }[]) => new Set(things.map((thing) => thing.slug));
const organisations = slugs(STORY.organisations);
const day = (inDays: number) =>
  new Date(Date.UTC(2025, 10, 23) + inDays * 86_400_000).toISOString().slice(0, 10);

/** GB 32100-2015, annex A, worked out digit by digit as in the standard's example table of weights. */
function checkCharacter(code: string): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(code[i]!), 0);
  return alphabet[(31 - (sum % 31)) % 31]!;
}

it('gives organisations codes with a right check character, each its own', () => {
  for (const { creditCode } of STORY.organisations) {
    expect(creditCode).toMatch(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
    expect(creditCode[17]).toBe(checkCharacter(creditCode));
  }
  expect(new Set(STORY.organisations.map((one) => one.creditCode)).size).toBe(STORY.organisations.length);
});

it('gives every organisation an owner and every person an address of their own', () => {
  expect(new Set(STORY.people.map((one) => one.email)).size).toBe(STORY.people.length);
  for (const organisation of organisations)
    expect(STORY.people.some((one) => one.organisation === organisation && one.roles.includes('owner'))).toBe(
      true,
    );
});

it('covers the six fields with eighteen needs the contract accepts', () => {
  expect(STORY.scenarios).toHaveLength(18);
  for (const field of fields)
    expect(STORY.scenarios.filter((one) => one.card.field === field).length).toBeGreaterThanOrEqual(3);
  for (const { card, decisionInDays, deadlineInDays, slug } of STORY.scenarios) {
    const decisionDate = decisionInDays === null ? null : day(decisionInDays);
    const deadline = deadlineInDays === null ? null : day(deadlineInDays);
    expect(
      SaveScenario.safeParse({ ...card, datasetIds: [], decisionDate, deadline }).error,
      slug,
    ).toBeUndefined();
  }
});

it('writes cards the contracts accept', () => {
  for (const { card, slug } of STORY.solutions)
    expect(SaveSolution.safeParse(card).error, slug).toBeUndefined();
  for (const { card, slug } of STORY.datasets)
    expect(SaveDataset.safeParse(card).error, slug).toBeUndefined();
  for (const { title, summary, technologies, licence, card, artifact } of STORY.algorithms) {
    const { task } = DEMO_ARTIFACTS.find((one) => one.name === artifact)!;
    const given = { title, summary, fields: ['public_services'], technologies, licence, card, task };
    expect(SaveAlgorithm.safeParse(given).error, artifact).toBeUndefined();
    expect(ModelCard.safeParse(card).error).toBeUndefined();
  }
  for (const { card, exam, slug } of STORY.scenarios)
    if (exam)
      for (const criterion of DEMO_EXAMS[exam].criteria)
        expect(card.criteria, slug).toContainEqual(criterion);
  for (const { plan, engagement, fromInDays, untilInDays } of STORY.pilots) {
    const milestones = plan.milestones.map(({ dueInDays, ...rest }) => ({ ...rest, due: day(dueInDays) }));
    const given = { ...plan, milestones, from: day(fromInDays), until: day(untilInDays) };
    expect(SavePilot.safeParse(given).error, engagement).toBeUndefined();
    const { scenario } = STORY.engagements.find(({ slug }) => slug === engagement)!;
    const asked = STORY.scenarios.find(({ slug }) => slug === scenario)!;
    for (const { criterion } of plan.kpis) expect(asked.card.criteria, engagement).toContainEqual(criterion);
  }
});

it('names nobody and nothing that is not there', () => {
  const [scenarios, solutions, datasets] = [
    slugs(STORY.scenarios),
    slugs(STORY.solutions),
    slugs(STORY.datasets),
  ];
  const engagements = slugs(STORY.engagements);
  for (const one of [...STORY.scenarios, ...STORY.solutions, ...STORY.datasets, ...STORY.algorithms])
    expect(organisations).toContain(one.owner);
  for (const person of STORY.people) expect(organisations).toContain(person.organisation);
  for (const scenario of STORY.scenarios)
    for (const name of scenario.datasets) expect(datasets).toContain(name);
  for (const dataset of STORY.datasets) {
    if (dataset.exam) expect(DEMO_EXAMS).toHaveProperty([dataset.exam]);
    if (dataset.release) expect(OPEN_RELEASES).toHaveProperty([dataset.release]);
  }
  for (const algorithm of STORY.algorithms) {
    expect(STORY.solutions.find((one) => one.slug === algorithm.solution)?.owner).toBe(algorithm.owner);
    expect(DEMO_ARTIFACTS.map((one) => one.name)).toContain(algorithm.artifact);
  }
  for (const engagement of STORY.engagements) {
    expect(scenarios).toContain(engagement.scenario);
    expect(solutions).toContain(engagement.solution);
    for (const step of engagement.steps)
      if ('run' in step) {
        const algorithm = STORY.algorithms.find((one) => one.slug === step.run);
        expect(algorithm?.solution).toBe(engagement.solution);
      }
  }
  for (const one of [...STORY.pilots, ...STORY.cases]) expect(engagements).toContain(one.engagement);
  for (const one of STORY.replications) {
    expect(STORY.cases.map((given) => given.engagement)).toContain(one.case);
    expect(organisations).toContain(one.adopter);
  }
  for (const one of STORY.accessRequests) {
    expect(datasets).toContain(one.dataset);
    expect(organisations).toContain(one.by);
  }
});

it('lets only solutions whose algorithm is good go on to the field', () => {
  const fieldwards = ['pilot', 'award'];
  for (const engagement of STORY.engagements) {
    const goesOn = engagement.steps.some((step) => 'deed' in step && fieldwards.includes(step.deed));
    const runs = engagement.steps.flatMap((step) =>
      'run' in step && step.split === 'hidden' ? [step.run] : [],
    );
    const good = runs.some((run) => DEMO_ARTIFACTS.find((one) => one.name === run)?.expected === 'good');
    if (goesOn) expect(good, engagement.slug).toBe(true);
    else if (good) expect(engagement.status).toBe('not_selected');
  }
});

it('asks for access wherever a hidden run needs it', () => {
  for (const engagement of STORY.engagements) {
    if (!engagement.steps.some((step) => 'run' in step && step.split === 'hidden')) continue;
    const scenario = STORY.scenarios.find((one) => one.slug === engagement.scenario);
    const sealed = STORY.datasets.find((one) => one.exam === scenario?.exam && scenario?.exam);
    if (sealed?.card.accessMode === 'open') continue;
    const vendor = STORY.solutions.find((one) => one.slug === engagement.solution)?.owner;
    const asked = STORY.accessRequests.find((one) => one.dataset === sealed?.slug && one.by === vendor);
    expect(asked?.status, engagement.slug).toBe('approved');
  }
});

it('spreads engagements over every status the story can reach', () => {
  const reached = new Set(STORY.engagements.map((one) => one.status));
  for (const status of [
    'proposed',
    'invited',
    'accepted',
    'shortlisted',
    'validating',
    'piloting',
    'awarded',
    'enabling',
    'completed',
    'declined',
    'withdrawn',
    'not_selected',
    'validation_failed',
    'field_rejected',
  ])
    expect(reached).toContain(status);
});

it('gives the field readings their plan and enough of them for acceptance', () => {
  const now = Date.UTC(2025, 10, 23);
  STORY.pilots.forEach((pilot, i) => {
    for (const field of pilot.field) {
      const points = fieldPoints(pilot, field, now, 100 + i);
      expect(points).toHaveLength(field.count);
      expect(points).toEqual(fieldPoints(pilot, field, now, 100 + i));
      expect(points.every((point) => Date.parse(point.at) <= now)).toBe(true);
      const kpi = pilot.plan.kpis.find((one) => one.criterion.id === field.criterion);
      expect(kpi).toBeDefined();
      if (pilot.status === 'accepted') expect(field.count).toBeGreaterThanOrEqual(kpi!.observations);
    }
  });
});
