import { newId } from '@scenario-lab/db/ids';
import type { TestApp } from '../http/test-app.js';

/** What a column holds that this page does not read. */
const anyOf: Record<string, () => unknown> = {
  uuid: newId,
  text: () => `any ${newId()}`,
  jsonb: () => '{}',
  boolean: () => false,
  'timestamp with time zone': () => new Date(),
  date: () => '2999-01-01',
  ARRAY: () => [],
};
/** Rows of what this page counts alone; foreign keys and other columns belong to other features' tests. */
export const rowsOf =
  (app: TestApp) =>
  async (table: string, row: Record<string, unknown>): Promise<string> => {
    const { owner } = app.database;
    const needed = await owner.query(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'`,
      [table],
    );
    const all: Record<string, unknown> = {};
    for (const { name, type } of needed.rows) all[name] ??= anyOf[type]?.() ?? 1;
    Object.assign(all, row);
    await owner.query('SET session_replication_role = replica');
    await owner.query(
      `INSERT INTO ${table} (${Object.keys(all).join(', ')}) VALUES (${Object.keys(all).map((_, at) => `$${at + 1}`)})`,
      Object.values(all),
    );
    await owner.query('SET session_replication_role = origin');
    return String(all.id ?? '');
  };
