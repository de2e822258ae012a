import { performance } from 'node:perf_hooks';
import type { SandboxResult } from '../types.js';
import type { Executed, Slot } from './execute.js';

/** Hands out slots, first come first served. A slot comes back when nothing of its last run is left. */
export class SlotPool {
  private readonly free: Slot[];
  private readonly waiting: ((slot: Slot | null) => void)[] = [];
  private readonly busy = new Set<Promise<unknown>>();
  /** Since when, by `performance.now()`, slots have been waiting to be tidy. */
  private readonly untidy = new Map<Slot, number>();
  private readonly count: number;
  constructor(slots: Slot[]) {
    this.free = [...slots];
    this.count = slots.length;
  }

  private take(signal: AbortSignal): Promise<Slot | null> {
    const slot = this.free.shift();
    if (slot) return Promise.resolve(slot);
    return new Promise((resolve) => {
      const turn = (given: Slot | null) => {
        signal.removeEventListener('abort', leave);
        resolve(given);
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        resolve(null);
      };
      this.waiting.push(turn);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private give(slot: Slot): void {
    this.untidy.delete(slot);
    const next = this.waiting.shift();
    if (next) next(slot);
    else this.free.push(slot);
  }

  /**
   * Milliseconds since the last of all slots fell out of use, 0 while one works or is free: nothing can be run, and
   * a launcher begun anew may get on where this one cannot.
   */
  standstill(now: number): number {
    return this.untidy.size < this.count ? 0 : now - Math.max(...this.untidy.values());
  }

  /** Resolves with the run's result; the slot is handed on when it has been tidied. */
  async withSlot(signal: AbortSignal, work: (slot: Slot) => Promise<Executed>): Promise<SandboxResult> {
    const slot = signal.aborted ? null : await this.take(signal);
    if (slot === null)
      return { kind: 'platform_fault', reason: 'cancelled', detail: 'cancelled while waiting' };
    const job = work(slot);
    const freed = job
      .then(({ tidied }) => {
        this.untidy.set(slot, performance.now());
        return tidied;
      })
      .finally(() => this.give(slot))
      .catch(() => {});
    this.busy.add(freed);
    void freed.finally(() => this.busy.delete(freed));
    return (await job).result;
  }

  /** Resolves when no run is under way and nothing is left of the last ones. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.busy);
  }
}
