import { z } from 'zod';
import { ById, Day, Id, Instant, OrganisationRef, pageOf, Title } from './common.js';
import { rankedFrom, vendorFigures } from './records.js';
import { defineRoute } from './route.js';
import { Field, Stage } from './taxonomies.js';
import { rateKinds } from './ticket-rates.js';

/** A share is told from this many facts on; the public is told no number between nought and this of what is private. */
export const leastFacts = 5;

/** Null where it was held back: one to four of something private. */
const Count = z.number().int().nullable();

export const buyerRates = ['response', 'decision', 'conversion'] as const;
export const BuyerRate = z.enum(buyerRates);
export type BuyerRate = z.infer<typeof BuyerRate>;

const Rate = z.object({
  /** Null under `leastFacts` facts. */
  share: z.number().nullable(),
  met: Count,
  facts: Count,
  /** Left out of the facts, by a stated rule. */
  excluded: Count,
});
const Rates = z.object({ response: Rate, decision: Rate, conversion: Rate });
export type Rates = z.infer<typeof Rates>;
const TicketRates = z.record(z.enum(rateKinds), Rate);
export type TicketRates = z.infer<typeof TicketRates>;

/** So many vendors stand on one board; all of them are on the page of records. */
export const boardVendors = 20;
/** One figure of the vendors' records: those with `rankedFrom` facts, best first by estimate. Never a sum of figures. */
const VendorBoard = z.object({
  figure: z.enum(vendorFigures),
  /** Everybody reads it; else the lab alone. */
  published: z.boolean(),
  /** Of all vendors together. */
  all: z.object({ share: z.number().nullable(), met: Count, facts: Count }),
  vendors: z
    .array(
      z.object({
        vendor: OrganisationRef,
        met: z.number().int(),
        facts: z.number().int().min(rankedFrom),
        share: z.number(),
        estimate: z.number(),
      }),
    )
    .max(boardVendors),
});

export const certificateHealth = ['valid', 'ends_soon', 'watch', 'suspended', 'expired', 'revoked'] as const;
export const dataUseKinds = ['run', 'download', 'sample', 'data_job', 'job_output'] as const;
export const replicationSteps = [
  'requested',
  'assessing',
  'transfer_testing',
  'adopted',
  'declined',
] as const;

const counted = <K extends string>(keys: readonly [K, ...K[]]) => z.record(z.enum(keys), Count);

/** What the cockpit shows: figures made by a job out of rollups, at most a minute old. */
export const Cockpit = z.object({
  /** `lab`: everything; `public`: no name of a buyer, and no small number of what is private. */
  edition: z.enum(['lab', 'public']),
  at: Instant,
  funnel: z.array(
    z.object({
      stage: Stage,
      here: Count,
      overdue: Count,
      /** Longer than this counts as overdue. */
      expectedDays: z.number().int(),
      /** Of stays that ended within a year. */
      medianDays: z.number().nullable(),
      ended: Count,
      /** Of those who stand here now. */
      waitingDays: z.number().nullable(),
    }),
  ),
  /** Where most stand longer than expected; null where nobody does. */
  clog: Stage.nullable(),
  fields: z.array(
    z.object({
      field: Field,
      needs: z.number().int(),
      solutions: z.number().int(),
      /** Of these, with a certificate in force. */
      certified: z.number().int(),
    }),
  ),
  certificates: counted(certificateHealth),
  buyers: z.object({
    all: Rates,
    departments: z.array(z.object({ department: OrganisationRef, rates: Rates })),
  }),
  /** Of tickets reported since that day. */
  tickets: z.object({
    since: Day,
    all: TicketRates,
    departments: z.array(z.object({ department: OrganisationRef, rates: TicketRates })),
  }),
  vendors: z.array(VendorBoard),
  compute: z.object({
    waiting: Count,
    running: Count,
    slots: z.number().int(),
    runs: Count,
    cpuHours: z.number().nullable(),
    /** Of thirty days, oldest first. */
    days: z.array(z.object({ day: Day, runs: Count, cpuHours: z.number().nullable() })),
  }),
  data: z.object({ listed: z.number().int(), uses: counted(dataUseKinds), users: Count }),
  replications: counted(replicationSteps),
  cases: z.object({ accepted: z.number().int(), failed: z.number().int() }),
  today: z.object({
    day: Day,
    counts: z.array(z.object({ event: z.string(), count: z.number().int() })),
    latest: z.array(
      z.object({ id: Id, at: Instant, event: z.string(), thing: z.string(), page: z.string(), title: Title }),
    ),
  }),
});
export type Cockpit = z.infer<typeof Cockpit>;

/** The lab's people see their edition, everybody else the public one once the lab's admin has opened it. */
export const readCockpit = defineRoute({
  name: 'cockpit.read',
  method: 'GET',
  path: '/cockpit',
  access: 'public',
  reply: Cockpit,
});

/** One figure; `slice` names the part of it. */
export const StatisticsRow = z.object({
  figure: z.string(),
  slice: z.string().nullable(),
  value: z.number().nullable(),
  /** What a share or a median rests on. */
  facts: z.number().int().nullable(),
  /** `value` is null because too few facts stand behind it. */
  heldBack: z.boolean(),
});
export type StatisticsRow = z.infer<typeof StatisticsRow>;
export const StatisticsDefinition = z.object({
  figure: z.string(),
  unit: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  definition: z.object({ zh: z.string(), en: z.string() }),
});
export type StatisticsDefinition = z.infer<typeof StatisticsDefinition>;

export const readStatistics = defineRoute({
  name: 'cockpit.statistics',
  method: 'GET',
  path: '/cockpit/statistics',
  access: 'public',
  reply: z.object({
    edition: Cockpit.shape.edition,
    at: Instant,
    definitions: z.array(StatisticsDefinition),
    figures: z.array(StatisticsRow),
  }),
});
/** The same rows with their definitions beside them, for spreadsheets. */
export const downloadStatistics = defineRoute({
  name: 'cockpit.statistics_csv',
  method: 'GET',
  path: '/cockpit/statistics.csv',
  access: 'public',
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

/** A screen on a wall: its secret travels in the body, never in an address that is logged. */
export const readKiosk = defineRoute({
  name: 'cockpit.read_kiosk',
  method: 'POST',
  path: '/cockpit/kiosk',
  access: 'public',
  body: z.object({ token: z.string().min(20).max(200) }),
  reply: Cockpit,
});

export const Kiosk = z.object({
  id: Id,
  name: z.string(),
  edition: Cockpit.shape.edition,
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export const listKiosks = defineRoute({
  name: 'cockpit.list_kiosks',
  method: 'GET',
  path: '/cockpit/kiosks',
  access: 'cockpit.list_kiosks',
  reply: z.object({ public: z.boolean(), kiosks: z.array(Kiosk) }),
});
export const createKiosk = defineRoute({
  name: 'cockpit.create_kiosk',
  method: 'POST',
  path: '/cockpit/kiosks',
  access: 'cockpit.create_kiosk',
  body: z.object({
    name: z.string().trim().min(1).max(80),
    edition: Cockpit.shape.edition,
    days: z.number().int().min(1).max(366),
  }),
  reply: z.object({ id: Id, token: z.string() }),
  secret: true,
});
export const endKiosk = defineRoute({
  name: 'cockpit.end_kiosk',
  method: 'POST',
  path: '/cockpit/kiosks/:id/end',
  access: 'cockpit.end_kiosk',
  params: ById,
  reply: 'none',
});
/** Opens the public edition to everybody, or closes it. */
export const publishCockpit = defineRoute({
  name: 'cockpit.publish',
  method: 'POST',
  path: '/cockpit/publish',
  access: 'cockpit.publish',
  body: z.object({ public: z.boolean() }),
  reply: 'none',
});

/** What a number of the cockpit is made of. */
export const behindKinds = ['here', 'overdue', 'ended', ...buyerRates, 'runs', 'data_uses', 'today'] as const;
export const BehindRow = z.object({
  id: Id,
  /** The page of what was counted: `pageOf(thing, page)`. */
  thing: z.string(),
  page: z.string(),
  title: Title,
  organisation: OrganisationRef.nullable(),
  at: Instant,
  /** How long it stood or took, in days. */
  days: z.number().nullable(),
  /** A rate's fact: was it met, or why is it left out. */
  result: z.enum(['met', 'missed', 'withdrawn']).nullable(),
  note: z.string().nullable(),
});
export type BehindRow = z.infer<typeof BehindRow>;
export const readBehind = defineRoute({
  name: 'cockpit.read_behind',
  method: 'GET',
  path: '/cockpit/behind',
  access: 'cockpit.read_behind',
  query: z.object({
    of: z.enum(behindKinds),
    stage: Stage.optional(),
    departmentId: Id.optional(),
    /** Of the day's events, these alone. */
    event: z.string().max(60).optional(),
    /** Of the uses of data, these alone. */
    use: z.enum(dataUseKinds).optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: pageOf(BehindRow),
});

export const cockpitRoutes = [
  readCockpit,
  readStatistics,
  downloadStatistics,
  readKiosk,
  listKiosks,
  createKiosk,
  endKiosk,
  publishCockpit,
  readBehind,
];
