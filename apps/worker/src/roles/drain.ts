import type { Taker } from '../queue/queues.js';

/**
 * Begins nothing new and waits for what is at work; after `seconds` that is told to end, and gives its lease back.
 */
export async function drain(
  takers: readonly Taker[],
  ending: AbortController,
  seconds: number,
): Promise<void> {
  const late = setTimeout(() => ending.abort(), seconds * 1_000);
  await Promise.all(takers.map((taker) => taker.close()));
  clearTimeout(late);
}
