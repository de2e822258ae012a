import { z } from 'zod';
import { BehindRow, StatisticsDefinition, StatisticsRow } from './cockpit.js';
import { Allowed, Id, Instant, pageOf, Sha256 } from './common.js';
import { defineRoute } from './route.js';

/** `2026-10`. */
export const Month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/);
const byMonth = z.object({ month: Month });

export const MonthlyReportRow = z.object({
  month: Month,
  /** Null while its figures are being counted. */
  draftedAt: Instant.nullable(),
  signatures: z.array(z.object({ person: z.object({ id: Id, name: z.string() }), at: Instant })),
  /** Null until it is signed by two and sealed with the lab's key. */
  issuedAt: Instant.nullable(),
});
export const MonthlyReport = MonthlyReportRow.extend({
  figures: z.array(StatisticsRow),
  definitions: z.array(StatisticsDefinition),
  /** SHA-256 of the figures: what a signature is under. */
  digest: Sha256.nullable(),
  keyId: z.string().nullable(),
  allowed: Allowed,
});
export type MonthlyReport = z.infer<typeof MonthlyReport>;

/** What is sealed: an in-toto statement (v1), the month its subject. */
export interface MonthStatement {
  _type: string;
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: string;
  predicate: {
    month: string;
    issuedAt: string;
    figures: StatisticsRow[];
    definitions: StatisticsDefinition[];
    signatures: { name: string; at: string }[];
  };
}

export const listMonthlyReports = defineRoute({
  name: 'monthly_report.list',
  method: 'GET',
  path: '/monthly-reports',
  access: 'monthly_report.list',
  reply: z.array(MonthlyReportRow),
});
export const readMonthlyReport = defineRoute({
  name: 'monthly_report.read',
  method: 'GET',
  path: '/monthly-reports/:month',
  access: 'monthly_report.read',
  params: byMonth,
  reply: MonthlyReport,
});
/** What one number of a month is made of, as the history tells it today. Errors: `not_found` of a figure without that part. */
export const readMonthBehind = defineRoute({
  name: 'monthly_report.behind',
  method: 'GET',
  path: '/monthly-reports/:month/behind',
  access: 'monthly_report.read',
  params: byMonth,
  query: z.object({
    figure: z.string().max(60),
    slice: z.string().max(60).optional(),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: pageOf(BehindRow),
});
/** Asks for a past month's figures, anew where nobody has sealed them; signatures under the old ones fall. */
export const draftMonthlyReport = defineRoute({
  name: 'monthly_report.draft',
  method: 'POST',
  path: '/monthly-reports/:month/draft',
  access: 'monthly_report.draft',
  params: byMonth,
  reply: 'none',
});
/** Under the figures one has read: others are refused (412). The second person's signature has it sealed. */
export const signMonthlyReport = defineRoute({
  name: 'monthly_report.sign',
  method: 'POST',
  path: '/monthly-reports/:month/sign',
  access: 'monthly_report.sign',
  params: byMonth,
  body: z.object({ digest: Sha256 }),
  reply: 'none',
});
export const downloadMonthlyPdf = defineRoute({
  name: 'monthly_report.pdf',
  method: 'GET',
  path: '/monthly-reports/:month/report.pdf',
  access: 'monthly_report.read',
  params: byMonth,
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});
/** The signed figures: a DSSE envelope around an in-toto statement. */
export const downloadMonthlyStatement = defineRoute({
  name: 'monthly_report.statement',
  method: 'GET',
  path: '/monthly-reports/:month/statement.json',
  access: 'monthly_report.read',
  params: byMonth,
  reply: 'stream',
});

export const monthlyReportRoutes = [
  listMonthlyReports,
  readMonthlyReport,
  readMonthBehind,
  draftMonthlyReport,
  signMonthlyReport,
  downloadMonthlyPdf,
  downloadMonthlyStatement,
];
