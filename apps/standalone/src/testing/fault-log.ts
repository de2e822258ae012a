/** One claim on a run, as the database noted it; milliseconds. */
export interface Attempt {
  run: string;
  number: number;
  phase: 'execute' | 'score';
  started: number;
  ended: number | null;
  end: string | null;
}

/** A blow to some part of the lab, and when the lab was whole again; milliseconds of the same clock. */
export interface Blow {
  victim: string;
  at: number;
  mended: number;
}

export interface Loss {
  attempt: Attempt;
  victim: string;
  /** Milliseconds from the blow until the claim was taken away, in a lab that was up. */
  noticed: number;
  /** Until the run was begun again; null when this was its last attempt. */
  again: number | null;
}

const whole = ['postgres', 'supervisor', 'everything'];
const hits: Record<Attempt['phase'], readonly string[]> = {
  execute: ['execute', 'launcher', ...whole],
  score: ['score', 'scoring', ...whole],
};

/** How long after a blow a claim may still be begun in vain: a launcher must first come up again. */
const reach: Record<string, number> = { launcher: 15_000, postgres: 15_000 };

/**
 * Claims that were lost, each with the blow that cost it: the first that hit while it was held, else the first
 * shortly before it was begun in vain. Errors: a claim lost without a blow.
 */
export function lossesOf(attempts: readonly Attempt[], blows: readonly Blow[]): Loss[] {
  return attempts
    .filter(({ end }) => end === 'lost' || end === 'platform_fault')
    .map((attempt) => {
      const { run, number, phase, started, ended } = attempt;
      const able = blows.filter(
        ({ victim, at }) =>
          hits[phase].includes(victim) && at <= (ended ?? at) && at >= started - (reach[victim] ?? 1_000),
      );
      const blow = able.find(({ at }) => at >= started) ?? able[0];
      if (!blow || ended === null) throw new Error(`${JSON.stringify(attempt)} was lost without a blow`);
      // Who is dead notices nothing: the time for which the whole lab was down is not counted.
      const down = (until: number) =>
        blows
          .filter(({ at }) => at > blow.at && at < until)
          .reduce((sum, one) => sum + (one.mended - one.at), 0);
      const next = attempts.find((one) => one.run === run && one.number === number + 1);
      return {
        attempt,
        victim: blow.victim,
        noticed: ended - blow.mended - down(ended),
        again: next ? next.started - blow.mended - down(next.started) : null,
      };
    });
}
