import { expect, it, vi } from 'vitest';
import { type Consumer, takeWhenReady } from './queues.js';

/** A consumer whose server answers or does not; closing one that was never set up waits for ever, as BullMQ's does. */
function consumer(answers: boolean) {
  const close = vi.fn((force = false) =>
    answers || force ? Promise.resolve() : new Promise<void>(() => {}),
  );
  const made: Consumer = {
    on: () => made,
    waitUntilReady: () => (answers ? Promise.resolve() : Promise.reject(new Error('starting up'))),
    close,
  };
  return { made, close };
}

it('begins another consumer until one is set up, and closes that one', async () => {
  vi.useFakeTimers();
  const all = [consumer(false), consumer(false), consumer(true), consumer(true)];
  let begun = 0;
  const taker = takeWhenReady(() => all[begun++]!.made);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(begun).toBe(3);
  await taker.close();
  expect(all.map(({ close }) => close.mock.calls)).toEqual([[[true]], [[true]], [[]], []]);
  vi.useRealTimers();
});

it('begins no other once it is closed, and does not wait for what never was', async () => {
  vi.useFakeTimers();
  let begun = 0;
  const taker = takeWhenReady(() => {
    begun += 1;
    return consumer(false).made;
  });
  await vi.advanceTimersByTimeAsync(100);
  await taker.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(begun).toBe(1);
  vi.useRealTimers();
});
