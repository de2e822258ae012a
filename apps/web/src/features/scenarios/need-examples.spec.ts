import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { plainWords } from '@scenario-lab/contracts/words/criterion-words';
import { describe, expect, it } from 'vitest';
import { meAs } from '../../testing/people.js';
import { templateOf } from './criterion-templates.js';
import { draftOf, needExamples } from './need-examples.js';
import { bodyOf, unfinishedOf, valuesOf } from './scenario-values.js';

describe.each(needExamples.map((one) => [one.id, one] as const))('the example %s', (_id, example) => {
  const draft = draftOf(example, meAs('department'), '2026-11-29');

  it('is taken by the row as it stands, with nothing left out but data and exam', () => {
    const { datasetIds, region, qualifications, inList, ...written } = SaveScenario.parse(draft);
    expect([datasetIds, region, qualifications, inList]).toEqual([[], null, [], null]);
    for (const [name, value] of Object.entries(written)) expect(value, name).not.toBeNull();
    expect(written.criteria.length).toBeGreaterThanOrEqual(3);
    expect([written.deadline, written.decisionDate]).toEqual(['2027-01-28', '2027-03-29']);
  });
  it('is written in both languages and in an office’s words', () => {
    const { title, problem, users, today, conditions } = draft;
    for (const text of [title, problem, users, today, conditions])
      expect(Object.keys(text ?? {}).sort()).toEqual(['en', 'zh']);
    for (const criterion of draft.criteria) {
      expect(templateOf(draft.task, criterion), criterion.metric).not.toBeNull();
      for (const language of ['zh', 'en'] as const)
        expect(plainWords(criterion, draft, language), criterion.metric).not.toBeNull();
    }
  });
  it('comes out of the wizard’s fields as it went in', () => {
    const read = { ...draft, datasets: [], benchmarks: [] } as never;
    expect(SaveScenario.parse(bodyOf(valuesOf(read)))).toEqual({
      chainLinks: [],
      ...SaveScenario.parse(draft),
    });
    expect(unfinishedOf(valuesOf(read))).toEqual([]);
  });
});
