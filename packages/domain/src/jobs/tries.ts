/** Jobs that no run's own attempts count: each ends after so many failures, with a reason, and the lab may begin it again. */
export const cappedJobs = [
  'inspect-artifact',
  'profile-dataset',
  'mask-dataset',
  'profile-open-rows',
  'seal-benchmark',
  'prepare-download',
  'compare-runs',
  'issue-report',
  'watch-certificate',
  'sign-acceptance',
  'write-edition',
  'read-list',
  'inspect-data-job',
  'run-data-job',
  'read-medium',
  'read-ticket-file',
  'suggest-routing',
  'read-need-paper',
] as const;
export type CappedJob = (typeof cappedJobs)[number];
/** What an event may wake up; a run's own attempts are counted with the run. */
export type Job = CappedJob | 'execute-run' | 'score-run';

/** A job whose thing leaves its state when it is given up, so that a thing put back is a new beginning. */
export const endsTheThing = (job: CappedJob): boolean => ending.has(job);
const ending: ReadonlySet<CappedJob> = new Set([
  'inspect-artifact',
  'profile-dataset',
  'mask-dataset',
  'seal-benchmark',
  'read-list',
  'inspect-data-job',
  'run-data-job',
  'read-medium',
  'read-ticket-file',
  'suggest-routing',
  'read-need-paper',
]);

/** A try weighs 4 from its beginning, so that a job which takes its worker with it is counted, too. */
export const tryWeight = 4;
/** Five failures of its own; or twenty of what is under it, for whatever loses its host each time ends as well. */
export const mostWeight = 20;

/** `own`: it failed at this thing. `host`: the sandbox or the machine was lost under it. `ending`: it was told to stop. */
export type TryLoss = 'own' | 'host' | 'ending';

/** What of a try's weight is taken back. */
export const takenBack: Record<TryLoss, number> = { own: 0, host: 3, ending: tryWeight };
