import { z } from 'zod';
import { Allowed, Day, Id, Instant, Prose, textOf } from './common.js';
import { defineRoute } from './route.js';

/** Days within which the lab promises (or asks) a deed to be done, as shipped; the lab may say otherwise. */
export const usualServiceDays = {
  'organisation.verify': 5,
  'solution.approve': 5,
  'algorithm.approve': 5,
  'dataset.approve': 5,
  'scenario.approve': 5,
  'edition.publish': 5,
  'access_request.approve': 10,
  'access_request.give_info': 10,
  'engagement.accept': 10,
  'engagement.shortlist': 10,
  'engagement.validate': 5,
  'review.approve': 10,
  'review.give_info': 10,
  'run.requeue': 2,
  // Ten working days to hear the vendor and decide.
  'certificate.clear': 14,
  'certificate.reinstate': 14,
  'replication.assess': 10,
  'badge.recommend': 10,
  'badge.grant': 10,
  'ticket.assign': 1,
  'pilot.decide_points': 3,
  'pilot.decide_change': 10,
  'engagement.confirm_record': 10,
  'engagement.hand_over': 5,
  'engagement.agree_talk': 3,
} as const;
export type PromisedDeed = keyof typeof usualServiceDays;
export const promisedDeeds = Object.keys(usualServiceDays) as [PromisedDeed, ...PromisedDeed[]];
const PromisedDeed = z.enum(promisedDeeds);
const Days = z.number().int().min(1).max(90);
/** What the lab has said of its own; a deed that is not named keeps the usual days. */
const OwnServiceDays = z.partialRecord(PromisedDeed, Days);
type OwnServiceDays = z.infer<typeof OwnServiceDays>;
/** What is possible of a setting, deed by deed: one broken entry does not take the others with it. */
export function ownServiceDays(said: unknown): OwnServiceDays {
  const given = Object.entries((said ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    given.filter(([deed, days]) => PromisedDeed.safeParse(deed).success && Days.safeParse(days).success),
  ) as OwnServiceDays;
}

export const ServiceLevels = z.object({ days: OwnServiceDays });
export type ServiceLevels = z.infer<typeof ServiceLevels>;

export const readServiceLevels = defineRoute({
  name: 'lab.read_service_levels',
  method: 'GET',
  path: '/lab/service-levels',
  access: 'lab.read_service_levels',
  reply: ServiceLevels.extend({ allowed: Allowed }),
});
export const editServiceLevels = defineRoute({
  name: 'lab.edit_service_levels',
  method: 'PUT',
  path: '/lab/service-levels',
  access: 'lab.edit_service_levels',
  body: ServiceLevels,
  reply: 'none',
});

/** The lab's own texts, and nothing else of what visitors read: a note on the front page, what it does for whom, how to reach it. */
export const LabTexts = z.object({
  note: textOf(300).nullable(),
  service: Prose.nullable(),
  contact: textOf(2_000).nullable(),
});
export type LabTexts = z.infer<typeof LabTexts>;

export const readTexts = defineRoute({
  name: 'lab.read_texts',
  method: 'GET',
  path: '/lab/texts',
  access: 'public',
  reply: LabTexts,
});
export const editTexts = defineRoute({
  name: 'lab.edit_texts',
  method: 'PUT',
  path: '/lab/texts',
  access: 'lab.edit_texts',
  body: LabTexts,
  reply: 'none',
});

/** What is deleted after how many days, as shipped, and between which the lab may choose. */
export const retentions = {
  // 网络安全法 asks for six months of network logs at least.
  security_entry: { usual: 180, least: 180, most: 3_650 },
  notice: { usual: 180, least: 30, most: 3_650 },
  mail: { usual: 90, least: 7, most: 730 },
  ticket_reporter: { usual: 180, least: 30, most: 730 },
} as const;
export type Retained = keyof typeof retentions;
export const retained = Object.keys(retentions) as [Retained, ...Retained[]];
const daysOf = (kind: Retained) => z.number().int().min(retentions[kind].least).max(retentions[kind].most);
export const RetentionDays = z.object({
  security_entry: daysOf('security_entry'),
  notice: daysOf('notice'),
  mail: daysOf('mail'),
  ticket_reporter: daysOf('ticket_reporter'),
});
export type RetentionDays = z.infer<typeof RetentionDays>;
/** The days that hold, kind by kind: what a setting says where it says a possible number, else the usual ones. */
export function retentionDays(said: unknown): RetentionDays {
  const given = (said ?? {}) as Record<string, unknown>;
  const held = (kind: Retained) => daysOf(kind).safeParse(given[kind]).data ?? retentions[kind].usual;
  return {
    security_entry: held('security_entry'),
    notice: held('notice'),
    mail: held('mail'),
    ticket_reporter: held('ticket_reporter'),
  };
}

/** Deleted after a time that is the program's own. */
export const fixedRetentions = {
  email_proof: 2,
  idempotency_key: 1,
  upload_unfinished: 8,
  upload_unused: 7,
  blob_unnamed: 7,
} as const;
/** Kept as long as the lab stands: what certificates, verdicts and payments rest on. */
export const keptForGood = ['event', 'run', 'certificate', 'contract', 'vault'] as const;

export const backupKinds = ['backup', 'drill'] as const;
const place = z.string().trim().min(1).max(200);
export const Backup = z.object({
  id: Id,
  kind: z.enum(backupKinds),
  /** When it was made, or tried. */
  day: Day,
  place: z.string(),
  by: z.string(),
  at: Instant,
});

export const readUpkeep = defineRoute({
  name: 'lab.read_upkeep',
  method: 'GET',
  path: '/lab/upkeep',
  access: 'lab.read_upkeep',
  reply: z.object({
    retention: RetentionDays,
    storage: z.object({
      databaseBytes: z.number(),
      /** What the lab's files come to, by what they are; the same file twice is stored once. */
      files: z.array(z.object({ kind: z.string(), count: z.number().int(), bytes: z.number() })),
      /** Of the disk that uploads arrive on; null where it cannot be asked. */
      disk: z.object({ free: z.number(), total: z.number(), mark: z.number() }).nullable(),
    }),
    /** What somebody wrote down, newest first: the lab makes none by itself. */
    backups: z.array(Backup),
    allowed: Allowed,
  }),
});
export const editRetention = defineRoute({
  name: 'lab.edit_retention',
  method: 'PUT',
  path: '/lab/retention',
  access: 'lab.edit_retention',
  body: RetentionDays,
  reply: 'none',
});
/** Errors: `too_late` naming a day that has not come. */
export const noteBackup = defineRoute({
  name: 'lab.note_backup',
  method: 'POST',
  path: '/lab/backups',
  access: 'lab.note_backup',
  body: z.object({ kind: z.enum(backupKinds), day: Day, place }),
  reply: 'none',
});

export const labRuleRoutes = [
  readServiceLevels,
  editServiceLevels,
  readTexts,
  editTexts,
  readUpkeep,
  editRetention,
  noteBackup,
];
