import { randomBytes } from 'node:crypto';
import { urlOfRole } from '@scenario-lab/db/migrate';
import pg from 'pg';
import { inject } from 'vitest';
export const rolePasswords = { public: 'public', api: 'api', execute: 'execute', score: 'score' };
async function once(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
/** A database of this test file's own, cloned from the migrated template in some 50 ms. */
export async function testDatabase() {
  const template = new URL(inject('templateUrl'));
  const admin = new URL(template);
  admin.pathname = '/postgres';
  const name = `test_${randomBytes(6).toString('hex')}`;
  await once(admin.href, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE scenario_lab`));
  const url = new URL(template);
  url.pathname = `/${name}`;
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  const role = (key) => urlOfRole(url.href, `lab_${key}`, rolePasswords[key]);
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
//# sourceMappingURL=database.js.map
