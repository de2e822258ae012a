import { z } from 'zod';
import { ById, Day, Id, Instant, ListQuery, OrganisationRef, pageOf } from './common.js';
import { defineRoute } from './route.js';

/** `csv` is for spreadsheets: nothing in it runs as a formula. `jsonl` is exact, one object a row. */
export const DownloadFormat = z.enum(['csv', 'jsonl']);
export type DownloadFormat = z.infer<typeof DownloadFormat>;
/**
 * The open rows of a version: never one that an exam has hidden, never a personal column. Each download is a line of the use log.
 * Errors: `data_not_readable`, `grant_missing`, `not_found` where nothing may be told apart or it is not written yet.
 */
export const downloadRows = defineRoute({
  name: 'dataset.download',
  method: 'GET',
  path: '/dataset-versions/:id/rows',
  access: 'dataset.read_open_rows',
  params: ById,
  query: z.object({ format: DownloadFormat.default('csv') }),
  reply: 'stream',
});

export const useKinds = ['download', 'sample', 'run', 'data_job', 'job_output', 'key_match'] as const;
export const DataUse = z.object({
  id: Id,
  at: Instant,
  organisation: OrganisationRef,
  kind: z.enum(useKinds),
  /** Label of the version. */
  version: z.string(),
  rows: z.number().int().nullable(),
  format: z.enum(['csv', 'jsonl', 'zip']).nullable(),
  run: z.object({ id: Id, split: z.enum(['sample', 'validation', 'hidden']) }).nullable(),
  job: z.object({ id: Id, title: z.string() }).nullable(),
  /** As it was asked for; null of open data and of one's own. */
  purpose: z.string().nullable(),
});
export type DataUse = z.infer<typeof DataUse>;
const UseFilter = z.object({
  kind: z.enum(useKinds).optional(),
  from: Day.optional(),
  until: Day.optional(),
});
/** Who took or used what of the data, newest first; for its owner and the lab. */
export const listDataUses = defineRoute({
  name: 'dataset.uses',
  method: 'GET',
  path: '/datasets/:id/uses',
  access: 'dataset.read_uses',
  params: ById,
  query: ListQuery.extend(UseFilter.shape),
  reply: pageOf(DataUse),
});
/** The same as a CSV for spreadsheets, at most 100,000 lines. */
export const exportDataUses = defineRoute({
  name: 'dataset.export_uses',
  method: 'GET',
  path: '/datasets/:id/uses.csv',
  access: 'dataset.read_uses',
  params: ById,
  query: UseFilter.extend({ q: ListQuery.shape.q }),
  reply: 'stream',
});

export const dataUseRoutes = [downloadRows, listDataUses, exportDataUses];
