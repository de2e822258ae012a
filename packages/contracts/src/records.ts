import { z } from 'zod';
import { Allowed, ById, Day, Instant, OrganisationRef, Title } from './common.js';
import { defineRoute } from './route.js';
import { ticketExclusions } from './tickets.js';

/** A share is ranked from this many facts on; below it stands apart, with its facts. */
export const rankedFrom = 5;

export const vendorFigures = [
  'vendor.answers',
  'vendor.kept',
  'vendor.prediction',
  'vendor.field',
  'vendor.tickets',
  'vendor.replications',
  'vendor.training',
] as const;
export const departmentFigures = [
  'department.response',
  'department.decision',
  'department.conversion',
] as const;
export const recordFigures = [...vendorFigures, ...departmentFigures] as const;
export const RecordFigure = z.enum(recordFigures);
export type RecordFigure = z.infer<typeof RecordFigure>;

/** Why a fact is left out; always told beside the figure. */
export const recordExclusions = ['not_measured', 'ended_by_others', ...ticketExclusions] as const;
export const RecordExclusion = z.enum(recordExclusions);
export type RecordExclusion = z.infer<typeof RecordExclusion>;

export const RecordTally = z.object({
  met: z.number().int(),
  facts: z.number().int(),
  excluded: z.partialRecord(RecordExclusion, z.number().int()),
  /** `met / facts` as counted; null of nothing. */
  share: z.number().nullable(),
  /** The share drawn towards the prior, the less the more facts there are; null of nothing. */
  estimate: z.number().nullable(),
});
export type RecordTally = z.infer<typeof RecordTally>;

export const RecordReply = z.object({
  text: z.string(),
  at: Instant,
  /** `waiting`: the lab has not looked at it; itself and the lab read it. `refused`: it is not shown, for the reason told. */
  state: z.enum(['waiting', 'shown', 'refused']),
  reason: z.string().nullable(),
});
export type RecordReply = z.infer<typeof RecordReply>;

/** What a figure counts, and since when everybody may read it. */
export const FigureRules = z.object({
  figure: RecordFigure,
  name: z.object({ zh: z.string(), en: z.string() }),
  definition: z.object({ zh: z.string(), en: z.string() }),
  /** From this day on everybody reads it; null: the organisation itself and the lab alone. */
  publishedFrom: Day.nullable(),
  published: z.boolean(),
  /** What estimates are drawn towards: the share of the whole lab, or one half while too few organisations have facts. */
  prior: z.object({ share: z.number(), ofTheLab: z.boolean() }),
});
export type FigureRules = z.infer<typeof FigureRules>;

export const OrganisationRecord = z.object({
  organisation: OrganisationRef,
  /** Made by a job; null before its first look. */
  at: Instant.nullable(),
  figures: z.array(
    FigureRules.extend({ tally: RecordTally, reply: RecordReply.nullable(), allowed: Allowed }),
  ),
});
export type OrganisationRecord = z.infer<typeof OrganisationRecord>;

export const RecordFactRow = z.object({
  figure: RecordFigure,
  /** The page of what was counted: `pageOf(thing, page)`. */
  thing: z.string(),
  page: z.string(),
  title: Title,
  at: Instant,
  met: z.boolean().nullable(),
  /** Counts so often: a ticket closed falsely counts once more each time. */
  weight: z.number().int(),
  excluded: RecordExclusion.nullable(),
  /** Predicted beside measured, of one criterion. */
  values: z
    .object({
      criterion: z.string(),
      predicted: z.number(),
      measured: z.number().nullable(),
      role: z.enum(['lead', 'member']).optional(),
    })
    .nullable(),
});
export type RecordFactRow = z.infer<typeof RecordFactRow>;

const ofFigure = z.object({ figure: RecordFigure });

export const listFigures = defineRoute({
  name: 'record.list_figures',
  method: 'GET',
  path: '/record-figures',
  access: 'public',
  reply: z.object({ figures: z.array(FigureRules), allowed: Allowed }),
});
/** All figures for the organisation itself and the lab, published ones for everybody. Errors: `not_found`. */
export const readRecord = defineRoute({
  name: 'record.read',
  method: 'GET',
  path: '/organisations/:id/record',
  access: 'public',
  params: ById,
  reply: OrganisationRecord,
});
/** What one figure, or every one, is made of; the organisation itself and the lab alone, however published they are. */
export const readRecordFacts = defineRoute({
  name: 'record.read_facts',
  method: 'GET',
  path: '/organisations/:id/record/facts',
  access: 'signed_in',
  params: ById,
  query: z.object({ figure: RecordFigure.optional() }),
  reply: z.array(RecordFactRow),
});
/** Errors: `not_published` for whoever is not of the lab. */
export const readRecordBoard = defineRoute({
  name: 'record.read_board',
  method: 'GET',
  path: '/record-boards',
  access: 'public',
  query: ofFigure,
  reply: z.object({
    rules: FigureRules,
    rows: z.array(
      z.object({ organisation: OrganisationRef, tally: RecordTally, reply: z.string().nullable() }),
    ),
  }),
});
/** Everybody reads a figure from a day on, or nobody but those it is about. They are told, and may reply before. */
export const publishFigure = defineRoute({
  name: 'record.publish',
  method: 'PUT',
  path: '/record-figures',
  access: 'record.publish',
  body: ofFigure.extend({ from: Day.nullable() }),
  reply: 'none',
});
/** One reply to a figure; a new one takes the place of the old and waits for the lab again. */
export const replyToFigure = defineRoute({
  name: 'record.reply',
  method: 'PUT',
  path: '/organisations/:id/record/reply',
  access: 'record.reply',
  params: ById,
  body: ofFigure.extend({ text: z.string().trim().min(1).max(1_000) }),
  reply: 'none',
});
export const takeBackReply = defineRoute({
  name: 'record.take_back',
  method: 'DELETE',
  path: '/organisations/:id/record/reply',
  access: 'record.take_back',
  params: ById,
  query: ofFigure,
  reply: 'none',
});
export const readReplies = defineRoute({
  name: 'record.read_replies',
  method: 'GET',
  path: '/record-replies',
  access: 'record.read_replies',
  reply: z.array(
    z.object({ organisation: OrganisationRef, figure: RecordFigure, reply: RecordReply, allowed: Allowed }),
  ),
});
/** The lab shows a reply beside its figure, or says why it does not. `at`: of the words that were read. */
export const judgeReply = defineRoute({
  name: 'record.judge',
  method: 'POST',
  path: '/organisations/:id/record/judgement',
  access: 'record.judge',
  params: ById,
  body: ofFigure.extend({ at: Instant, reason: z.string().trim().min(1).max(1_000).nullable() }),
  reply: 'none',
});

export const recordRoutes = [
  listFigures,
  readRecord,
  readRecordFacts,
  readRecordBoard,
  publishFigure,
  replyToFigure,
  takeBackReply,
  readReplies,
  judgeReply,
];
