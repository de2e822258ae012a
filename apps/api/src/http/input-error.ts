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

/** Postgres keeps no NUL, and half a character is no text: told with its place, before anything is begun. */
const unstorable = /[\p{Surrogate}\0]/u;

/** Texts in what was taken that could not be kept, keys included; at most fifty. */
export function unstorableIn(part: 'params' | 'query' | 'body', value: unknown): InputFault[] {
  const faults: InputFault[] = [];
  const fault = (path: string[]) =>
    faults.push({
      path: [...(part === 'body' ? [] : [part]), ...path].join('.'),
      code: 'unstorable_text',
      message: 'holds a NUL or half a character',
    });
  const look = (at: unknown, path: string[]) => {
    if (faults.length >= 50) return;
    if (typeof at === 'string') {
      if (unstorable.test(at)) fault(path);
    } else if (typeof at === 'object' && at !== null) {
      for (const [key, inner] of Object.entries(at)) {
        if (unstorable.test(key)) fault(path);
        look(inner, [...path, key]);
      }
    }
  };
  look(value, []);
  return faults;
}
