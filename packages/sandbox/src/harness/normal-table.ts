import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Opens an in-memory database that spills to /tmp and goes nowhere else. */
export async function openDatabase(bytes: number): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: `${Math.floor(bytes / 1024 / 1024)}MB`,
    temp_directory: '/tmp/duckdb',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return instance.connect();
}

const MiB = 2 ** 20;

/** What the database may take: /in, /out and /tmp lie in the same memory, and the reader's own heap. */
export const roomFor = (memoryBytes: number, tableBytes: number) =>
  Math.max(256 * MiB, Math.min(memoryBytes / 2, memoryBytes - tableBytes - 512 * MiB));

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Where DuckDB reads a normalised table, every cell as text. From then on the connection opens no other file. */
export async function onlyTable(
  connection: DuckDBConnection,
  file: string,
  names: readonly string[],
  /** Files beside it that are read, too. */
  others: readonly string[] = [],
): Promise<string> {
  await connection.run(`SET allowed_paths = [${[file, ...others].map(literal).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  const types = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  return `read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', auto_detect = false, strict_mode = true, null_padding = false, nullstr = '', max_line_size = 67108864, columns = {${types}})`;
}
