import { type Machine } from '@scenario-lab/contracts/machine';
import { type Actor, holds, type Role } from './actor.js';
import { peopleOf } from './machine.js';
import type { RefusalCode } from './refusal.js';

export type Who = readonly Role[] | 'anyone' | 'signed_in';

/** What every policy is told about a thing. `status: null`: it does not exist yet. */
export interface Facts {
  status: string | null;
}

export type Condition<F> = (actor: Actor, facts: F) => true | RefusalCode;

/**
 * One action. `from`: the statuses it is possible in (`null`: only while the thing does not exist; absent: any).
 * `fires`: the lifecycle events behind it, as `thing.event`.
 */
export interface Rule<F extends Facts> {
  who: Who;
  from?: readonly string[] | null;
  statusOf?: (facts: F) => string | null;
  when?: Condition<F>;
  fires?: readonly string[];
}

export interface Policy<T extends string = string, A extends string = string, F extends Facts = Facts> {
  thing: T;
  rules: Readonly<Record<A, Rule<F>>>;
}

export type ActionOf<P> = P extends {
  thing: infer T extends string;
  rules: Readonly<Record<infer A, unknown>>;
}
  ? `${T}.${A & string}`
  : never;
export type FactsOf<P> = P extends Policy<string, string, infer F> ? F : never;

/** Curried so that the facts are stated and the action names inferred: `definePolicy<RunFacts>()('run', {…})`. */
export function definePolicy<F extends Facts>() {
  return <const T extends string, const A extends string>(
    thing: T,
    rules: Record<A, Rule<F>>,
  ): Policy<T, A, F> => ({ thing, rules });
}

/**
 * The rule of an action that fires a lifecycle event: who and from where are read off the machine. An action may
 * fire another event besides, of the same thing or of one that moves with it: `also`.
 */
export function fires<E extends string, F extends Facts>(
  machine: Machine<string, string, E>,
  event: NoInfer<E>,
  when?: Condition<NoInfer<F>>,
  statusOf?: (facts: NoInfer<F>) => string | null,
  also: readonly string[] = [],
): Rule<F> {
  const step = machine.events[event];
  return {
    who: peopleOf(step),
    from: step.from,
    when,
    statusOf,
    fires: [`${machine.thing}.${event}`, ...also],
  };
}

export type Answer = { ok: true } | { ok: false; code: RefusalCode };

/**
 * May this actor do this now? The answers are ordered so that a refusal tells no more than it must: signing
 * in first, then role, then belonging (`when`), then status.
 */
export function may<T extends string, A extends string, F extends Facts>(
  policy: Policy<T, A, F>,
  actor: Actor,
  action: `${NoInfer<T>}.${NoInfer<A>}`,
  facts: F,
): Answer {
  return answer(policy.rules[action.slice(policy.thing.length + 1) as A], actor, facts);
}

/** Every action the actor may take now, as `thing.action`, in the order of the policy. */
export function allowed<T extends string, A extends string, F extends Facts>(
  policy: Policy<T, A, F>,
  actor: Actor,
  facts: F,
): `${T}.${A}`[] {
  const actions = Object.keys(policy.rules) as A[];
  return actions
    .filter((action) => answer(policy.rules[action], actor, facts).ok)
    .map((action): `${T}.${A}` => `${policy.thing}.${action}`);
}

/** The coarse question a guard can ask before anything is loaded: does the role alone rule it out? */
export function admits(who: Who, actor: Actor): Answer {
  if (who === 'anyone') return { ok: true };
  if (actor === 'anonymous') return { ok: false, code: 'sign_in_required' };
  return who === 'signed_in' || holds(actor, who) ? { ok: true } : { ok: false, code: 'role_missing' };
}

function answer<F extends Facts>(rule: Rule<F>, actor: Actor, facts: F): Answer {
  const entry = admits(rule.who, actor);
  if (!entry.ok) return entry;
  const verdict = rule.when?.(actor, facts) ?? true;
  if (verdict !== true) return { ok: false, code: verdict };
  return statusFits(rule, facts) ? { ok: true } : { ok: false, code: 'wrong_status' };
}

function statusFits<F extends Facts>(rule: Rule<F>, facts: F): boolean {
  if (rule.from === undefined) return true;
  const status = rule.statusOf ? rule.statusOf(facts) : facts.status;
  return status === null ? rule.from === null : (rule.from?.includes(status) ?? false);
}
