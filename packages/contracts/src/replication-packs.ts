import { z } from 'zod';
import { Allowed, ById, Id, Instant, OrganisationRef, Reason, Remark, Sha256, Title } from './common.js';
import { deedsOf } from './deed.js';
import { LeftOut } from './packs/content.js';
import { defineRoute } from './route.js';

/** `asked`: a side has not agreed yet. `writing`: both have, the lab's worker signs it. */
export const packStates = ['asked', 'writing', 'ready', 'withdrawn'] as const;
export const PackState = z.enum(packStates);
export const packSides = ['department', 'vendor'] as const;

/** What of one accepted case may leave the lab for another installation, and who agreed to it. */
export const ReplicationPack = z.object({
  id: Id,
  case: z.object({ id: Id, title: Title }),
  state: PackState,
  /** For whom or what it is made; both sides read it before they agree. */
  purpose: z.string(),
  askedAt: Instant,
  consents: z.array(
    z.object({
      side: z.enum(packSides),
      organisation: OrganisationRef,
      /** Null while it is waited for. */
      at: Instant.nullable(),
      /** Of the vendor: its program goes along. */
      algorithm: z.boolean(),
    }),
  ),
  writtenAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  file: z
    .object({
      bytes: z.number().int(),
      sha256: Sha256,
      keyId: z.string(),
      files: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: Sha256 })),
      leftOut: z.array(LeftOut),
    })
    .nullable(),
  /** Who took it, the last ones first; another organisation's people are told to the lab alone. */
  taken: z.array(z.object({ at: Instant, person: z.string().nullable(), organisation: OrganisationRef })),
  allowed: Allowed,
});
export type ReplicationPack = z.infer<typeof ReplicationPack>;

/** Of a case, the newest first; empty for whoever has no part in it. */
export const listPacks = defineRoute({
  name: 'replication_pack.of_case',
  method: 'GET',
  path: '/cases/:id/packs',
  access: 'signed_in',
  params: ById,
  reply: z.object({ items: z.array(ReplicationPack), allowed: Allowed }),
});
/** Asks department and vendor of an accepted, published case whether it may go to other labs. One at a time. */
export const askPack = defineRoute({
  name: 'replication_pack.ask',
  method: 'POST',
  path: '/cases/:id/packs',
  access: 'replication_pack.ask',
  params: ById,
  body: z.object({ purpose: z.string().trim().min(10).max(5_000) }),
  reply: z.object({ id: Id }),
});
/** One side agrees, in its own name; the vendor says whether its program goes along. With the second word it is written. */
export const agreeToPack = defineRoute({
  name: 'replication_pack.agree',
  method: 'POST',
  path: '/replication-packs/:id/agree',
  access: 'replication_pack.agree',
  params: ById,
  body: Remark.extend({ algorithm: z.boolean().default(false) }),
  reply: 'none',
});
const deed = deedsOf('replication_pack', '/replication-packs/:id');
export const packDeeds = {
  /** By the lab or either side: it is handed out no more. What was taken before stays where it is. */
  withdraw: deed('withdraw', Reason),
};
/** The signed archive; who takes it is written down. */
export const downloadPack = defineRoute({
  name: 'replication_pack.read_file',
  method: 'GET',
  path: '/replication-packs/:id/pack.zip',
  access: 'replication_pack.read_file',
  params: ById,
  reply: 'stream',
});

export const replicationPackRoutes = [
  listPacks,
  askPack,
  agreeToPack,
  downloadPack,
  ...Object.values(packDeeds),
];
