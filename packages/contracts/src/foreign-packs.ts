import { z } from 'zod';
import { LabKey } from './certificates.js';
import { Allowed, ById, Id, Instant, OrganisationRef, Reason, Sha256, Title } from './common.js';
import { refusals } from './envelope.js';
import { LeftOut, PackManifest, packParts } from './packs/content.js';
import { defineRoute } from './route.js';

/** A lab elsewhere whose packs are believed: by its keys as they were obtained apart, compared by their ids. */
export const TrustedLab = z.object({
  id: Id,
  name: Title,
  address: z.string().nullable(),
  keys: z.array(LabKey.extend({ from: Instant.nullable() })),
  /** Its certificates are recognised as they are; what is run anew on the adopter's data is always run. */
  recognises: z.boolean(),
  pinnedAt: Instant,
  endedAt: Instant.nullable(),
  packs: z.number().int(),
  allowed: Allowed,
});
export type TrustedLab = z.infer<typeof TrustedLab>;

export const listTrustedLabs = defineRoute({
  name: 'trusted_lab.list',
  method: 'GET',
  path: '/trusted-labs',
  access: 'trusted_lab.list',
  reply: z.array(TrustedLab),
});
/** `keys`: what the other lab answers at `/api/keys`, or public keys in base64, one a line. Nothing is fetched. */
export const pinTrustedLab = defineRoute({
  name: 'trusted_lab.pin',
  method: 'POST',
  path: '/trusted-labs',
  access: 'trusted_lab.pin',
  body: z.object({
    name: Title,
    address: z.string().trim().max(500).nullable().default(null),
    keys: z.string().trim().min(1).max(20_000),
    recognises: z.boolean().default(false),
  }),
  reply: z.object({ id: Id }),
});
/** Its packs are believed no more; what was taken over stays, marked. */
export const endTrustedLab = defineRoute({
  name: 'trusted_lab.end',
  method: 'POST',
  path: '/trusted-labs/:id/end',
  access: 'trusted_lab.end',
  params: ById,
  body: Reason,
  reply: 'none',
});

/** `received`: verified and looked at. `taken`: need, exam and program stand here. */
export const foreignPackStates = ['received', 'taken'] as const;
export const ForeignPackState = z.enum(foreignPackStates);

export const recognitionReasons = [
  'lab_not_recognised',
  'lab_ended',
  'no_certificate',
  'no_report',
  'report_not_genuine',
  'report_of_other_program',
  'certificate_expired',
  'demonstration',
] as const;
export const retests = ['hidden_split', 'own_criteria', 'program_inspected', 'field'] as const;
/** Whether the certificate counts here, and what is tested again whatever it says. */
export const Recognition = z.object({
  recognised: z.boolean(),
  reasons: z.array(z.enum(recognitionReasons)),
  retests: z.array(z.enum(retests)),
});
export type Recognition = z.infer<typeof Recognition>;

export const ForeignPackRow = z.object({
  id: Id,
  state: ForeignPackState,
  title: Title,
  lab: z.object({ id: Id, name: Title }),
  vendor: Title,
  certificate: z.string().nullable(),
  recognised: z.boolean(),
  adopter: OrganisationRef.nullable(),
  receivedAt: Instant,
});
export type ForeignPackRow = z.infer<typeof ForeignPackRow>;
export const ForeignPack = ForeignPackRow.extend({
  /** Of the whole signed manifest: by it a pack is known again. */
  digest: Sha256,
  keyId: z.string(),
  manifest: PackManifest.shape.predicate,
  content: z.object({
    need: packParts['need.json'],
    exam: packParts['exam.json'].nullable(),
    case: packParts['case.json'],
    context: packParts['context.json'],
    terms: packParts['terms.json'],
    algorithm: packParts['algorithm.json'].nullable(),
  }),
  report: z.enum(['genuine', ...refusals]).nullable(),
  programIncluded: z.boolean(),
  recognition: Recognition,
  /** Parts that are other than in the pack of the same case that came before; null where none did. */
  changed: z
    .object({
      packId: Id,
      issuedAt: Instant,
      parts: z.array(
        z.object({ file: LeftOut.shape.file, what: z.enum(['new', 'gone', 'changed', 'same']) }),
      ),
    })
    .nullable(),
  /** Organisations here with the vendor's credit code. */
  vendorHere: OrganisationRef.nullable(),
  /** What was made of it. */
  made: z.object({
    scenario: Id.nullable(),
    vendor: OrganisationRef.nullable(),
    /** There is one to test; its page is its vendor's and the lab's. */
    program: z.boolean(),
    algorithm: z.object({ id: Id, versionId: Id, status: z.string(), known: z.boolean() }).nullable(),
    benchmark: z.object({ id: Id, versionId: Id, status: z.string() }).nullable(),
    replications: z.array(z.object({ id: Id, status: z.string() })),
  }),
  takenAt: Instant.nullable(),
  allowed: Allowed,
});
export type ForeignPack = z.infer<typeof ForeignPack>;

export const listForeignPacks = defineRoute({
  name: 'foreign_pack.list',
  method: 'GET',
  path: '/foreign-packs',
  access: 'foreign_pack.list',
  reply: z.array(ForeignPackRow),
});
export const readForeignPack = defineRoute({
  name: 'foreign_pack.read',
  method: 'GET',
  path: '/foreign-packs/:id',
  access: 'foreign_pack.read',
  params: ById,
  reply: ForeignPack,
});
/**
 * Verifies an uploaded pack (purpose `file`) and keeps it to be looked at; the same pack twice is one. Errors:
 * `pack_refused` with `reason` and `place`; nothing of a refused one is kept.
 */
export const receivePack = defineRoute({
  name: 'foreign_pack.receive',
  method: 'POST',
  path: '/foreign-packs',
  access: 'foreign_pack.receive',
  body: z.object({ uploadId: Id }),
  reply: z.object({ id: Id, known: z.boolean() }),
});
/** Makes a draft of the need for the adopting department, and of the program for the vendor where it is here. */
export const takePack = defineRoute({
  name: 'foreign_pack.take',
  method: 'POST',
  path: '/foreign-packs/:id/take',
  access: 'foreign_pack.take',
  params: ById,
  /** `supplierId`: the vendor's organisation here; without one no program is taken over. */
  body: z.object({ adopterId: Id, supplierId: Id.nullable().default(null) }),
  reply: 'none',
});
/** Takes back what was made of it while nobody has worked on it. Errors: `pack_in_use` naming what holds it. */
export const undoPack = defineRoute({
  name: 'foreign_pack.undo',
  method: 'POST',
  path: '/foreign-packs/:id/undo',
  access: 'foreign_pack.undo',
  params: ById,
  body: Reason,
  reply: 'none',
});
export const discardPack = defineRoute({
  name: 'foreign_pack.discard',
  method: 'POST',
  path: '/foreign-packs/:id/discard',
  access: 'foreign_pack.discard',
  params: ById,
  body: Reason,
  reply: 'none',
});

export const differenceKinds = [
  'target_missing',
  'column_missing',
  'column_retyped',
  'unit_differs',
  'column_extra',
  'more_gaps',
  'beyond_range',
  'fewer_rows',
  'shorter_time',
  'other_region',
  'not_known',
] as const;
/** `stops`: no transfer test before it is settled. `test`: it is what the transfer test is for. `note`: to be known. */
export const differenceWeights = ['stops', 'test', 'note'] as const;
/** What the adopter's data and place have otherwise than where it worked, and what to do about it. */
export const DifferenceLine = z.object({
  kind: z.enum(differenceKinds),
  weight: z.enum(differenceWeights),
  /** The column, or empty for the whole. */
  column: z.string(),
  theirs: z.string().nullable(),
  ours: z.string().nullable(),
});
export type DifferenceLine = z.infer<typeof DifferenceLine>;
export const readDifference = defineRoute({
  name: 'foreign_pack.difference',
  method: 'GET',
  path: '/foreign-packs/:id/difference',
  access: 'foreign_pack.read',
  params: ById,
  query: z.object({ datasetVersionId: Id }),
  reply: z.object({ lines: z.array(DifferenceLine), columns: z.number().int(), alike: z.number().int() }),
});
/** The pack's plan on the adopter's own data, as a draft of its need's benchmark. */
export const arrangeExam = defineRoute({
  name: 'foreign_pack.arrange',
  method: 'POST',
  path: '/foreign-packs/:id/exam',
  access: 'foreign_pack.arrange',
  params: ById,
  body: z.object({ datasetVersionId: Id }),
  reply: z.object({ benchmarkId: Id, benchmarkVersionId: Id }),
});
/** The adopting department asks to take over what worked elsewhere: assessed, tested on its own data, adopted or not. */
export const requestForeignReplication = defineRoute({
  name: 'replication.request_foreign',
  method: 'POST',
  path: '/foreign-packs/:id/replications',
  access: 'replication.request',
  params: ById,
  body: z.object({ purpose: z.string().trim().min(10).max(5_000) }),
  reply: z.object({ id: Id }),
});

export const foreignPackRoutes = [
  listTrustedLabs,
  pinTrustedLab,
  endTrustedLab,
  listForeignPacks,
  readForeignPack,
  receivePack,
  takePack,
  undoPack,
  discardPack,
  readDifference,
  arrangeExam,
  requestForeignReplication,
];
