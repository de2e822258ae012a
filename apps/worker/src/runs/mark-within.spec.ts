import { expect, it } from 'vitest';
import { Overtaxed, type TaskThread } from '../threads/task-thread.js';
import { markWithin } from './mark-within.js';
import type { ScoreFacts } from './score-facts.js';

const facts = {
  rows: 1_000,
  plan: { task: 'regression', metrics: ['mae'], criteria: [], slices: [] },
  task: { target: {} },
} as unknown as ScoreFacts;
const marked = { ok: true, result: 'a result' };

/** A thread whose tasks do what is said; notes what it was asked for and how long it was given. */
function thread(does: Record<string, () => Promise<unknown>>) {
  const asked: string[] = [];
  const run = (async (task, args, limits) => {
    asked.push(`${task} ${args.length} ${limits?.seconds}`);
    return does[task]!();
  }) as TaskThread['run'];
  return { asked, mark: markWithin({ run }) };
}
const fails = (error: Error) => () => Promise.reject(error);

it('hands on what the thread finds, within a time that follows the exam', async () => {
  const { asked, mark } = thread({ mark: async () => marked });
  expect(await mark(facts, 'truth', 'answers')).toBe(marked);
  expect(asked).toEqual(['mark 3 121']);
});

it.each(['time', 'memory'] as const)(
  'calls it the answer’s fault that it takes too much %s',
  async (what) => {
    const { asked, mark } = thread({
      mark: fails(new Overtaxed('mark', what)),
      rehearse: async () => undefined,
    });
    expect(await mark(facts, 'truth', 'answers')).toEqual({
      ok: false,
      defects: [{ class: 'too_costly', count: 1, place: '/out', detail: `marking: ${what}` }],
    });
    expect(asked).toEqual(['mark 3 121', 'rehearse 2 121']);
  },
);

it('calls it ours where the exam takes as much of its own truth, and whatever else goes wrong', async () => {
  const over = new Overtaxed('mark', 'time');
  await expect(thread({ mark: fails(over), rehearse: fails(over) }).mark(facts, 't', 'a')).rejects.toBe(over);
  const lost = thread({ mark: fails(new Error('ENOENT')) });
  await expect(lost.mark(facts, 't', 'a')).rejects.toThrow('ENOENT');
  expect(lost.asked).toHaveLength(1);
});
