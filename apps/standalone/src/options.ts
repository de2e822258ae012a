import { parseArgs } from 'node:util';

export interface Options {
  port: number;
  host: string;
  /** Data folder; null for the default. */
  data: string | null;
  /** No demonstration: an empty lab with one administrator. */
  empty: boolean;
  /** Throws the data folder away first. */
  reset: boolean;
  help: boolean;
}

export const usage = `npm start -- [options]
  --port N      port of the web address (default 8080; the next free one if busy)
  --host ADDR   address to listen on (default 127.0.0.1; 0.0.0.0 opens the lab to the network;
                a demonstration, whose passwords everybody knows, only with DEMONSTRATION_ON_NETWORK=yes)
  --data DIR    data folder (database, blobs, vault, keys)
  --empty       no demonstration: an empty lab and one administrator
  --reset       throw the data folder away first
`;

/** Errors: a TypeError that names the option. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new TypeError(`--port: "${values.port}" is not a port`);
  return { ...values, port, data: values.data ?? null };
}
