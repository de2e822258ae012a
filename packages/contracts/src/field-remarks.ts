import { z } from 'zod';
import { SaveAlgorithm } from './algorithms.js';
import { Allowed, ById, Id, Instant, Remark } from './common.js';
import { SaveDataset } from './datasets.js';
import { deedsOf } from './deed.js';
import { fieldRemarkMachine } from './field-remarks/field-remark.machine.js';
import { defineRoute } from './route.js';
import { SaveScenario } from './scenarios.js';
import { SaveSolution } from './solutions.js';

/** What is reviewed field by field, each with the fields its form has, in the form's order. */
export const remarkedFields = {
  solution: Object.keys(SaveSolution.shape),
  algorithm: Object.keys(SaveAlgorithm.shape),
  dataset: Object.keys(SaveDataset.shape),
  scenario: Object.keys(SaveScenario.shape),
} as const satisfies Record<string, readonly string[]>;
export type RemarkedThing = keyof typeof remarkedFields;
const RemarkedThing = z.enum(['solution', 'algorithm', 'dataset', 'scenario']);

/**
 * One remark of the lab on one field. `noted`: written, and told when the thing is returned; `asked`: told; `answered`: its author
 * said why the field stays; `mended`: the field was changed; `settled`, `insisted` (asked again by another remark) and
 * `withdrawn` are ends.
 */
export const FieldRemarkStatus = z.enum(fieldRemarkMachine.statuses);

const Said = z.string().trim().min(1).max(2_000);

export const FieldRemark = z.object({
  id: Id,
  field: z.string(),
  status: FieldRemarkStatus,
  text: z.string(),
  at: Instant,
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
  /** The field as it was when the remark was written, and as it is. */
  was: z.unknown(),
  now: z.unknown(),
  changed: z.boolean(),
  /** The earlier remark whose answer was not enough. */
  follows: Id.nullable(),
  allowed: Allowed,
});
export type FieldRemark = z.infer<typeof FieldRemark>;

export const FieldRemarks = z.object({
  /** In the order of the form; of one field in the order they were written. */
  items: z.array(FieldRemark),
  /** When it was last returned; null where it never was. */
  returnedAt: Instant.nullable(),
  /** What differs from what was returned, remarked on or not. */
  changes: z.array(z.object({ field: z.string(), was: z.unknown(), now: z.unknown() })),
  allowed: Allowed,
});
export type FieldRemarks = z.infer<typeof FieldRemarks>;

export const listFieldRemarks = defineRoute({
  name: 'field_remark.list',
  method: 'GET',
  path: '/field-remarks/:thing/:id',
  access: 'signed_in',
  params: z.object({ thing: RemarkedThing, id: Id }),
  reply: FieldRemarks,
});
export const noteFieldRemark = defineRoute({
  name: 'field_remark.note',
  method: 'POST',
  path: '/field-remarks',
  access: 'field_remark.note',
  body: z.object({ thing: RemarkedThing, thingId: Id, field: z.string().max(40), text: Said }),
  reply: z.object({ id: Id }),
});
export const answerFieldRemark = defineRoute({
  name: 'field_remark.answer',
  method: 'POST',
  path: '/field-remarks/:id/answer',
  access: 'field_remark.answer',
  params: ById,
  body: z.object({ text: Said }),
  reply: 'none',
});
/** What was answered or mended is not enough: a new remark follows it. */
export const insistOnFieldRemark = defineRoute({
  name: 'field_remark.insist',
  method: 'POST',
  path: '/field-remarks/:id/insist',
  access: 'field_remark.insist',
  params: ById,
  body: z.object({ text: Said }),
  reply: z.object({ id: Id }),
});
const deed = deedsOf('field_remark', '/field-remarks/:id');
export const fieldRemarkDeeds = {
  settle: deed('settle', Remark),
  withdraw: deed('withdraw', Remark),
};

export const fieldRemarkRoutes = [
  listFieldRemarks,
  noteFieldRemark,
  answerFieldRemark,
  insistOnFieldRemark,
  ...Object.values(fieldRemarkDeeds),
];
