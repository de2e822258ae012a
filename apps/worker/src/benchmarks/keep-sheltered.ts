import type { ScoreDesk } from '../desk.js';
import { lendSources, shelterSources, sweepAllRowFiles } from './shelter-sources.js';

const everythingMs = 600_000;

/** Looks at once at all sources that belong into the vault, then often at what has changed and seldom at all. */
export function keepSheltered(desk: ScoreDesk): { stop(): Promise<void> } {
  let turn: Promise<void> | null = null;
  let nextWhole = 0;
  const look = async () => {
    const whole = performance.now() >= nextWhole;
    const moved = await shelterSources(desk, whole ? 'all' : 'lately');
    // Only once it has been done: an attempt that failed is made again.
    if (whole) nextWhole = performance.now() + everythingMs;
    const swept = await sweepAllRowFiles(desk);
    const lent = await lendSources(desk);
    if (moved + lent + swept > 0)
      desk.log.info(
        { moved, lent, swept },
        'sources went into the vault or are lent out of it, rows nothing names are removed',
      );
  };
  const begin = () => {
    turn ??= look()
      .catch((error: unknown) => desk.log.error({ err: error }, 'sources could not be sheltered'))
      .finally(() => {
        turn = null;
      });
  };
  begin();
  const timer = setInterval(begin, desk.pace.reconcile);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
