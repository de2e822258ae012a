/** Hard limits of one data job; bytes, seconds. The log is held as a file and counts as one. */
export const dataJobLimits = {
  cpuSeconds: 900,
  wallSeconds: 1_800,
  memoryBytes: 1_536 * 1024 * 1024,
  processes: 64,
  tmpBytes: 256 * 1024 * 1024,
  outBytes: 32 * 1024 * 1024,
  outFiles: 64,
  logBytes: 256 * 1024,
} as const;

/** An organisation's jobs that are not decided yet, and those of one day, over all data. */
export const mostLiveJobs = 5;
export const mostJobsADay = 20;

/** Which end the answers to all held files make. */
export function endOf(releases: readonly boolean[]): 'release' | 'release_part' | 'refuse' {
  if (releases.every(Boolean)) return 'release';
  return releases.some(Boolean) ? 'release_part' : 'refuse';
}
