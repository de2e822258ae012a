import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { dataSource } from './core/data-source.js';
import { type Asks, queryRows } from './core/rows.js';
import { transact } from './core/transact.js';

/**
 * A transaction; the explicit first argument of whatever reads or writes for an actor. Its own `query` says nothing of what
 * comes back: SQL is asked through `core/rows`, which reads each row by a shape (ADR 131).
 */
export type Tx = Omit<EntityManager, 'query'> & Asks;

/**
 * The API's two doors to Postgres: `lab_api` under row-level security for somebody who has signed in, and
 * `lab_public`, which can see only what is published and therefore needs no settings sent.
 */
export interface Database {
  asActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The same for work all of whose statements find their rows by key, so that one plan of each serves every caller and is
   * kept. By itself Postgres plans most of them anew, and with row-level security that takes longer than carrying them out.
   */
  byKey<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Accounts, uploads and site tokens: work that comes before anybody is known. No row of a tenant is visible. */
  asNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement of nobody's, which is its own transaction: a third of the way there and back. */
  askAsNobody<S extends z.ZodType>(shape: S, sql: string, values: readonly unknown[]): Promise<z.output<S>[]>;
  close(): Promise<void>;
}

/** Held only inside an operating organisation; an observer there reads all of it and writes nothing. */
const deskRoles = new Set<string>(['operator', 'reviewer', 'broker', 'admin']);

/** A reader has gone long before; what hangs must not keep the connections of those who come after. */
const patience = { connection: 10_000, statement: 30_000, lock: 15_000, idle: 60_000 };

export async function openDatabase(
  urls: { api: string; public: string },
  poolSize = 20,
  timeZone?: string,
): Promise<Database> {
  const own = { poolSize, patience, timeZone, prepares: true };
  const api = dataSource(urls.api, { ...own, name: 'scenario-lab-api' });
  const open = dataSource(urls.public, { ...own, name: 'scenario-lab-public' });
  await Promise.all([api.initialize(), open.initialize()]);
  return {
    asActor: (actor, work) =>
      actor === 'anonymous' ? work(open.manager) : transact(api, beginAs(actor), work),
    byKey: (actor, work) =>
      actor === 'anonymous' ? work(open.manager) : transact(api, beginAs(actor, keptPlans), work),
    asNobody: (work) => transact(api, 'BEGIN', work),
    askAsNobody: (shape, sql, values) => queryRows(api, shape, sql, values),
    close: async () => {
      await Promise.all([api.destroy(), open.destroy()]);
    },
  };
}

const keptPlans = ", set_config('plan_cache_mode', 'force_generic_plan', true)";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The transaction's beginning and who it is for, in one message; such a message takes no values apart, so that nothing
 * but ids and our own words may stand in it.
 */
function beginAs(actor: SignedIn, more = ''): string {
  const { organisationId, personId, roles } = actor;
  for (const id of [organisationId, personId]) if (!uuid.test(id)) throw new Error('an id of no known form');
  const lab = roles.some((role) => deskRoles.has(role)) ? 'yes' : roles.includes('observer') ? 'read' : '';
  return `BEGIN; SELECT set_config('app.organisation', '${organisationId}', true), set_config('app.person', '${personId}', true), set_config('app.lab', '${lab}', true)${more}`;
}

/** A worker's door: one role, all of what that role is granted. */
export interface SystemDatabase {
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly source: DataSource;
  close(): Promise<void>;
}

export async function openSystemDatabase(
  url: string,
  name: string,
  poolSize = 6,
  timeZone?: string,
): Promise<SystemDatabase> {
  const source = dataSource(url, { poolSize, name: `scenario-lab-${name}`, timeZone });
  await source.initialize();
  return {
    source,
    asSystem: (work) => source.transaction(work),
    close: () => source.destroy(),
  };
}
