import { createHash } from 'node:crypto';
import { execute, queryOne } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

const Counted = z.object({ count: z.number(), until: z.number() });

export interface Limit {
  /** As the headers name it. */
  name: string;
  /** Attempts permitted within the window. */
  of: number;
  seconds: number;
}

/** How a limit stands: attempts left, and seconds until its window ends. */
export interface Standing extends Limit {
  left: number;
  until: number;
}

/**
 * Counts attempts per key in a window that begins with the first, in Postgres: every API process counts the same, and a
 * restart forgives nothing. Keys are kept as digests and swept by the worker once their window has passed.
 */
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly limit: Limit,
  ) {}

  /**
   * Counts before the attempt is made, so that many at once do not all slip through. Errors:
   * `Refusal('too_many_requests')` with `retryAfter` in seconds.
   */
  async take(key: string): Promise<Standing> {
    const { of, seconds } = this.limit;
    const row = await this.database.asNobody((tx) =>
      queryOne(
        tx,
        Counted,
        `INSERT INTO rate_window AS w (key, count, until) VALUES ($1, 1, now() + make_interval(secs => $2))
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN w.until > now() THEN least(w.count + 1, $3 + 1) ELSE 1 END,
         until = CASE WHEN w.until > now() THEN w.until ELSE excluded.until END
       RETURNING count, ceil(extract(epoch FROM until - now()))::int AS until`,
        [this.digest(key), seconds, of],
      ),
    );
    const rate: Standing = { ...this.limit, left: Math.max(0, of - row.count), until: row.until };
    if (row.count > of) throw new Refusal('too_many_requests', { retryAfter: row.until, rate });
    return rate;
  }

  async giveBack(key: string): Promise<void> {
    await this.run('UPDATE rate_window SET count = count - 1 WHERE key = $1 AND count > 0', [
      this.digest(key),
    ]);
  }

  async forgive(key: string): Promise<void> {
    await this.run('DELETE FROM rate_window WHERE key = $1', [this.digest(key)]);
  }

  private run(sql: string, values: unknown[]): Promise<number> {
    return this.database.asNobody((tx) => execute(tx, sql, values));
  }

  private digest(key: string): string {
    return createHash('sha256').update(`${this.limit.name}\0${key}`).digest('hex');
  }
}

/** The headers of draft-ietf-httpapi-ratelimit-headers: the policy, and what of it is left. */
export function rateHeaders({ name, of, seconds, left, until }: Standing): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${of};w=${seconds}`,
    ratelimit: `"${name}";r=${left};t=${until}`,
  };
}
