import { Inject, Injectable } from '@nestjs/common';
import {
  type FieldRemark,
  type FieldRemarks,
  type noteFieldRemark,
  type RemarkedThing,
  remarkedFields,
} from '@scenario-lab/contracts/field-remarks';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { orderOf, type Reviewed, readReviewed } from '@scenario-lab/db/field-remarks/review-rounds';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { changedFields, sameValue } from '@scenario-lab/domain/field-remarks/changed-fields';
import {
  type FieldRemarkFacts,
  fieldRemarkPolicy,
} from '@scenario-lab/domain/field-remarks/field-remarks.policy';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

/** Remarks on one thing that may be open at a time. */
const mostOpen = 100;

const Row = z.object({
  id: z.string(),
  status: word<FieldRemark['status']>(),
  thing: word<RemarkedThing>(),
  thing_id: z.string(),
  field: z.string(),
  text: z.string(),
  was: json<unknown>().nullable(),
  answer: z.string().nullable(),
  answered_at: z.date().nullable(),
  follows_id: z.string().nullable(),
  at: z.date(),
});
type Row = z.output<typeof Row>;
const columns = 'id, status, thing, thing_id, field, text, was, answer, answered_at, follows_id, at';

const ListRow = z.object({
  body: json<Record<string, unknown>>(),
  at: z.date(),
});

@Injectable()
export class FieldRemarksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** For its owner and the lab; anybody else is told no more than of a thing that is not there. */
  list(actor: SignedIn, thing: RemarkedThing, id: string): Promise<FieldRemarks> {
    return this.database.asActor(actor, async (tx) => {
      const reviewed = await hold(tx, thing, id);
      if (!may(fieldRemarkPolicy, actor, 'field_remark.read', facts(reviewed, null)).ok)
        throw new Refusal('not_found', { thing, id });
      const rows = await queryRows(
        tx,
        Row,
        `SELECT ${columns} FROM field_remark WHERE thing = $1 AND thing_id = $2 ORDER BY id`,
        [thing, id],
      );
      const returned = await queryRow(
        tx,
        ListRow,
        'SELECT body, at FROM review_return WHERE thing = $1 AND thing_id = $2 ORDER BY id DESC LIMIT 1',
        [thing, id],
      );
      const { body } = reviewed;
      const changed = returned ? changedFields(returned.body, body, remarkedFields[thing]) : [];
      return {
        items: rows
          .map((row) => viewOf(actor, reviewed, row))
          .sort((one, other) => orderOf(thing, one.field) - orderOf(thing, other.field)),
        returnedAt: returned?.at.toISOString() ?? null,
        changes: changed.map((field) => ({
          field,
          was: returned?.body[field] ?? null,
          now: body[field] ?? null,
        })),
        allowed: allowed(fieldRemarkPolicy, actor, facts(reviewed, null)),
      };
    });
  }

  note(
    actor: SignedIn,
    { thing, thingId, field, text }: Received<typeof noteFieldRemark>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const reviewed = await lock(tx, thing, thingId);
      demand(may(fieldRemarkPolicy, actor, 'field_remark.note', facts(reviewed, null)));
      if (orderOf(thing, field) < 0) throw inputRefusal({ path: 'field', code: 'column_missing' });
      return { id: await write(tx, actor, reviewed, { thing, thingId, field, text, followsId: null }) };
    });
  }

  answer(actor: SignedIn, id: string, text: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await this.held(tx, actor, id, 'answer');
      await transition(tx, 'field_remark', id, 'answer', {
        by: actor,
        set: { answer: text, answered_at: new Date() },
      });
    });
  }

  insist(actor: SignedIn, id: string, text: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const { row, reviewed } = await this.held(tx, actor, id, 'insist');
      await transition(tx, 'field_remark', id, 'insist', { by: actor });
      const { thing, thing_id: thingId, field } = row;
      return { id: await write(tx, actor, reviewed, { thing, thingId, field, text, followsId: id }) };
    });
  }

  end(actor: SignedIn, id: string, deed: 'settle' | 'withdraw', remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await this.held(tx, actor, id, deed);
      await transition(tx, 'field_remark', id, deed, { by: actor, remark });
    });
  }

  /** The remark, with its card held, so that no return or approval passes in between. */
  private async held(
    tx: Tx,
    actor: SignedIn,
    id: string,
    action: 'answer' | 'settle' | 'insist' | 'withdraw',
  ): Promise<{ row: Row; reviewed: Reviewed }> {
    const read = async () => {
      const row = await queryRow(tx, Row, `SELECT ${columns} FROM field_remark WHERE id = $1`, [id]);
      if (!row) throw new Refusal('not_found', { thing: 'field_remark', id });
      return row;
    };
    const seen = await read();
    const reviewed = await lock(tx, seen.thing, seen.thing_id);
    const row = await read();
    demand(may(fieldRemarkPolicy, actor, `field_remark.${action}`, facts(reviewed, row.status)));
    return { row, reviewed };
  }
}

const facts = (reviewed: Reviewed, status: string | null): FieldRemarkFacts => ({
  status,
  ownerOrganisationId: reviewed.ownerId,
  thingStatus: reviewed.status,
});

async function hold(tx: Tx, thing: RemarkedThing, id: string): Promise<Reviewed> {
  const reviewed = await readReviewed(tx, thing, id);
  if (!reviewed) throw new Refusal('not_found', { thing, id });
  return reviewed;
}

/** A review goes on one step at a time: return, approval and remark wait for each other. */
async function lock(tx: Tx, thing: RemarkedThing, id: string): Promise<Reviewed> {
  await execute(tx, `SELECT 1 FROM ${thing} WHERE id = $1 FOR UPDATE`, [id]);
  return hold(tx, thing, id);
}

const WriteRow = z.object({
  open: z.number(),
});

async function write(
  tx: Tx,
  actor: SignedIn,
  reviewed: Reviewed,
  remark: { thing: RemarkedThing; thingId: string; field: string; text: string; followsId: string | null },
): Promise<string> {
  const { open } = await queryOne(
    tx,
    WriteRow,
    "SELECT count(*)::int AS open FROM field_remark WHERE thing_id = $1 AND status IN ('noted', 'asked', 'answered', 'mended')",
    [remark.thingId],
  );
  if (open >= mostOpen) throw new Refusal('too_many_requests', { most: mostOpen });
  const id = newId();
  await execute(
    tx,
    `INSERT INTO field_remark (id, thing, thing_id, owner_id, field, text, was, follows_id, person_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      remark.thing,
      remark.thingId,
      reviewed.ownerId,
      remark.field,
      remark.text,
      JSON.stringify(reviewed.body[remark.field] ?? null),
      remark.followsId,
      actor.personId,
    ],
  );
  await transition(tx, 'field_remark', id, 'note', { by: actor });
  return id;
}

function viewOf(actor: SignedIn, reviewed: Reviewed, row: Row): FieldRemark {
  const now = reviewed.body[row.field] ?? null;
  return {
    id: row.id,
    field: row.field,
    status: row.status,
    text: row.text,
    at: row.at.toISOString(),
    answer: row.answer,
    answeredAt: row.answered_at?.toISOString() ?? null,
    was: row.was,
    now,
    changed: !sameValue(row.was, now),
    follows: row.follows_id,
    allowed: allowed(fieldRemarkPolicy, actor, facts(reviewed, row.status)),
  };
}
