import { Inject, Injectable } from '@nestjs/common';
import type { Route as Row } from '@scenario-lab/contracts/route';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Request } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Env } from '../env.js';
import type { Identity } from './actor.decorator.js';
import type { Standing } from './attempts.js';
import { ENV } from './tokens.js';

const minute = 60;
const classes = ['read', 'search', 'write', 'live'] as const;
type RouteClass = (typeof classes)[number];

/**
 * Requests a minute by address and by person, for each class of routes. Counted in this process: these limits keep one
 * caller from taking all of it, while what must hold across processes (guesses of a password) is counted in Postgres.
 */
@Injectable()
export class Throttle {
  private readonly byAddress: RateLimiterMemory | null;
  private readonly byCaller: Record<RouteClass, RateLimiterMemory> | null;

  constructor(@Inject(ENV) env: Pick<Env, 'RATE_LIMITS' | 'READS_PER_MINUTE' | 'WRITES_PER_MINUTE'>) {
    const of = (points: number) => new RateLimiterMemory({ points, duration: minute });
    const { READS_PER_MINUTE: reads, WRITES_PER_MINUTE: writes } = env;
    const on = env.RATE_LIMITS === 'on';
    // Behind one address there may be a whole office.
    this.byAddress = on ? of(reads * 8) : null;
    this.byCaller = on
      ? { read: of(reads), search: of(Math.ceil(reads / 5)), write: of(writes), live: of(120) }
      : null;
  }

  /** Before anything is asked of the database. Errors: `too_many_requests` with `retryAfter`. */
  async address(request: Pick<Request, 'ip'>): Promise<void> {
    if (this.byAddress) await take(this.byAddress, 'address', request.ip ?? '');
  }

  /** A device's batches, however it brings them. Errors: `too_many_requests` with `retryAfter`. */
  async device(tokenId: string): Promise<void> {
    if (this.byCaller) await take(this.byCaller.write, 'write', `site ${tokenId}`);
  }

  /** The person, or the address of a visitor. Errors: `too_many_requests` with `retryAfter`. */
  async caller(row: Row, request: Request, identity: Identity): Promise<void> {
    if (!this.byCaller) return;
    const kind = classOf(row, request);
    const { actor, site } = identity;
    const key = site ? `site ${site.tokenId}` : actor === 'anonymous' ? `from ${request.ip}` : actor.personId;
    await take(this.byCaller[kind], kind, key);
  }
}

function classOf(row: Row, request: Request): RouteClass {
  if (row.name === 'event.live') return 'live';
  if (row.method !== 'GET' && row.method !== 'HEAD') return row.name.startsWith('upload.') ? 'read' : 'write';
  return typeof request.query.q === 'string' && request.query.q !== '' ? 'search' : 'read';
}

async function take(limiter: RateLimiterMemory, name: string, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (held) {
    const { msBeforeNext } = held as RateLimiterRes;
    const until = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    const rate: Standing = { name, of: limiter.points, seconds: minute, left: 0, until };
    throw new Refusal('too_many_requests', { retryAfter: until, rate });
  }
}
