import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ProblemError } from '@scenario-lab/contracts/call';
import { type Desk, isNetwork } from './desk.js';

export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeout(milliseconds, undefined, { signal });

const PATIENCE = 10;
const STEP_MS = 2_000;
const passes = (error: unknown) =>
  isNetwork(error) ||
  (error instanceof ProblemError && (error.problem.status === 429 || error.problem.status >= 500));

/** A reading that may be repeated: a lab that restarts does not end a watch. */
export async function patient<T>({ signal }: Pick<Desk, 'signal'>, read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      if (tries >= PATIENCE || !passes(error)) throw error;
      await pause(STEP_MS, signal);
    }
  }
}

/** A deed that may be sent again because the lab does it once: a lost answer costs nothing. */
export function once<T>(
  desk: Pick<Desk, 'signal'>,
  send: (headers: Record<string, string>) => Promise<T>,
): Promise<T> {
  const headers = { 'idempotency-key': randomUUID() };
  return patient(desk, () => send(headers));
}
