const TICK_MS = 1_000;

/**
 * Ends waiting after so long without `again()`. Counted in ticks of this process: time it was itself stopped or
 * starved is not held against the other side.
 */
export class Patience {
  private ticks = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(ms: number, out: () => void) {
    this.timer = setInterval(() => {
      this.ticks += 1;
      if (this.ticks * TICK_MS < ms) return;
      this.end();
      out();
    }, TICK_MS);
    this.timer.unref();
  }

  again(): void {
    this.ticks = 0;
  }

  end(): void {
    clearInterval(this.timer);
  }
}
