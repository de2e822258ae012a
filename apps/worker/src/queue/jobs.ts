import type { Job } from '@scenario-lab/domain/jobs/tries';

/** Where each job travels. A job is named like the file and the function that does it. */
export const queueOfJob = {
  'execute-run': 'execute',
  'inspect-artifact': 'read',
  'profile-dataset': 'read',
  'mask-dataset': 'read',
  'profile-open-rows': 'read',
  'read-list': 'read',
  'read-medium': 'read',
  'read-ticket-file': 'read',
  'read-need-paper': 'read',
  'inspect-data-job': 'read',
  'run-data-job': 'compute',
  'suggest-routing': 'compute',
  'score-run': 'score',
  'compare-runs': 'compare',
  'seal-benchmark': 'seal',
  'prepare-download': 'seal',
  'issue-report': 'jobs',
  'watch-certificate': 'jobs',
  'sign-acceptance': 'jobs',
  'write-edition': 'jobs',
} as const satisfies Record<Job, string>;

export type JobName = keyof typeof queueOfJob;
export type QueueName = (typeof queueOfJob)[JobName];
export const queueNames: readonly QueueName[] = [
  'execute',
  'read',
  'compute',
  'score',
  'compare',
  'seal',
  'jobs',
];
export const jobNames = Object.keys(queueOfJob) as JobName[];

/**
 * Where a wake-up takes what waits by turns of organisations, not the thing it names. Runs do so in their own claims;
 * what the lab has decided on (`jobs`) is nobody's line.
 */
export const isTakenInTurn = (queue: QueueName): boolean =>
  ['read', 'compute', 'compare', 'seal'].includes(queue);

/** A job is a wake-up: it says where to look, never what is true. */
export interface WakeUp {
  thingId: string;
}

export type Handler<Desk> = (desk: Desk, wake: WakeUp) => Promise<void>;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The functions by the job each is named after. Errors: a job of these queues without a function, two functions
 * for one job, a function for a job that is not in the table or travels elsewhere.
 */
export function bindHandlers<Desk>(
  queues: readonly QueueName[],
  handlers: readonly Handler<Desk>[],
): Map<JobName, Handler<Desk>> {
  const bound = new Map<JobName, Handler<Desk>>();
  const flaws: string[] = [];
  for (const handler of handlers) {
    const job = jobNames.find((name) => name === kebab(handler.name));
    if (!job || !queues.includes(queueOfJob[job])) flaws.push(`${handler.name} does no job of this worker`);
    else if (bound.has(job)) flaws.push(`${job} has two handlers`);
    else bound.set(job, handler);
  }
  for (const job of jobNames) {
    if (queues.includes(queueOfJob[job]) && !bound.has(job)) flaws.push(`${job} has no handler`);
  }
  if (flaws.length > 0) throw new Error(`jobs and handlers differ: ${flaws.join('; ')}`);
  return bound;
}
