import { type RemarkedThing, remarkedFields } from '@scenario-lab/contracts/field-remarks';
import { sameValue } from '@scenario-lab/domain/field-remarks/changed-fields';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { execute, json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';
import { transition } from '../transition.js';

type By = { personId: string; organisationId: string };
type Body = Readonly<Record<string, unknown>>;

/** What is under review, as those who deal with it read it. */
export interface Reviewed {
  ownerId: string;
  status: string;
  body: Body;
}

const ReadReviewedRow = z.object({
  owner_id: z.string(),
  status: z.string(),
  body: json<Body>(),
});

/** Null where the reader may not see it. Of a card the newest revision, which its owner and the lab alone may read. */
export async function readReviewed(tx: Tx, thing: RemarkedThing, id: string): Promise<Reviewed | null> {
  const row = await queryRow(
    tx,
    ReadReviewedRow,
    `SELECT owner_id, status, ${thing === 'scenario' ? 'need' : 'card'} AS body FROM ${thing} WHERE id = $1`,
    [id],
  );
  return row ? { ownerId: row.owner_id, status: row.status, body: row.body } : null;
}

const Open = z.object({
  id: z.string(),
  status: z.string(),
  field: z.string(),
  was: json<unknown>().nullable(),
});
type Open = z.output<typeof Open>;

const openRemarks = (tx: Tx, thing: RemarkedThing, id: string): Promise<Open[]> =>
  queryRows(
    tx,
    Open,
    `SELECT id, status, field, was FROM field_remark
     WHERE thing = $1 AND thing_id = $2 AND status IN ('noted', 'asked', 'answered', 'mended') ORDER BY id`,
    [thing, id],
  );

/** The thing is returned: what was noted is told, and what it was then is kept. */
export async function tellRemarks(
  tx: Tx,
  thing: RemarkedThing,
  id: string,
  { ownerId, body }: Pick<Reviewed, 'ownerId' | 'body'>,
  by: By,
): Promise<void> {
  for (const remark of await openRemarks(tx, thing, id))
    if (remark.status === 'noted') await transition(tx, 'field_remark', remark.id, 'ask', { by });
  await execute(
    tx,
    'INSERT INTO review_return (id, thing, thing_id, owner_id, body) VALUES ($1, $2, $3, $4, $5)',
    [newId(), thing, id, ownerId, JSON.stringify(body)],
  );
}

/**
 * It is submitted again: each remark is answered, or its field is another now. Errors: `remarks_open`, with the fields of
 * those that are neither.
 */
export async function takeUpRemarks(
  tx: Tx,
  thing: RemarkedThing,
  id: string,
  body: Body,
  by: By,
): Promise<void> {
  const asked = (await openRemarks(tx, thing, id)).filter(({ status }) => status === 'asked');
  const untouched = asked.filter(({ field, was }) => sameValue(was, body[field]));
  if (untouched.length > 0)
    throw new Refusal('remarks_open', {
      thing,
      id,
      count: untouched.length,
      fields: [...new Set(untouched.map(({ field }) => field))].join(' '),
    });
  for (const remark of asked) await transition(tx, 'field_remark', remark.id, 'mend', { by });
}

/** It is approved: what was answered or mended is enough. Errors: `remarks_untold`, where some were written and never told. */
export async function settleRemarks(tx: Tx, thing: RemarkedThing, id: string, by: By): Promise<void> {
  const open = await openRemarks(tx, thing, id);
  const untold = open.filter(({ status }) => status === 'noted').length;
  if (untold > 0) throw new Refusal('remarks_untold', { thing, id, count: untold });
  for (const remark of open)
    if (remark.status !== 'asked') await transition(tx, 'field_remark', remark.id, 'settle', { by });
}

/** Fields of a thing in the order of its form. */
export const orderOf = (thing: RemarkedThing, field: string): number =>
  (remarkedFields[thing] as readonly string[]).indexOf(field);
