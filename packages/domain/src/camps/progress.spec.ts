import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressOf, type Try } from './progress.js';

const camp = {
  sessions: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
  tasks: [
    { id: 'low', metric: 'mae', goal: 5 },
    { id: 'high', metric: 'accuracy', goal: 0.8 },
    { id: 'any', metric: 'mae', goal: null },
  ],
  rule: { sessions: 2, tasks: 2 },
};
const one = (task: string, value: number | null, counts = true): Try => ({
  ...{ task, value, counts },
  runId: `${task} ${value}`,
});

describe('how far somebody is in a camp', () => {
  it('takes the best of the tries whichever way the metric goes', () => {
    const { tasks } = progressOf(camp, {
      attended: [],
      tries: [one('low', 7), one('low', 4), one('high', 0.7), one('high', 0.9), one('any', null)],
    });
    expect(tasks.map(({ best, solved, used }) => [best, solved, used])).toEqual([
      [4, true, 2],
      [0.9, true, 2],
      [null, false, 1],
    ]);
  });

  it('is complete when both counts are reached, and by nothing else', () => {
    const solved = [one('low', 5), one('high', 0.8)];
    expect(progressOf(camp, { attended: ['a', 'c'], tries: solved }).complete).toBe(true);
    expect(progressOf(camp, { attended: ['a'], tries: solved }).complete).toBe(false);
    expect(progressOf(camp, { attended: ['a', 'b', 'c'], tries: [one('low', 5.01)] }).complete).toBe(false);
    // The same session twice is one, and one the camp does not have is none.
    expect(progressOf(camp, { attended: ['a', 'a', 'z'], tries: solved }).complete).toBe(false);
  });

  it('uses no try for what was given back, and never more than were made', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.option(fc.double({ noNaN: true })))), (made) => {
        const tries = made.map(([counts, value]) => one('low', value, counts));
        const [{ used, best } = { used: -1, best: 0 }] = progressOf(camp, { attended: [], tries }).tasks;
        expect(used).toBe(made.filter(([counts]) => counts).length);
        const values = made.flatMap(([, value]) => (value === null ? [] : [value]));
        expect(best).toBe(values.length === 0 ? null : values.reduce((a, b) => (b < a ? b : a)));
      }),
    );
  });
});
