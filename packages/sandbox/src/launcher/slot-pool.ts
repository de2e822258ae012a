import type { SandboxResult } from '../types.js';
import type { Executed, Slot } from './execute.js';

/** Hands out slots, first come first served. A slot that could not be cleaned never comes back. */
export class SlotPool {
  private readonly free: Slot[];
  private readonly waiting: ((slot: Slot | null) => void)[] = [];
  private readonly busy = new Set<Promise<unknown>>();
  private usable: number;
  constructor(slots: Slot[]) {
    this.free = [...slots];
    this.usable = slots.length;
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

  /** The last slot gone, those who wait for one must not wait for ever. */
  private lose(): void {
    this.usable -= 1;
    if (this.usable === 0) for (const turn of this.waiting.splice(0)) turn(null);
  }

  private give(slot: Slot): void {
    const next = this.waiting.shift();
    if (next) next(slot);
    else this.free.push(slot);
  }

  /** Resolves with the run's result; the slot is handed on when it has been tidied. */
  async withSlot(signal: AbortSignal, work: (slot: Slot) => Promise<Executed>): Promise<SandboxResult> {
    const slot = signal.aborted || this.usable === 0 ? null : await this.take(signal);
    if (slot === null)
      return signal.aborted
        ? { kind: 'platform_fault', reason: 'cancelled', detail: 'cancelled while waiting' }
        : {
            kind: 'platform_fault',
            reason: 'unavailable',
            detail: 'no slot could be cleaned after its last run',
          };
    const job = work(slot);
    const freed = job
      .then(({ tidied }) => tidied)
      .then(
        (tidy) => (tidy ? this.give(slot) : this.lose()),
        () => this.lose(),
      );
    this.busy.add(freed);
    void freed.finally(() => this.busy.delete(freed));
    return (await job).result;
  }

  /** Resolves when no run is under way and nothing is left of the last ones. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.busy);
  }
}
