import { remarkedFields } from '@scenario-lab/contracts/field-remarks';
import { expect, it } from 'vitest';
import { drawnApart, stepOf, wizardSteps } from './field-steps.js';

it('knows the step of every field a need has, so that no remark is without a place', () => {
  const unplaced = remarkedFields.scenario.filter((field) => field !== 'title' && stepOf(field) === 'story');
  expect(unplaced).toEqual(['field', 'region', 'chainLinks', 'problem', 'users', 'today']);
});

it('shows what is said of fields drawn in parts above their step', () => {
  expect(wizardSteps.flatMap(drawnApart)).toEqual(['subject', 'criteria', 'site', 'inList', 'contact']);
});
