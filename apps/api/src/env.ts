import { defaultTimeZone, TimeZone } from '@scenario-lab/contracts/zone';
import type { BlobStoreConfig } from '@scenario-lab/storage/open-store';
import { z } from 'zod';

const Env = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Role `lab_api`. */
  DATABASE_URL: z.string().min(1),
  /** Role `lab_public`. */
  PUBLIC_DATABASE_URL: z.string().min(1),
  BLOBS_DIR: z.string().optional(),
  S3_ENDPOINT: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  UPLOADS_DIR: z.string().min(1),
  /** Built web application; without it only the API is served. */
  WEB_DIR: z.string().optional(),
  /** The packed command line; without it none is served. */
  CLI_TARBALL: z.string().optional(),
  /** Address readers use, for links and QR codes. */
  PUBLIC_URL: z.string().default('http://127.0.0.1:8080'),
  /** `yes`: the lab sends mail (`SMTP_URL` of the jobs worker), so that new addresses are asked to prove themselves. */
  MAIL: z.enum(['yes', '']).default(''),
  /** Whose midnight days, deadlines and pilots begin and end at; IANA name. */
  LAB_TIME_ZONE: TimeZone.default(defaultTimeZone),
  /** `production` refuses demonstration accounts and secrets out of examples wherever it is served. */
  SCENARIO_LAB_MODE: z.enum(['demonstration', 'production']).default('demonstration'),
  /** Hours without a request after which a session ends, and days after which it ends in any case. */
  SESSION_IDLE_HOURS: z.coerce
    .number()
    .positive()
    .max(24 * 30)
    .default(12),
  SESSION_DAYS: z.coerce.number().positive().max(365).default(14),
  /** Addresses of proxies whose `X-Forwarded-For` is believed, besides those of this machine; commas between. */
  TRUSTED_PROXIES: z.string().default(''),
  /** `yes` shows the seeded accounts on the sign-in page; refused in production. */
  DEMONSTRATION: z.enum(['yes', '']).default(''),
  /** `yes` lets demonstration accounts be reached from other machines: in a closed network, by whoever knows why. */
  DEMONSTRATION_ON_NETWORK: z.enum(['yes', '']).default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Seconds an upload or a request may still take after SIGTERM before it is cut off. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(600).default(8),
  /** `off` only where something in front of the lab counts requests, or to measure what it can do. */
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  /** Requests a minute of one person, or of one address without a session. */
  READS_PER_MINUTE: z.coerce.number().int().positive().default(3_000),
  WRITES_PER_MINUTE: z.coerce.number().int().positive().default(900),
  /** Requests answered at once; more are told to come again. */
  MAX_IN_FLIGHT: z.coerce.number().int().positive().default(400),
  MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(4 * 2 ** 30),
  /** Where sites' devices speak MQTT; the lab does not listen without. */
  MQTT_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** `HOST` where it is not given. */
  MQTT_HOST: z.string().optional(),
  /** Files with the chain and the key in PEM: devices speak TLS. */
  MQTT_TLS_CERT: z.string().optional(),
  MQTT_TLS_KEY: z.string().optional(),
  /** File with the authority whose certificate a device must have besides its token. */
  MQTT_CLIENT_CA: z.string().optional(),
  /** Bytes one organisation may have in uploads, begun ones with what they announced. */
  UPLOAD_QUOTA_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(40 * 2 ** 30),
  /** The disk mark: an upload that would leave less free than this is not begun. */
  MIN_FREE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(2 * 2 ** 30),
});
export type Env = z.infer<typeof Env>;

/** Errors: names each variable that is missing or wrong, all at once. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Env.safeParse(source);
  const places = parsed.success
    ? halfTls(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && places.length === 0) return parsed.data;
  throw new Error(`the API cannot start, its environment is wrong:\n  ${places.join('\n  ')}`);
}

function halfTls({ MQTT_TLS_CERT: cert, MQTT_TLS_KEY: key, MQTT_CLIENT_CA: ca }: Env): string[] {
  if (Boolean(cert) !== Boolean(key)) return ['MQTT_TLS_CERT, MQTT_TLS_KEY: one without the other'];
  return ca && !cert ? ['MQTT_CLIENT_CA: certificates of devices need MQTT_TLS_CERT'] : [];
}

/** Address of the database as its owner; only for making the first lab. Errors: when it is missing. */
export function readOwnerUrl(source: NodeJS.ProcessEnv = process.env): string {
  const url = source.OWNER_DATABASE_URL ?? source.DATABASE_URL;
  if (!url) throw new Error('OWNER_DATABASE_URL must be set');
  return url;
}

export const sessionLife = (env: Pick<Env, 'SESSION_IDLE_HOURS' | 'SESSION_DAYS'>) => ({
  idleHours: env.SESSION_IDLE_HOURS,
  days: env.SESSION_DAYS,
});

export const readMode = (source: NodeJS.ProcessEnv = process.env): Env['SCENARIO_LAB_MODE'] =>
  source.SCENARIO_LAB_MODE === 'production' ? 'production' : 'demonstration';

/** Where blobs live: a folder, or S3 where a bucket is named. */
export function blobConfig(env: Env): BlobStoreConfig {
  if (env.S3_BUCKET) {
    return {
      kind: 's3',
      bucket: env.S3_BUCKET,
      endpoint: env.S3_ENDPOINT,
      region: env.S3_REGION,
      credentials:
        env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
          ? { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY }
          : undefined,
    };
  }
  if (!env.BLOBS_DIR) throw new Error('BLOBS_DIR or S3_BUCKET must be set');
  // The API and the workers are different users of one group; the folder hands its group down.
  return { kind: 'filesystem', dir: env.BLOBS_DIR, mode: { dir: 0o2770, file: 0o440 } };
}
