import type { z } from 'zod';

export interface InputFault {
  path: string;
  code: string;
  message: string;
}

/** A request that does not fit its row's schemas. */
export class InputError extends Error {
  constructor(
    readonly faults: readonly InputFault[],
    readonly missing = false,
  ) {
    super('the request does not fit its schema');
    this.name = 'InputError';
  }
}

/** Places in the request, as dotted paths a form can find: `body.criteria.0.threshold` → `criteria.0.threshold`. */
export function problemsOf(part: 'params' | 'query' | 'body', error: z.ZodError): InputFault[] {
  return error.issues.slice(0, 50).map((issue) => ({
    path: [...(part === 'body' ? [] : [part]), ...issue.path.map(String)].join('.'),
    code: issue.message.match(/^[a-z0-9_]+$/) ? issue.message : issue.code,
    message: issue.message,
  }));
}
