import { TimeZone } from '@scenario-lab/contracts/zone';

/** What the supervisor hands down from its own surroundings; each child gets only what it needs. */
export interface Surroundings {
  /** When `npm start` began, for the progress lines. */
  started: number;
  /** Folder with apps/, packages/ and node_modules/: the clone, or its deployed copy. */
  home: string;
  defaultData: string;
  databaseUrl?: string;
  redisUrl?: string;
  s3: Record<string, string>;
  mode: 'demonstration' | 'production';
  logLevel: string;
  publicUrl?: string;
  /** Limits of the API that an operator may set; see docs/operations.md. */
  limits: Record<string, string>;
  /** `SMTP_URL`, `MAIL_FROM` and `OUTBOUND_ALLOW`, where they are given. */
  mail: Record<string, string>;
  /** `LAB_TIME_ZONE`, where it is given. */
  days: Record<string, string>;
}

export function surroundings(source: NodeJS.ProcessEnv = process.env): Surroundings {
  const limits = given(source, [
    'RATE_LIMITS',
    'READS_PER_MINUTE',
    'WRITES_PER_MINUTE',
    'MAX_IN_FLIGHT',
    'MAX_UPLOAD_BYTES',
    'UPLOAD_QUOTA_BYTES',
    'MIN_FREE_BYTES',
    'TRUSTED_PROXIES',
    'SESSION_IDLE_HOURS',
    'SESSION_DAYS',
    'DEMONSTRATION_ON_NETWORK',
    'MQTT_PORT',
    'MQTT_HOST',
    'MQTT_TLS_CERT',
    'MQTT_TLS_KEY',
    'MQTT_CLIENT_CA',
  ]);
  const s3 = given(source, [
    'S3_ENDPOINT',
    'S3_BUCKET',
    'S3_REGION',
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
  ]);
  const days = given(source, ['LAB_TIME_ZONE']);
  // The migrator is the first to use it: said here by name, not by the database half-way.
  if (days.LAB_TIME_ZONE && !TimeZone.safeParse(days.LAB_TIME_ZONE).success)
    throw new TypeError(`LAB_TIME_ZONE: "${days.LAB_TIME_ZONE}" is not a time zone, as Asia/Shanghai is`);
  const mode = source.SCENARIO_LAB_MODE === 'production' ? 'production' : 'demonstration';
  return {
    started: Number(source.SCENARIO_LAB_STARTED ?? Date.now()),
    home: source.SCENARIO_LAB_HOME ?? new URL('../../..', import.meta.url).pathname,
    defaultData: source.SCENARIO_LAB_DEFAULT_DATA ?? `${process.cwd()}/.scenario-lab`,
    databaseUrl: source.DATABASE_URL,
    redisUrl: source.REDIS_URL,
    s3,
    limits,
    days,
    mail: given(source, ['SMTP_URL', 'MAIL_FROM', 'OUTBOUND_ALLOW']),
    mode,
    logLevel: source.LOG_LEVEL ?? 'warn',
    publicUrl: source.PUBLIC_URL,
  };
}

const given = (source: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
