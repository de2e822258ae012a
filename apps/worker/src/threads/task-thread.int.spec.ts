import { afterAll, describe, expect, it } from 'vitest';
import { figure, statement } from '../lifecycle/sample-statement.js';
import { Overtaxed, TaskThread } from './task-thread.js';
import type { Tasks } from './tasks.js';

const facts = { split: 'hidden' } as Parameters<Tasks['mark']>[0];
const absent: Parameters<Tasks['mark']> = [facts, '/nowhere/truth', '/nowhere/predictions.tar'];
const rows = Array.from({ length: 50_000 }, (_, row) => figure('mae', row + 1));
const endless: Parameters<Tasks['page']> = [
  { ...statement, predicate: { ...statement.predicate, figures: rows } },
  'en',
  {
    address: 'https://lab.example',
    keyId: 'key',
    lab: {},
    identity: { accent: null, mark: null, picture: null },
    timeZone: 'Asia/Shanghai',
  },
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
    const working = thread.run('page', endless, { signal: AbortSignal.timeout(1_500) });
    await expect(working).rejects.toThrow('before it was done');
    clearInterval(timer);
    expect(beats).toBeGreaterThan(30);
    await expect(thread.run('mark', absent)).rejects.toThrow('ENOENT');
  });

  it('does not begin what was called off while it waited', async () => {
    await expect(thread.run('mark', absent, { signal: AbortSignal.abort() })).rejects.toThrow(
      'before it began',
    );
  });

  it('ends a task for its time, counted from its own beginning, and for its heap', async () => {
    const first = thread.run('page', endless, { seconds: 1.5 });
    const second = thread.run('mark', absent, { seconds: 1 });
    await expect(first).rejects.toThrow(Overtaxed);
    await expect(first).rejects.toMatchObject({ what: 'time' });
    await expect(second).rejects.toThrow('ENOENT');
    const narrow = new TaskThread(24);
    await expect(narrow.run('page', endless)).rejects.toMatchObject({ what: 'memory' });
    await expect(narrow.run('mark', absent)).rejects.toThrow('ENOENT');
    await narrow.close();
  });
});
