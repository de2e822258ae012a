import { createHash } from 'node:crypto';
import pg from 'pg';

/** Before a statement whose best plan depends on what is asked for (lists with filters): never kept prepared. */
export const plannedAnew = '/* planned anew */ ';

/** Asked so often before it is kept; so many are kept, for each costs memory on every connection. */
const often = 8;
const most = 150;

const asked = new Map<string, { times: number; name: string | null }>();
let kept = 0;
let edition = 0;

/**
 * The name a statement is kept prepared under, or null. With row-level security a statement is planned for longer than it
 * is carried out: what is asked again and again is planned once per connection.
 */
function nameOf(text: string): string | null {
  if (text.startsWith(plannedAnew)) return null;
  let known = asked.get(text);
  if (!known) {
    // What is made up anew each time would fill the list: nothing is noted any more, and all goes on unprepared.
    if (asked.size >= most * 20) return null;
    known = { times: 0, name: null };
    asked.set(text, known);
  }
  known.times += 1;
  if (known.name === null && known.times > often && kept < most) {
    kept += 1;
    known.name = `s${edition}_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  }
  return known.name;
}

/** A migration has changed what a kept statement answers: all are prepared anew under other names. */
function forget(error: unknown): never {
  if ((error as { code?: string }).code === '0A000') {
    asked.clear();
    kept = 0;
    edition += 1;
  }
  throw error;
}

type Ask = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

/** Several statements in one message, and those that begin and end transactions, have no values at all. */
const mayBeKept = (text: unknown, values: unknown): text is string =>
  typeof text === 'string' &&
  Array.isArray(values) &&
  (values.length > 0 || /^\s*(SELECT|WITH)\b/.test(text));

/** A connection that keeps prepared what it is asked often; what comes without a list of values is sent as it is. */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const plain = this.query.bind(this) as Ask;
    const ask: Ask = (text, values, ...rest) => {
      if (rest.length > 0 || !mayBeKept(text, values)) return plain(text, values, ...rest);
      const name = nameOf(text);
      if (name === null) return plain(text, values);
      return (plain({ name, text, values }) as Promise<unknown>).catch(forget);
    };
    this.query = ask as typeof this.query;
  }
}
