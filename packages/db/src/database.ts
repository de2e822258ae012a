import type { Actor } from '@scenario-lab/domain/actor';
import type { DataSource, EntityManager } from 'typeorm';
import { dataSource } from './core/data-source.js';

/** A transaction; the explicit first argument of whatever reads or writes for an actor. */
export type Tx = EntityManager;

/**
 * The API's two doors to Postgres: `lab_api` under row-level security for somebody who has signed in, and
 * `lab_public`, which can see only what is published and therefore needs no settings sent.
 */
export interface Database {
  asActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Accounts, uploads and site tokens: work that comes before anybody is known. No row of a tenant is visible. */
  asNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
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
  const api = dataSource(urls.api, { poolSize, name: 'scenario-lab-api', patience, timeZone });
  const open = dataSource(urls.public, { poolSize, name: 'scenario-lab-public', patience, timeZone });
  await Promise.all([api.initialize(), open.initialize()]);
  return {
    asActor: (actor, work) =>
      actor === 'anonymous'
        ? work(open.manager)
        : api.transaction(async (tx) => {
            const lab = actor.roles.some((role) => deskRoles.has(role))
              ? 'yes'
              : actor.roles.includes('observer')
                ? 'read'
                : '';
            await tx.query(
              "SELECT set_config('app.organisation', $1, true), set_config('app.person', $2, true), set_config('app.lab', $3, true)",
              [actor.organisationId, actor.personId, lab],
            );
            return work(tx);
          }),
    asNobody: (work) => api.transaction(work),
    close: async () => {
      await Promise.all([api.destroy(), open.destroy()]);
    },
  };
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
