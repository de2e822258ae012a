import { z } from 'zod';
import { ById, Id } from './common.js';
import { defineRoute } from './route.js';

export const mediumKinds = ['picture', 'pdf', 'video'] as const;
export const MediumKind = z.enum(mediumKinds);
export type MediumKind = z.infer<typeof MediumKind>;

const MiB = 1024 * 1024;
/** What one card may show, and how large a file may be when it comes. */
export const mediumLimits = {
  pictureBytes: 15 * MiB,
  documentBytes: 20 * MiB,
  videoBytes: 80 * MiB,
  videoSeconds: 180,
  pixels: 40_000_000,
} as const;
export const mediaAtMost = { all: 12, picture: 8, pdf: 3, video: 2 } as const;
/** Files an organisation may keep here, those on no card included. */
export const keptMediaAtMost = 300;

/** What stands instead of a picture for whoever cannot see it: in both languages, for every reader has one of them. */
const Alt = z.object({
  zh: z.string().trim().min(1).max(200),
  en: z.string().trim().min(1).max(200),
});

const places = (media: { id: string; kind: MediumKind }[]) => {
  const count = (kind: MediumKind) => media.filter((one) => one.kind === kind).length;
  return mediumKinds.every((kind) => count(kind) <= mediaAtMost[kind]);
};

/** The media of one revision of a card, in the order they are shown. */
export const CardMedia = z
  .array(z.object({ id: Id, kind: MediumKind, alt: Alt }))
  .max(mediaAtMost.all)
  .refine((media) => new Set(media.map(({ id }) => id)).size === media.length, { error: 'medium_twice' })
  .refine(places, { error: 'too_many_media_of_a_kind' });

/** As a reader of the card sees one. */
export const ShownMedium = z.object({
  id: Id,
  kind: MediumKind,
  alt: Alt,
  fileName: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  seconds: z.number().nullable(),
  pages: z.number().int().nullable(),
});
export type ShownMedium = z.infer<typeof ShownMedium>;

/** The first picture of a card, for a list. */
export const CardPicture = z.object({ id: Id, alt: Alt });
export type CardPicture = z.infer<typeof CardPicture>;

/** A file that was handed in: `reading` until it has been opened, then `ready` or `refused` with the reason. */
export const SolutionMedium = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(['reading', 'ready', 'refused']),
  kind: MediumKind.nullable(),
  bytes: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  seconds: z.number().nullable(),
  /** Why it is not shown, with the limit where there is one. */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type SolutionMedium = z.infer<typeof SolutionMedium>;

/** Makes a medium of a finished upload (purpose `file`). It is opened in the sandbox and belongs to no card yet. */
export const addSolutionMedium = defineRoute({
  name: 'solution.add_medium',
  method: 'POST',
  path: '/solution-media',
  access: 'solution.create',
  body: z.object({ uploadId: Id }),
  reply: z.object({ id: Id }),
});
/** Only for whose file it is, and the lab. */
export const readSolutionMedium = defineRoute({
  name: 'solution.read_medium',
  method: 'GET',
  path: '/solution-media/:id',
  access: 'signed_in',
  params: ById,
  reply: SolutionMedium,
});
/** As the sandbox left it: a picture in one of two sizes, a paper or a film to be saved. */
export const solutionMediumFile = defineRoute({
  name: 'solution.medium_file',
  method: 'GET',
  path: '/solution-media/:id/file',
  access: 'public',
  params: ById,
  query: z.object({ size: z.enum(['full', 'small']).default('full') }),
  reply: 'stream',
});

export const solutionMediaRoutes = [addSolutionMedium, readSolutionMedium, solutionMediumFile];
