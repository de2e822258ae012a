import { randomBytes } from 'node:crypto';
import { defaultTimeZone } from '@scenario-lab/contracts/zone';
import { type RoleUrls, urlOfRole } from '@scenario-lab/db/migrate';
import pg from 'pg';
import { inject } from 'vitest';

export const rolePasswords = { public: 'public', api: 'api', execute: 'execute', score: 'score' };

export interface TestDatabase {
  urls: RoleUrls;
  /** As the owner: past every policy, for arranging and for looking. */
  owner: pg.Client;
  drop(): Promise<void>;
}

async function once<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database of this test file's own, cloned from the migrated template. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const admin = new URL(template);
  admin.pathname = '/postgres';
  const name = `test_${randomBytes(6).toString('hex')}`;
  await once(admin.href, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE scenario_lab STRATEGY FILE_COPY`),
  );
  const url = new URL(template);
  url.pathname = `/${name}`;
  // `current_date` is the lab's, as in the processes.
  const owner = new pg.Client({ connectionString: url.href, options: `-c TimeZone=${defaultTimeZone}` });
  await owner.connect();
  const role = (key: keyof typeof rolePasswords) => urlOfRole(url.href, `lab_${key}`, rolePasswords[key]);
  return {
    urls: {
      owner: url.href,
      public: role('public'),
      api: role('api'),
      execute: role('execute'),
      score: role('score'),
    },
    owner,
    drop: async () => {
      await owner.end();
      await once(admin.href, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
