import { z } from 'zod';
import { ById, Id } from './common.js';
import { defineRoute } from './route.js';

const MiB = 1024 * 1024;
/** Which documents a need is read out of, and how much of them. */
export const paperLimits = { bytes: 20 * MiB, pages: 120, characters: 300_000 } as const;

/** What of a need's form may be found in a document; `criteria` with the question they belong to, `contact` with the phone. */
export const paperFields = [
  'title',
  'field',
  'region',
  'problem',
  'users',
  'today',
  'criteria',
  'ask',
  'indicators',
  'data',
  'period',
  'conditions',
  'qualifications',
  'cooperationMode',
  'budget',
  'budgetOwner',
  'procurementRoute',
  'decisionDate',
  'deadline',
  'contact',
] as const;
export const PaperField = z.enum(paperFields);
export type PaperField = z.infer<typeof PaperField>;

/** `sure`: the document says so by name; `likely`: its words can hardly mean another thing; `guess`: look at it. */
export const Sureness = z.enum(['sure', 'likely', 'guess']);

export const FoundPart = z.object({
  field: PaperField,
  /** What the draft will say, as a text. */
  value: z.string().max(400),
  /** What the document says there, shortened. */
  quote: z.string().max(400),
  /** Null where the document has no pages of its own (Word). */
  page: z.number().int().nullable(),
  paragraph: z.number().int(),
  sure: Sureness,
});
export type FoundPart = z.infer<typeof FoundPart>;

/** An office's document that was handed in: `reading` until it has been opened in the sandbox. */
export const NeedPaper = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(['reading', 'ready', 'refused']),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  format: z.enum(['word', 'pdf']).nullable(),
  pages: z.number().int().nullable(),
  /** Whose need the document says it is; the draft is of whoever makes it. */
  department: z.string().nullable(),
  parts: z.array(FoundPart),
  /** The draft that was made of it. */
  scenarioId: Id.nullable(),
});
export type NeedPaper = z.infer<typeof NeedPaper>;

/** The file is an upload of purpose `file`, let go of once it has been read. */
export const addNeedPaper = defineRoute({
  name: 'scenario.add_paper',
  method: 'POST',
  path: '/need-papers',
  access: 'scenario.create',
  body: z.object({ uploadId: Id }),
  reply: z.object({ id: Id }),
});
/** Only for whose file it was. */
export const readNeedPaper = defineRoute({
  name: 'scenario.read_paper',
  method: 'GET',
  path: '/need-papers/:id',
  access: 'signed_in',
  params: ById,
  reply: NeedPaper,
});
/** Makes a draft of what was found, but for what is left out. Once: the draft is corrected where drafts are. */
export const draftOfPaper = defineRoute({
  name: 'scenario.draft_of_paper',
  method: 'POST',
  path: '/need-papers/:id/draft',
  access: 'scenario.create',
  params: ById,
  body: z.object({ leave: z.array(PaperField).max(paperFields.length).default([]) }),
  reply: z.object({ id: Id }),
});
/** Where the fields of a draft came from, for as long as it is one. */
export const paperOfScenario = defineRoute({
  name: 'scenario.paper_of',
  method: 'GET',
  path: '/need-papers',
  access: 'signed_in',
  query: z.object({ scenarioId: Id }),
  reply: z.object({ paper: NeedPaper.nullable() }),
});

export const needPaperRoutes = [addNeedPaper, readNeedPaper, draftOfPaper, paperOfScenario];
