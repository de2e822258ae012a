import { afterAll, describe, expect, it } from 'vitest';
import { figure, statement } from '../lifecycle/sample-statement.js';
import { TaskThread } from './task-thread.js';
import type { Tasks } from './tasks.js';

const facts = { split: 'hidden' } as Parameters<Tasks['mark']>[0];
const absent: Parameters<Tasks['mark']> = [facts, '/nowhere/truth', '/nowhere/predictions.tar'];
const rows = Array.from({ length: 50_000 }, (_, row) => figure('mae', row + 1));
const endless: Parameters<Tasks['page']> = [
  { ...statement, predicate: { ...statement.predicate, figures: rows } },
  'en',
  { address: 'https://lab.example', keyId: 'key', lab: {}, timeZone: 'Asia/Shanghai' },
];

describe('TaskThread', () => {
  const thread = new TaskThread();
  afterAll(() => thread.close());

  it('hands back what a task throws, and takes the next', async () => {
    await expect(thread.run('mark', absent)).rejects.toThrow('ENOENT');
    await expect(thread.run('mark', absent)).rejects.toThrow('ENOENT');
  });

  it('leaves this thread free while it works, is ended by an abort, and begins anew', async () => {
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
    }, 10);
    const working = thread.run('page', endless, AbortSignal.timeout(1_500));
    await expect(working).rejects.toThrow('before it was done');
    clearInterval(timer);
    expect(beats).toBeGreaterThan(30);
    await expect(thread.run('mark', absent)).rejects.toThrow('ENOENT');
  });

  it('does not begin what was called off while it waited', async () => {
    await expect(thread.run('mark', absent, AbortSignal.abort())).rejects.toThrow('before it began');
  });
});
