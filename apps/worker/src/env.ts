import { hostname } from 'node:os';
import { defaultTimeZone, TimeZone } from '@scenario-lab/contracts/zone';
import { type Range, readRange } from '@scenario-lab/domain/outbound/reachable';
import { isExampleSecret, passwordIn } from '@scenario-lab/domain/secrets';
import type { BlobStoreConfig } from '@scenario-lab/storage/open-store';
import { z } from 'zod';

export const workerRoles = ['execute', 'score', 'jobs'] as const;
export type WorkerRole = (typeof workerRoles)[number];

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const Ranges = z.string().transform((text, context): Range[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .flatMap((one) => {
      const range = readRange(one);
      if (range) return [range];
      context.addIssue({ code: 'custom', message: `${one} is no address and no range` });
      return [];
    }),
);

const Env = z.object({
  WORKER_ROLES: z
    .string()
    .transform((text) => [...new Set(text.split(',').map((role) => role.trim()))])
    .pipe(z.array(z.enum(workerRoles)).min(1)),
  /** Role `lab_execute` for execute, `lab_score` for score and jobs. */
  DATABASE_URL: z.string().min(1),
  /** Redis carries the queue where it is set; else Postgres does, schema `queue`. */
  REDIS_URL: z.string().optional(),
  QUEUE_DATABASE_URL: z.string().optional(),
  BLOBS_DIR: z.string().optional(),
  S3_ENDPOINT: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** score, jobs: truth, sealed sources and predictions, 0700. Refused where programs are executed. */
  VAULT_DIR: z.string().optional(),
  /** Collected predictions on their way from execute to score. */
  SPOOL_DIR: z.string().min(1),
  /** jobs: holds the signing key. Refused where programs are executed. */
  KEY_DIR: z.string().optional(),
  /** execute: slots, stages, unpacked artifacts; reachable for the slots' users. */
  WORK_DIR: z.string().optional(),
  /** execute: socket of a running launcher; without it one is started as a child. */
  LAUNCHER_SOCKET: z.string().optional(),
  SLOTS: whole(1, 64).default(2),
  /** execute: where runtime roots are kept. */
  DEPLOY_ROOT: z.string().optional(),
  WORKER_ID: z.string().max(100).optional(),
  /** Loopback port of /ready, /live and /metrics; without it there is no listener. */
  HEALTH_PORT: whole(0, 65_535).optional(),
  /** Seconds a run may still take after SIGTERM before its lease is given back. */
  DRAIN_SECONDS: whole(0, 3_600).default(20),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Address readers use, for the QR code of a report. */
  PUBLIC_URL: z.string().default('http://127.0.0.1:8080'),
  /** Whose midnight days end at; IANA name, the same for all processes of a lab. */
  LAB_TIME_ZONE: TimeZone.default(defaultTimeZone),
  /** jobs: where mail goes out (`smtp://`, `smtps://`, user and password in it); without it the lab sends none. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** jobs: whose mail it is, `Lab <lab@city.example>`; needed with SMTP_URL. */
  MAIL_FROM: z.string().includes('@').max(200).optional(),
  /**
   * jobs: ranges beyond the public network that notices may be sent to, as `10.8.0.0/16,10.9.1.4`; none where absent.
   * Plain `http://` goes there alone.
   */
  OUTBOUND_ALLOW: Ranges.default([]),
  /** `production` refuses secrets out of examples. */
  SCENARIO_LAB_MODE: z.enum(['demonstration', 'production']).default('demonstration'),
  /** `yes`: every certificate of this installation is marked as a demonstration. */
  DEMONSTRATION: z.enum(['yes', '']).default(''),
});

/** Which role may not, and which must, be given a variable. */
const refusedForExecute = ['VAULT_DIR', 'KEY_DIR', 'SMTP_URL'] as const;
const needed: Record<WorkerRole, readonly (keyof z.infer<typeof Env>)[]> = {
  execute: ['WORK_DIR'],
  score: ['VAULT_DIR'],
  jobs: ['VAULT_DIR', 'KEY_DIR'],
};

const CheckedEnv = Env.superRefine((env, context) => {
  const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  const executes = env.WORKER_ROLES.includes('execute');
  if (executes && env.WORKER_ROLES.length > 1) {
    say('WORKER_ROLES', 'a process that executes programs may do nothing else');
  }
  for (const name of refusedForExecute) {
    if (executes && env[name] !== undefined) say(name, 'must not be known where programs are executed');
  }
  for (const role of env.WORKER_ROLES) {
    for (const name of needed[role]) if (env[name] === undefined) say(name, `needed for the role ${role}`);
  }
  if (env.SCENARIO_LAB_MODE === 'production') {
    if (isExampleSecret(passwordIn(env.DATABASE_URL)))
      say('DATABASE_URL', 'has no password or one from an example');
    // A queue on this machine may do without; one that has a password must not have everybody's.
    const queue = env.REDIS_URL ? passwordIn(env.REDIS_URL) : '';
    if (queue !== '' && isExampleSecret(queue)) say('REDIS_URL', 'has a password from an example');
    if (env.S3_BUCKET && env.S3_ACCESS_KEY_ID && isExampleSecret(env.S3_SECRET_ACCESS_KEY ?? ''))
      say('S3_SECRET_ACCESS_KEY', 'is missing or from an example');
  }
  if (env.SMTP_URL && !env.MAIL_FROM) say('MAIL_FROM', 'needed with SMTP_URL');
  if (!env.BLOBS_DIR && !env.S3_BUCKET) say('BLOBS_DIR', 'BLOBS_DIR or S3_BUCKET is needed');
});
export type WorkerEnv = z.infer<typeof CheckedEnv> & { workerId: string };

/** Errors: names each variable that is missing or wrong, all at once. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): WorkerEnv {
  const parsed = CheckedEnv.safeParse(source);
  if (parsed.success) {
    const { data } = parsed;
    return {
      ...data,
      workerId: data.WORKER_ID ?? `${hostname()}-${data.WORKER_ROLES.join('+')}-${process.pid}`,
    };
  }
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the worker cannot start, its environment is wrong:\n  ${places.join('\n  ')}`);
}

/** Shared with the API and the other roles by a common group. */
export const sharedMode = { dir: 0o2770, file: 0o440 };

export function blobConfig(env: WorkerEnv): BlobStoreConfig {
  if (env.S3_BUCKET) {
    return {
      kind: 's3',
      bucket: env.S3_BUCKET,
      region: env.S3_REGION,
      ...(env.S3_ENDPOINT ? { endpoint: env.S3_ENDPOINT } : {}),
      ...(env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
        ? { credentials: { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY } }
        : {}),
    };
  }
  if (!env.BLOBS_DIR) throw new Error('BLOBS_DIR or S3_BUCKET must be set');
  return { kind: 'filesystem', dir: env.BLOBS_DIR, mode: sharedMode };
}

/** What `migrate-queue` and `rotate-key` read. */
export function readOwnerUrl(source: NodeJS.ProcessEnv = process.env): string {
  const url = source.OWNER_DATABASE_URL;
  if (!url) throw new Error('OWNER_DATABASE_URL must be set');
  return url;
}

/** What `rotate-key` reads. */
export function readKeyDir(source: NodeJS.ProcessEnv = process.env): string {
  const dir = source.KEY_DIR;
  if (!dir) throw new Error('KEY_DIR must be set');
  return dir;
}
