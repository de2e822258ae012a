import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Env } from './env.js';

export interface BegunUpload {
  /** Where the lab keeps what has arrived of this file; undefined where nothing was begun. */
  address(): Promise<string | undefined>;
  remember(address: string): Promise<void>;
  forget(): Promise<void>;
}

type Book = Record<string, { address: string; since: number }>;

/** As long as the lab keeps what is not finished. */
const kept = 7 * 86_400_000;

/**
 * Uploads begun and not yet made anything of, by lab and content, in a file beside the credentials: a transfer that was
 * killed goes on in the next process. A file that cannot be read is as good as none.
 */
export function begunUploads(env: Env, lab: string, sha256: string): BegunUpload {
  const file = join(dirname(env.credentialsFile), 'uploads.json');
  const key = `${lab} ${sha256}`;
  const read = async (): Promise<Book> => {
    try {
      const book = JSON.parse(await readFile(file, 'utf8')) as Book;
      return Object.fromEntries(Object.entries(book).filter(([, { since }]) => since > Date.now() - kept));
    } catch {
      return {};
    }
  };
  const write = async (book: Book): Promise<void> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(book, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, file);
  };
  return {
    address: async () => (await read())[key]?.address,
    remember: async (address) => write({ ...(await read()), [key]: { address, since: Date.now() } }),
    forget: async () => {
      const { [key]: gone, ...rest } = await read();
      if (gone) await write(rest);
    },
  };
}
