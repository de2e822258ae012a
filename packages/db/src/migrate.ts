import pg from 'pg';
import { applyBorders } from './core/border.js';
import { borders, histories } from './core/borders.js';
import { dataSource } from './core/data-source.js';

export interface RoleUrls {
  owner: string;
  public: string;
  api: string;
  execute: string;
  score: string;
}

/** The address of another role on the same database. */
export function urlOfRole(owner: string, role: string, password: string): string {
  const url = new URL(owner);
  url.username = role;
  url.password = password;
  return url.href;
}

/**
 * Brings the schema and whose rows are whose up to date and sets the passwords of the four roles. The owner must be allowed to create
 * roles. Postgres 15 or newer; an older server is refused by name. `timeZone`: the lab's, for what a migration makes of days.
 */
export async function migrate(
  owner: string,
  passwords: { public: string; api: string; execute: string; score: string },
  timeZone?: string,
): Promise<RoleUrls> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version_num') AS version",
    );
    const version = Number(rows[0]?.version ?? 0);
    if (version < 150_000)
      throw new Error(`Postgres 15 or newer is needed; this server is ${version / 10_000}`);
    const source = dataSource(owner, { poolSize: 2, name: 'scenario-lab-migrate', timeZone });
    await source.initialize();
    await source.runMigrations({ transaction: 'all' });
    await source.destroy();
    await applyBorders(client, { borders, histories });
    for (const [role, password] of Object.entries(passwords)) {
      await client.query(`ALTER ROLE lab_${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
  } finally {
    await client.end();
  }
  return {
    owner,
    public: urlOfRole(owner, 'lab_public', passwords.public),
    api: urlOfRole(owner, 'lab_api', passwords.api),
    execute: urlOfRole(owner, 'lab_execute', passwords.execute),
    score: urlOfRole(owner, 'lab_score', passwords.score),
  };
}
