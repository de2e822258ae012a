/** What the exit code says; documented in docs/guides/cli.md. */
export const exit = {
  pass: 0,
  /** The verdict is fail, or what was handed in does not hold: a bad bundle, a failing program, a false report. */
  fail: 1,
  usage: 2,
  inconclusive: 3,
  /** Nobody's verdict: this machine or the lab could not do the work. */
  fault: 4,
  /** The lab said no, or could not be reached. */
  refused: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type Exit = (typeof exit)[keyof typeof exit];

export const exitOf = (verdict: 'pass' | 'fail' | 'inconclusive'): Exit => exit[verdict];
