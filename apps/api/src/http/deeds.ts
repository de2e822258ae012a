import { Inject, type Type } from '@nestjs/common';
import type { Received, Route as Row } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { Who } from './actor.decorator.js';
import { Input, Route } from './route.decorator.js';

/** A body of one of these fields alone is what is said with a deed, and is handed over as the words themselves. */
const saying = ['remark', 'reason', 'statement'] as const;
type Saying = (typeof saying)[number];

/** What a service is handed with a deed: the words where its row's body is words alone, else the whole body. */
export type Said<R> =
  Received<R> extends { params: { id: string }; body: infer B }
    ? [keyof B] extends [never]
      ? B
      : [keyof B] extends [Saying]
        ? B[keyof B]
        : B
    : never;

/** Where a deed is done: a method of a service that takes `A`. */
interface Done<in A> {
  service: Type<unknown>;
  /** Where the service keeps the method, if not on itself. */
  part?: PropertyKey | undefined;
  method: PropertyKey;
  /** Goes between the thing's id and what is said, where one method does several deeds. */
  event: readonly string[];
  takes: (said: A) => void;
}

type TakesSaid<F> = F extends (actor: SignedIn, id: string, said: infer A) => unknown ? A : never;
type TakesEvent<F, E extends string> = F extends (
  actor: SignedIn,
  id: string,
  event: E,
  said: infer A,
) => unknown
  ? A
  : never;

/**
 * `const pilots = by(PilotsService)`: `pilots('start')` is `service.start(actor, id, said)`, `pilots('move', 'pause')`
 * is `service.move(actor, id, 'pause', said)`; `by(SolutionsService, 'cards')` asks `service.cards`.
 */
export function by<S>(service: Type<S>): Doing<S>;
export function by<S, P extends keyof S>(service: Type<S>, part: P): Doing<S[P]>;
export function by(service: Type<unknown>, part?: PropertyKey): Doing<Record<PropertyKey, unknown>> {
  return (method: PropertyKey, ...event: string[]) => ({
    service,
    part,
    method,
    event,
    takes: () => undefined,
  });
}

interface Doing<S> {
  <M extends keyof S>(method: M): Done<TakesSaid<S[M]>>;
  <M extends keyof S, const E extends string>(method: M, event: E): Done<TakesEvent<S[M], E>>;
}

/**
 * Mounts a family of rows on a controller, without a method of it per row: every row of the family has its entry, and
 * the method named there takes what the row's body says, or the types fail. Guards, interceptors, OpenAPI and the
 * coverage check find a handler like any other. The services come by injection.
 */
export function Deeds<F extends Record<string, Row>>(
  family: F,
  table: { [K in keyof F]: Done<Said<F[K]>> },
): ClassDecorator {
  return (controller) => {
    const prototype = controller.prototype as Record<PropertyKey, unknown>;
    for (const [key, row] of Object.entries(family)) {
      const { service, part, method, event } = table[key] as Done<never>;
      const place = placeOf(prototype, service);
      const word = wordOf(row);
      const handler = function (this: Record<PropertyKey, unknown>, actor: SignedIn, input: Received<Row>) {
        const { params, body } = input as { params: { id: string }; body: Record<string, unknown> };
        const whole = this[place] as Record<PropertyKey, unknown>;
        const doing = (part === undefined ? whole : whole[part]) as Record<PropertyKey, Method>;
        return doing[method]?.(actor, params.id, ...event, word ? body[word] : body);
      };
      if (Object.hasOwn(prototype, row.name)) throw new Error(`${row.name} is mounted twice`);
      const descriptor = { value: handler, writable: true, configurable: true };
      Object.defineProperty(prototype, row.name, descriptor);
      Who()(prototype, row.name, 0);
      Input()(prototype, row.name, 1);
      Route(row)(prototype, row.name, descriptor);
    }
  };
}

type Method = (...given: unknown[]) => unknown;

/** One injected property for each service, however many families a controller mounts. */
function placeOf(prototype: object, service: Type<unknown>): string {
  const place = `deeds of ${service.name}`;
  if (!Object.hasOwn(prototype, place)) {
    Object.defineProperty(prototype, place, { value: undefined, writable: true, configurable: true });
    Inject(service)(prototype, place);
  }
  return place;
}

function wordOf({ body }: Row): Saying | null {
  const [key, ...more] = body instanceof z.ZodObject ? Object.keys(body.shape) : [];
  return more.length === 0 ? (saying.find((word) => word === key) ?? null) : null;
}
