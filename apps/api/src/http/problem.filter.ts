import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Problem } from '@scenario-lab/contracts/problem';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Response } from 'express';
import type { Logger } from 'pino';
import type { Identified } from './actor.decorator.js';
import { rateHeaders, type Standing } from './attempts.js';
import { InputError } from './input-error.js';
import { refusalStatus } from './refusal-status.js';
import { SecurityLog } from './security-log.js';
import { LOG } from './tokens.js';

/** Refusals that say something of who asked: a right that is missing, a thing of somebody else, too many at once. */
const noted = new Set<Refusal['code']>([
  'role_missing',
  'token_scope',
  'not_yours',
  'owner_only',
  'own_organisation',
  'cross_origin',
  'too_many_requests',
]);

/** What node-postgres says when no connection came free in time. */
const poolExhausted = 'timeout exceeded when trying to connect';

type Params = NonNullable<Problem['params']>;

/** The one place that writes problem+json. What it cannot explain is logged whole and answered with the request's id only. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly security: SecurityLog,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Identified & { id?: string }>();
    const response = http.getResponse<Response>();
    const problem = this.problemOf(error, String(request.id ?? ''));
    if (error instanceof Refusal && noted.has(error.code)) this.note(request, error.code);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const wait = problem.status === 503 ? 2 : problem.status === 429 ? problem.params?.retryAfter : undefined;
    if (typeof wait === 'number') response.setHeader('retry-after', String(Math.max(1, Math.ceil(wait))));
    const rate = error instanceof Refusal ? (error.detail.rate as Standing | undefined) : undefined;
    if (rate) response.set(rateHeaders(rate));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private note(request: Identified, code: Refusal['code']): void {
    const actor = request.identity?.actor;
    this.security.note(request, {
      kind: code === 'too_many_requests' ? 'too_many_requests' : 'refused',
      personId: actor && actor !== 'anonymous' ? actor.personId : null,
      route: request.row ?? null,
      code,
    });
  }

  private problemOf(error: unknown, requestId: string): Problem {
    const say = (status: number, code: string, detail: string, rest: Partial<Problem> = {}): Problem => ({
      type: `/problems/${code}`,
      status,
      code,
      title: code.replaceAll('_', ' '),
      detail,
      requestId,
      ...rest,
    });
    if (error instanceof InputError) {
      if (error.missing) return say(404, 'not_found', 'nothing is there');
      return say(422, 'invalid_input', 'the request does not fit its schema', { errors: [...error.faults] });
    }
    if (error instanceof Refusal) {
      const { errors, ...rest } = error.detail as { errors?: Problem['errors'] };
      const hidden = refusalStatus[error.code] === 404;
      return say(
        refusalStatus[error.code],
        hidden ? 'not_found' : error.code,
        hidden ? 'nothing is there' : error.code,
        {
          ...(hidden ? {} : { params: plain(rest) }),
          ...(errors ? { errors } : {}),
        },
      );
    }
    if (error instanceof HttpException) {
      const status = error.getStatus();
      const code =
        status === 404
          ? 'not_found'
          : status === 413
            ? 'too_large'
            : status === 429
              ? 'too_many_requests'
              : 'bad_request';
      if (status < 500) return say(status, code, error.message);
    }
    const shape = error as {
      type?: string;
      status?: number;
      statusCode?: number;
      message?: string;
      code?: string;
    };
    if (shape.type === 'entity.too.large') return say(413, 'too_large', 'the body is too large');
    if (
      shape.type?.startsWith('entity.') ||
      shape.type?.startsWith('encoding.') ||
      shape.type === 'charset.unsupported'
    ) {
      return say(400, 'unreadable_body', 'the body is not readable JSON');
    }
    // Text Postgres cannot hold (NUL, lone surrogates) is the sender's mistake.
    if (shape.code === '22021' || shape.code === '22P05')
      return say(422, 'invalid_input', 'a text holds a character that cannot be stored');
    if (shape.code === '40001' || shape.code === '40P01')
      return say(409, 'conflict', 'somebody else changed this at the same moment');
    // A statement that took too long, a lock or a connection waited for in vain: more is asked than can be answered.
    if (shape.code === '57014' || shape.code === '55P03' || shape.message?.includes(poolExhausted))
      return say(503, 'busy', 'too much is asked at once; try again in a moment');
    this.log.error({ err: error, requestId }, 'unexpected fault');
    return say(500, 'unexpected', 'something went wrong on our side');
  }
}

function plain(detail: Record<string, unknown>): Params {
  const kept: Params = {};
  for (const [key, value] of Object.entries(detail)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      kept[key] = value;
  }
  return kept;
}
