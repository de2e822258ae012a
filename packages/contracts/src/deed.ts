import type { z } from 'zod';
import { ById } from './common.js';
import { defineRoute } from './route.js';

/**
 * Deeds on one thing, by name: `deedsOf('pilot', '/pilots/:id')('start', Remark)` is `POST /pilots/:id/start`, open to
 * whom the policy allows `pilot.start`, with what is said as its body. Answers 204.
 */
export function deedsOf(thing: string, place: string) {
  return <B extends z.ZodType>(name: string, body: B) =>
    defineRoute({
      name: `${thing}.${name}`,
      method: 'POST',
      path: `${place}/${name}`,
      access: `${thing}.${name}`,
      params: ById,
      body,
      reply: 'none',
    });
}
