import { Inject, Injectable } from '@nestjs/common';
import type { SecurityEntry } from '@scenario-lab/contracts/security';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { DATABASE, LOG } from './tokens.js';

export interface Noted {
  kind: SecurityEntry['kind'];
  email?: string | null;
  personId?: string | null;
  route?: string | null;
  code?: string | null;
}

/** Notes of one kind from one address within a minute; a flood is not worth more rows than that. */
const perMinute = 60;
const mostWaiting = 200;

/** Writes down what happened at the doors, for the lab's admin. Never in the way of the answer, never its fault. */
@Injectable()
export class SecurityLog {
  private waiting = 0;
  private minute = 0;
  private readonly noted = new Map<string, number>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  note(request: Pick<Request, 'ip' | 'headers'>, entry: Noted): void {
    if (!this.worthwhile(`${entry.kind} ${request.ip}`)) return;
    this.waiting += 1;
    void this.write(request, entry)
      .catch((error: unknown) => this.log.warn({ err: error }, 'the security log could not be written'))
      .finally(() => {
        this.waiting -= 1;
      });
  }

  private worthwhile(key: string): boolean {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== this.minute) this.noted.clear();
    this.minute = now;
    const before = this.noted.get(key) ?? 0;
    this.noted.set(key, before + 1);
    return before < perMinute && this.waiting < mostWaiting;
  }

  private async write({ ip, headers }: Pick<Request, 'ip' | 'headers'>, entry: Noted): Promise<void> {
    const agent = headers['user-agent'] ?? '';
    await this.database.asNobody((tx) =>
      execute(
        tx,
        `INSERT INTO security_entry (id, kind, email, person_id, address, agent, route, code)
         VALUES ($1, $2, left($3, 254), $4, $5, left($6, 300), $7, $8)`,
        [
          newId(),
          entry.kind,
          entry.email ?? null,
          entry.personId ?? null,
          ip ?? '',
          agent,
          entry.route ?? null,
          entry.code ?? null,
        ],
      ),
    );
  }
}
