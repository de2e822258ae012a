import type { z } from 'zod';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * Who may call a route. `public` and `signed_in` are answered by the guard alone; `site_token` is a
 * department's field token; anything else is an action of a policy in the domain (`run.submit`), checked
 * coarsely by the guard (roles) and finely by the service (the thing's own facts).
 */
export type Access = 'public' | 'signed_in' | 'site_token' | `${string}.${string}`;

type Schema = z.ZodType;
type Reply = Schema | 'stream' | 'none';

export interface Route<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Reply = Reply,
> {
  /** `run.submit`: the address of the deed in every layer and the i18n key. */
  name: string;
  method: Method;
  path: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  /** Of a good answer, where it is not 200 (204 of a reply of `none`): 201 says that there is something now that was not. */
  status?: 201;
  /**
   * Two people may edit it: the reading row answers with an `ETag`, the writing one takes it back as `If-Match` and
   * refuses (412 `changed_meanwhile`) where somebody else has saved in between.
   */
  versioned?: true;
  /** Most bytes of the JSON body; 64 KiB where absent. More only where a row really takes so much, and never for visitors. */
  bodyBytes?: number;
  /** The body may come as protobuf (OTLP); it is read into the form its JSON has. */
  protobuf?: true;
  /** The answer holds a secret that is shown once; it is never kept for a repeated `Idempotency-Key`. */
  secret?: true;
}

/** Bodies beyond the common limit: a card of long texts in two languages; a table of columns or points. */
export const bodies = { card: 512 * 1024, table: 4 * 1024 * 1024 } as const;

/** The status of a row's good answer. */
export function statusOf(row: Route): 200 | 201 | 204 {
  return row.reply === 'none' ? 204 : (row.status ?? 200);
}

/** A row of the API: mounted by `@Route(row)`, called by `call(row, args)`, read by OpenAPI. */
export function defineRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Reply = Reply,
>(row: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return row;
}

type InputOf<S> = S extends Schema ? z.input<S> : never;
type Part<K extends string, S> = [S] extends [Schema]
  ? Record<never, never> extends InputOf<S>
    ? { [k in K]?: InputOf<S> }
    : { [k in K]: InputOf<S> }
  : Record<never, never>;

/** What a caller hands over: `params`, `query` and `body` as the row's schemas take them. */
export type Args<Row> =
  Row extends Route<infer P, infer Q, infer B, Reply>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B>
    : never;

/** What the caller gets back. */
export type Answer<Row> = Row extends { reply: infer R }
  ? R extends Schema
    ? z.output<R>
    : R extends 'stream'
      ? Response
      : undefined
  : never;

/** What a handler receives after validation. */
export type Received<Row> =
  Row extends Route<infer P, infer Q, infer B, Reply>
    ? {
        params: P extends Schema ? z.output<P> : undefined;
        query: Q extends Schema ? z.output<Q> : undefined;
        body: B extends Schema ? z.output<B> : undefined;
      }
    : never;
