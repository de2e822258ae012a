import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, call, ProblemError } from '@scenario-lab/contracts/call';
import type { Answer, Args, Route } from '@scenario-lab/contracts/route';
import { openDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import { buildApp } from '../build-app.js';
import { readEnv } from '../env.js';

export interface TestApp {
  baseUrl: string;
  database: TestDatabase;
  cast: Cast;
  /** Calls a row as somebody of the cast (by API token), or as a visitor; `headers` go along. */
  as(
    who: Cast[keyof Cast] | null,
    headers?: Record<string, string>,
  ): <Row extends Route>(row: Row, args: Args<Row>) => Promise<Answer<Row>>;
  /** SQL as the API's role with somebody's settings: what row-level security alone lets through. */
  sqlAs(who: Cast[keyof Cast] | null, sql: string, values?: unknown[]): Promise<unknown>;
  folders: { blobs: string; uploads: string };
  /** An API token of a person, for raw requests. */
  tokenOf(who: Cast[keyof Cast]): Promise<string>;
  close(): Promise<void>;
}

/** The real API on a database of its own; used by the int specs of every feature. `over` adds to its environment. */
export async function testApp(over: Record<string, string> = {}): Promise<TestApp> {
  const database = await testDatabase();
  const cast = await makeCast(database.owner);
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-api-'));
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: database.urls.api,
    PUBLIC_DATABASE_URL: database.urls.public,
    BLOBS_DIR: join(folder, 'blobs'),
    UPLOADS_DIR: join(folder, 'uploads'),
    PORT: '0',
    ...over,
  });
  const doors = await openDatabase(
    { api: database.urls.api, public: database.urls.public },
    4,
    env.LAB_TIME_ZONE,
  );
  const blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  const app = await buildApp({ env, database: doors, blobs, log: pino({ level: 'silent' }) });
  await app.listen(0, '127.0.0.1');
  const baseUrl = `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/api`;
  const tokens = new Map<string, Promise<string>>();

  const issue = async (who: Cast[keyof Cast]) => {
    const secret = `slt_${randomBytes(24).toString('base64url')}`;
    await database.owner.query(
      `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, expires_at)
       VALUES ($1, $2, $3, $4, 'test', now() + interval '1 day')`,
      [newId(), createHash('sha256').update(secret).digest('hex'), who.personId, who.organisationId],
    );
    return secret;
  };
  const tokenOf = (who: Cast[keyof Cast]) => {
    const known = tokens.get(who.personId) ?? issue(who);
    tokens.set(who.personId, known);
    return known;
  };
  return {
    baseUrl,
    database,
    cast,
    folders: { blobs: join(folder, 'blobs'), uploads: join(folder, 'uploads') },
    tokenOf,
    sqlAs: (who, sql, values) => doors.asActor(who ?? 'anonymous', (tx) => tx.query(sql, values)),
    as: (who, further) => async (row, args) => {
      const token = who ? await tokenOf(who) : null;
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const client: Client = { baseUrl, headers: () => headers };
      return call(client, row, args, { headers: further });
    },
    close: async () => {
      await app.close();
      await doors.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How a call was refused, as `409 wrong_status` and the first place named; `went through` where it was not. */
export function refusalOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) return String(error);
      const { status, code, errors } = error.problem;
      return [status, code, errors?.[0]?.path].filter((part) => part !== undefined).join(' ');
    },
  );
}
