import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Meter } from './meter.js';

const AGAIN_MS = 500;

/** Control groups whose runs are over. The kernel may keep one busy for a while: it is tried again until it goes. */
export class Graveyard {
  private waiting: Meter[] = [];
  private timer: NodeJS.Timeout | null = null;

  bury(meter: Meter): void {
    this.waiting.push(meter);
    this.dig();
  }

  /** Waits until all are gone, at most so long. */
  async empty(ms: number): Promise<void> {
    for (const end = performance.now() + ms; this.waiting.length > 0 && performance.now() < end; ) {
      await sleep(20);
      this.dig();
    }
  }

  private dig(): void {
    this.waiting = this.waiting.filter((meter) => !gone(meter));
    if (this.waiting.length === 0 || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.dig();
    }, AGAIN_MS);
    this.timer.unref();
  }
}

function gone(meter: Meter): boolean {
  try {
    meter.kill();
    meter.remove();
    return true;
  } catch {
    return false;
  }
}
