import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Route as Row } from '@scenario-lab/contracts/route';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { catchError, concatMap, from, type Observable, of } from 'rxjs';
import { z } from 'zod';
import type { Identified } from './actor.decorator.js';
import { InputError } from './input-error.js';
import { rowKey } from './route.decorator.js';
import { DATABASE, LOG } from './tokens.js';

interface Request {
  actor: SignedIn;
  route: string;
  key: string;
  digest: string;
}
interface Kept {
  request: string;
  reply: unknown;
  answered: boolean;
  young: boolean;
}

const kept = "interval '24 hours'";
/** No request of ours lasts longer; one that does was interrupted. */
const longest = "interval '60 seconds'";
const patience = 10_000;
const pause = 50;

const FindRow = z.object({
  request: z.string(),
  reply: json<unknown>().nullable(),
  answered: z.boolean(),
  young: z.boolean(),
});

/**
 * A POST with an `Idempotency-Key` is done at most once per caller and route within a day: the same request again is
 * answered as the first was (`Idempotency-Replayed: true`), another one under the same key is refused
 * (`key_reused`), one that comes while the first is at work waits for it. A refusal did nothing and is forgotten. Where
 * nobody knows what became of the first, the second is refused too (`outcome_unknown`).
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const row = Reflect.getMetadata(rowKey, context.getHandler()) as Row;
    const http = context.switchToHttp();
    const request = requestOf(row, http.getRequest<Identified>());
    if (!request) return next.handle();
    const before = await this.begin(request);
    if (before) {
      http.getResponse<Response>().setHeader('idempotency-replayed', 'true');
      return of(before.reply ?? undefined);
    }
    return next.handle().pipe(
      concatMap((reply) => from(this.keep(row, request, reply).then(() => reply))),
      catchError((error: unknown) => from(this.forget(request, error))),
    );
  }

  /** Null: the request is ours to do. Else what was answered before. */
  private async begin(request: Request): Promise<{ reply: unknown } | null> {
    for (const until = Date.now() + patience; ; await setTimeout(pause)) {
      if (await this.claim(request)) return null;
      const found = await this.find(request);
      // Refused meanwhile, and therefore forgotten.
      if (!found) continue;
      if (found.request !== request.digest) throw new Refusal('key_reused');
      if (found.answered) return { reply: found.reply };
      if (!found.young || Date.now() > until) throw new Refusal('outcome_unknown');
    }
  }

  private claim(request: Request): Promise<boolean> {
    return this.database.asActor(request.actor, async (tx) => {
      const rows = await queryRows(
        tx,
        z.unknown(),
        `INSERT INTO idempotency_key AS k (person_id, organisation_id, route, key, request) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, organisation_id, route, key) DO UPDATE
           SET request = excluded.request, reply = NULL, answered_at = NULL, created_at = now()
           WHERE k.created_at < now() - ${kept}
         RETURNING 1`,
        [...placeOf(request), request.digest],
      );
      return rows.length > 0;
    });
  }

  private find(request: Request): Promise<Kept | undefined> {
    return this.database.asActor(request.actor, async (tx) => {
      const row = await queryRow(
        tx,
        FindRow,
        `SELECT request, reply, answered_at IS NOT NULL AS answered, created_at > now() - ${longest} AS young
         FROM idempotency_key WHERE ${here}`,
        placeOf(request),
      );
      return row;
    });
  }

  /** What was done stays done, whether or not it can be remembered. A secret is not kept: its row stays unanswered. */
  private async keep(row: Row, request: Request, reply: unknown): Promise<void> {
    if (row.secret) return;
    await this.database
      .asActor(request.actor, (tx) =>
        execute(tx, `UPDATE idempotency_key SET reply = $5, answered_at = now() WHERE ${here}`, [
          ...placeOf(request),
          reply === undefined ? null : JSON.stringify(reply),
        ]),
      )
      .catch((error: unknown) => this.log.error({ err: error }, 'an answer could not be kept'));
  }

  private async forget(request: Request, error: unknown): Promise<never> {
    const refused =
      error instanceof Refusal ||
      error instanceof InputError ||
      (error instanceof HttpException && error.getStatus() < 500);
    if (refused) {
      await this.database
        .asActor(request.actor, (tx) =>
          execute(tx, `DELETE FROM idempotency_key WHERE ${here}`, placeOf(request)),
        )
        .catch((fault: unknown) => this.log.error({ err: fault }, 'a refusal could not be forgotten'));
    }
    throw error;
  }
}

const here = 'person_id = $1 AND organisation_id = $2 AND route = $3 AND key = $4';
const placeOf = ({ actor, route, key }: Request) => [actor.personId, actor.organisationId, route, key];

/** The order of an object's keys says nothing. */
const inOrder = (_: string, value: unknown) =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Null where the header is absent or means nothing: uploads have offsets, visitors no identity. */
function requestOf(row: Row, request: Identified): Request | null {
  const key = request.headers['idempotency-key'];
  const actor = request.identity?.actor;
  if (key === undefined || row.method !== 'POST' || row.reply === 'stream') return null;
  if (!actor || actor === 'anonymous') return null;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new InputError([
      { path: 'idempotency-key', code: 'invalid_format', message: '1 to 255 printable ASCII characters' },
    ]);
  }
  const { params, query, body } = request;
  const text = JSON.stringify({ params, query, body }, inOrder);
  return { actor, route: row.name, key, digest: createHash('sha256').update(text).digest('hex') };
}
