import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Instant } from '@scenario-lab/contracts/common';
import type { Request } from 'express';
import { InputError } from './input-error.js';

/** `"<updatedAt>/<digest of the answer>"`: the first half says which save was read, the second what this reader saw. */
export function entityTag<A extends { updatedAt: string }>(answer: A): string {
  const digest = createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 16);
  return `"${answer.updatedAt}/${digest}"`;
}

/**
 * The `updatedAt` a writer had read, out of `If-Match`: a whole tag, or `"<updatedAt>"`. Null without the header and
 * for `*`. Errors: `InputError` naming `if-match`.
 */
export function seenOf(header: string | undefined): string | null {
  if (header === undefined || header.trim() === '*') return null;
  const [, instant] = header.trim().match(/^"([^"/]+)(?:\/[^"]*)?"$/) ?? [];
  if (!Instant.safeParse(instant).success) {
    throw new InputError([
      { path: 'if-match', code: 'invalid_format', message: 'one ETag as it was answered, or *' },
    ]);
  }
  return instant as string;
}

/** What the writer of a versioned row had read; see `seenOf`. */
export const Seen = createParamDecorator((_: unknown, context: ExecutionContext) =>
  seenOf(context.switchToHttp().getRequest<Request>().headers['if-match']),
);
