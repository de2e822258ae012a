import { Id } from '@scenario-lab/contracts/common';
import { Thing } from '@scenario-lab/contracts/lab';
import { InputError } from '../http/input-error.js';

/** `run:018f…,pilot:018f…` as a set, or null for `*`. Errors: `InputError` at `query.things`. */
export function wantedThings(text: string): ReadonlySet<string> | null {
  if (text === '*') return null;
  const pairs = text.split(',').map((pair) => pair.trim().toLowerCase());
  const broken = pairs.find((pair) => {
    const [thing, id, ...rest] = pair.split(':');
    return rest.length > 0 || !Thing.safeParse(thing).success || !Id.safeParse(id).success;
  });
  if (broken === undefined) return new Set(pairs);
  throw new InputError([
    { path: 'query.things', code: 'invalid_format', message: `not a pair thing:id: ${broken.slice(0, 80)}` },
  ]);
}
