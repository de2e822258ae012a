import { amendScenario } from '@scenario-lab/contracts/scenarios';
import { describe, expect, it } from 'vitest';
import { issuesOf } from '../../components/row-issues.js';
import { scenario } from '../../testing/cards.js';
import { addendumOf, amendValuesOf, fieldOfAddendum } from './amend-values.js';

const said = { ...amendValuesOf(scenario), text: { zh: '截止日期顺延。', en: ' ' } };

describe('an addendum', () => {
  it('carries what was changed and nothing else', () => {
    expect(addendumOf(said, scenario)).toEqual({ text: { zh: '截止日期顺延。' }, changes: {} });
    expect(addendumOf({ ...said, deadline: '2027-01-31' }, scenario).changes).toEqual({
      deadline: '2027-01-31',
    });
    const [first, ...others] = said.criteria;
    const eased = { ...said, criteria: [{ ...first, threshold: 14 }, ...others] };
    const { criteria } = addendumOf(eased, scenario).changes as { criteria: unknown[] };
    expect(criteria).toEqual([{ ...scenario.criteria[0], threshold: 14 }, ...scenario.criteria.slice(1)]);
  });
  it('is not sent half written, and says which line lacks what', () => {
    const half = {
      ...said,
      criteria: [...said.criteria, { id: 'c9', metric: 'mae', direction: 'at_most' as const }],
    };
    const places = (values: typeof said) =>
      issuesOf(amendScenario, addendumOf(values, scenario)).map((one) => fieldOfAddendum(one).path.join('.'));
    expect(places(half)).toEqual(['criteria.3.threshold']);
    expect(places({ ...said, text: {} as never })).toEqual(['text']);
  });
});
