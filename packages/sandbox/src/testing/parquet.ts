import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** What a query gives, as a Parquet file. */
export async function parquet(query: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  try {
    const path = join(folder, 'table.parquet');
    await connection.run(
      `COPY (${query}) TO '${path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)`,
    );
    return readFileSync(path);
  } finally {
    connection.closeSync();
    rmSync(folder, { recursive: true });
  }
}
