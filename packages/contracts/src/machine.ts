import type { z } from 'zod';
import type { Role } from './accounts.js';
import type { Turns } from './turns.js';

/** Who may fire an event: people in a role, or the system itself (workers, clocks, other transitions). */
export type ActorRole = z.infer<typeof Role> | 'system';

/**
 * One event of a lifecycle. `from: null` brings the thing into being. `became` is the type of the event row,
 * named by what is true afterwards (`run.queued`), where the key is the verb that made it so (`submit`).
 */
export interface Transition<S extends string = string, B extends string = string> {
  from: readonly S[] | null;
  to: S;
  by: readonly ActorRole[] | 'system';
  became: B;
}

export interface Machine<
  T extends string = string,
  S extends string = string,
  E extends string = string,
  B extends string = string,
> {
  thing: T;
  statuses: readonly S[];
  /** Statuses a thing may be born with: the targets of the events that start from nothing. */
  initial: readonly S[];
  /** Statuses that wait for something; the others are ends, although some ends can be left again. */
  live: readonly S[];
  /** Whom it waits for in each live status, and in an end that somebody has to leave. */
  turns: Readonly<Partial<Record<S, Turns>>>;
  events: Readonly<Record<E, Transition<S, `${T}.${B}`>>>;
}

export type StatusOf<M> = M extends Machine<string, infer S, string> ? S : never;
export type EventOf<M> = M extends Machine<string, string, infer E> ? E : never;
/** What may have become true of it: `queued` of `run.queued`. */
export type BecameOf<M> = M extends { events: Readonly<Record<string, { became: `${string}.${infer B}` }>> }
  ? B
  : never;

export function defineMachine<
  const T extends string,
  const S extends string,
  const E extends string,
  const L extends S,
  const B extends string,
>(definition: {
  thing: T;
  statuses: readonly S[];
  live: readonly L[];
  /** No live status without an answer. */
  turns: Readonly<Record<NoInfer<L>, Turns>> & Readonly<Partial<Record<NoInfer<S>, Turns>>>;
  events: Record<E, Transition<NoInfer<S>, `${NoInfer<T>}.${B}`>>;
}): Machine<T, S, E, B> & { live: readonly L[]; turns: Readonly<Record<L, Turns>> } {
  const born = new Set<S>();
  for (const step of Object.values<Transition<S>>(definition.events)) {
    if (step.from === null) born.add(step.to);
  }
  return { ...definition, initial: definition.statuses.filter((status) => born.has(status)) };
}
