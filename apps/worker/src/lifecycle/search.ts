import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignedIn } from '@scenario-lab/domain/actor';
import pg from 'pg';

/**
 * Files below a folder that hold a text, whatever they are. A lab at work takes its own folders away meanwhile: what is gone
 * when it is opened holds nothing for anybody, and everything else is still looked at.
 */
export async function filesWith(dir: string, text: string): Promise<string[]> {
  const hits: string[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) hits.push(...((await orGone(filesWith(path, text))) ?? []));
    else if (entry.isFile() && (await orGone(readFile(path)))?.includes(text)) hits.push(path);
  }
  return hits;
}

async function orGone<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Every table a role may read, and those in which some row it sees holds a text; under row-level security as `actor`. */
export async function tablesWith(
  url: string,
  text: string,
  actor?: SignedIn,
): Promise<{ tables: string[]; hits: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (actor) {
      await client.query(
        "SELECT set_config('app.organisation', $1, false), set_config('app.person', $2, false)",
        [actor.organisationId, actor.personId],
      );
    }
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND has_table_privilege(oid, 'SELECT') ORDER BY 1`,
    );
    const hits: string[] = [];
    for (const { name } of rows) {
      const found = await client.query(`SELECT 1 FROM ${name} t WHERE t::text LIKE $1 LIMIT 1`, [
        `%${text}%`,
      ]);
      if (found.rowCount) hits.push(name);
    }
    return { tables: rows.map(({ name }) => name), hits };
  } finally {
    await client.end();
  }
}
