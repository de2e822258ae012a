import { z } from 'zod';
import { Edition } from './certificates.js';
import { Title } from './common.js';
import { Plots, Result, Verdict } from './runs.js';

export const predicateType = 'urn:scenario-lab:validation-report:1';

const Named = z.object({ id: z.string(), title: Title });
const Words = z.object({ zh: z.array(z.string()), en: z.array(z.string()) });
const Digest = z.string().nullable();

/** The parts of a report's predicate that readers show in words; it carries more than these. */
const Predicate = z.object({
  edition: Edition,
  reportId: z.string(),
  issuedAt: z.string(),
  certificate: z
    .object({
      number: z.string(),
      issuedAt: z.string(),
      expiresAt: z.string(),
      demonstration: z.boolean(),
    })
    .nullable(),
  certificateObstacles: z.array(z.string()),
  run: z.object({ id: z.string(), number: z.number(), split: z.string() }),
  vendor: z.object({ name: Title }),
  algorithm: Named.extend({ label: z.string(), kind: z.string() }),
  scenario: Named.nullable(),
  benchmark: Named.extend({
    number: z.number(),
    task: z.string(),
    target: z.string(),
    rows: z.number(),
    executions: z.number(),
  }),
  dataset: Named.extend({ label: z.string(), truthPublic: z.boolean() }),
  digests: z.object({
    artifact: z.string(),
    pack: z.string(),
    benchmark: z.string(),
    hiddenSplit: Digest,
    environment: Digest,
  }),
  overall: Verdict,
  criteria: Result.shape.criteria,
  figures: Result.shape.figures,
  plots: Plots.nullable(),
  baseline: Result.shape.baseline,
  previousVersion: z.object({ run: z.number(), label: z.string() }).nullable(),
  resources: z.object({ cpuSeconds: z.number(), peakMemoryBytes: z.number() }),
  looks: z.object({ number: z.number(), of: z.number() }).nullable(),
  unpublishedRuns: z.number(),
  priorAccess: z.boolean(),
  sandbox: z.object({ level: z.string().nullable() }),
  review: z.object({ statement: z.string(), reviewer: z.string(), at: z.string() }),
  limitsOfValidity: Words,
});
const Statement = z.object({ predicateType: z.literal(predicateType), predicate: Predicate });
export type ReportPredicate = z.infer<typeof Predicate>;

/** The predicate of a validation report; null when the statement is of another form. */
export function predicateOf(statement: unknown): ReportPredicate | null {
  const parsed = Statement.safeParse(statement);
  return parsed.success ? parsed.data.predicate : null;
}
