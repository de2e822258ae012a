import { Refusal } from '@scenario-lab/domain/refusal';

interface Limit {
  /** Attempts permitted within the window. */
  of: number;
  seconds: number;
}

/**
 * Counts attempts per key in a window that begins with the first. Kept in this process' memory: a restart
 * forgives, and the oldest keys are dropped beyond `capacity` so that made-up keys cannot fill the memory.
 */
export class Attempts {
  private readonly windows = new Map<string, { count: number; until: number }>();

  constructor(
    private readonly limit: Limit,
    private readonly clock: () => number = Date.now,
    private readonly capacity = 20_000,
  ) {}

  /**
   * Counts before the attempt is made, so that many at once do not all slip through. Errors:
   * `Refusal('too_many_requests')` with `retryAfter` in seconds.
   */
  take(key: string): void {
    this.check(key);
    this.count(key);
  }

  private check(key: string): void {
    const window = this.current(key);
    if (window && window.count >= this.limit.of) {
      throw new Refusal('too_many_requests', { retryAfter: Math.ceil((window.until - this.clock()) / 1000) });
    }
  }

  private count(key: string): void {
    const window = this.current(key);
    if (window) {
      window.count += 1;
      return;
    }
    for (const oldest of this.windows.keys()) {
      if (this.windows.size < this.capacity) break;
      this.windows.delete(oldest);
    }
    this.windows.set(key, { count: 1, until: this.clock() + this.limit.seconds * 1000 });
  }

  giveBack(key: string): void {
    const window = this.current(key);
    if (window) window.count -= 1;
  }

  forgive(key: string): void {
    this.windows.delete(key);
  }

  private current(key: string) {
    const window = this.windows.get(key);
    if (!window) return undefined;
    if (window.until > this.clock()) return window;
    this.windows.delete(key);
    return undefined;
  }
}
