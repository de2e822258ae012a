import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  EditionContent,
  EditionEntry,
  EditionKind,
  SaveEdition,
} from '@scenario-lab/contracts/editions';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import { execute, queryOne } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  type EditionRecord,
  editionFacts,
  readEditionRecord,
} from '@scenario-lab/db/editions/editions.queries';
import { readEntries } from '@scenario-lab/db/editions/entries.queries';
import { newId } from '@scenario-lab/db/ids';
import { noteAlone } from '@scenario-lab/db/security/note';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { editionPolicy, publishesAlone } from '@scenario-lab/domain/editions/editions.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Action = 'edit' | 'submit' | 'return' | 'publish' | 'withdraw';

const PublishRow = z.object({
  next: z.number().nullable(),
});

/** Drafted by one, read and published by another; what is published never changes again (ADR 43). */
@Injectable()
export class EditionsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, { kind, ...plan }: SaveEdition & { kind: EditionKind }): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      demand(
        may(editionPolicy, actor, 'edition.create', {
          status: null,
          numbered: false,
          preparedByPersonIds: [],
          otherPublisher: true,
        }),
      );
      await insistPublished(tx, kind, plan.itemIds);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO edition (id, kind, title, note, item_ids, contacts, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, date_trunc('milliseconds', clock_timestamp()))`,
        [id, kind, ...columnsOf(plan)],
      );
      await transition(tx, 'edition', id, 'create', { by: actor });
      return { id };
    });
  }

  edit(actor: SignedIn, id: string, plan: SaveEdition, seen: string | null): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { kind } = await hold(tx, actor, id, 'edit');
      await insistUnchanged(tx, 'edition', id, seen);
      await insistPublished(tx, kind, plan.itemIds);
      await execute(
        tx,
        `UPDATE edition SET title = $2, note = $3, item_ids = $4, contacts = $5, content = NULL, digest = NULL,
           updated_at = ${savedAtSql} WHERE id = $1`,
        [id, ...columnsOf(plan)],
      );
      await recordEvent(tx, { thing: 'edition', id, event: 'edition.edited', by: actor });
    });
  }

  /** Freezes the lines as they are now: whoever publishes them reads exactly these. */
  submit(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'submit');
      const { kind, title, note } = record;
      const entries = await stillThere(tx, record);
      if (entries.length === 0) throw new Refusal('gate_incomplete', { missing: 'entries' });
      const content: EditionContent = { kind, title, note, entries };
      await transition(tx, 'edition', id, 'submit', {
        by: actor,
        remark,
        set: { content, digest: digestOf(content), remark: null, updated_at: new Date() },
      });
    });
  }

  /** Errors: `entries_gone` where something in it is no longer published; `handled_by_you` (four eyes). */
  publish(actor: SignedIn, id: string, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'publish');
      await stillThere(tx, record);
      // One at a time, so that no number is given twice and none is left out.
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`edition:${record.kind}`]);
      const { next } = await queryOne(
        tx,
        PublishRow,
        'SELECT coalesce(max(number), 0) + 1 AS next FROM edition WHERE kind = $1',
        [record.kind],
      );
      const alone = publishesAlone(actor, editionFacts(record));
      await transition(tx, 'edition', id, 'publish', {
        by: actor,
        remark,
        deliver: ['write-edition'],
        set: { number: next, alone, published_at: new Date(), updated_at: new Date() },
      });
      if (alone) await noteAlone(tx, actor.personId, 'edition.publish');
    });
  }

  /** Returned to be changed, or taken back with its reason; a published one stays readable. */
  turnDown(actor: SignedIn, id: string, deed: 'return' | 'withdraw', reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, deed);
      await transition(tx, 'edition', id, deed, {
        by: actor,
        remark: reason,
        set: { remark: reason, updated_at: new Date() },
      });
    });
  }
}

const digestOf = (content: EditionContent) =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

/** `title`, `note`, `item_ids`, `contacts`. */
const columnsOf = ({ title, note, itemIds, contacts }: SaveEdition): unknown[] => [
  JSON.stringify(title),
  note === null ? null : JSON.stringify(note),
  itemIds,
  contacts,
];

/** Errors: `invalid_input` at the first that is named twice or is not published. */
async function insistPublished(tx: Tx, kind: EditionKind, itemIds: readonly string[]): Promise<void> {
  const twice = itemIds.findIndex((id, at) => itemIds.indexOf(id) < at);
  if (twice >= 0) throw inputRefusal({ path: `itemIds.${twice}`, code: 'item_twice' });
  const there = new Set((await readEntries(tx, kind, itemIds, false)).map(({ id }) => id));
  const gone = itemIds.findIndex((id) => !there.has(id));
  if (gone >= 0) throw inputRefusal({ path: `itemIds.${gone}`, code: 'not_published' });
}

/** Its lines as they are now. Errors: `entries_gone` where something chosen is no longer published. */
async function stillThere(tx: Tx, { kind, item_ids, contacts }: EditionRecord): Promise<EditionEntry[]> {
  const entries = await readEntries(tx, kind, item_ids, contacts);
  if (entries.length < item_ids.length) throw new Refusal('entries_gone', { thing: 'edition' });
  return entries;
}

/** The edition, locked, once the policy has said yes. */
async function hold(tx: Tx, actor: SignedIn, id: string, action: Action): Promise<EditionRecord> {
  await execute(tx, 'SELECT 1 FROM edition WHERE id = $1 FOR UPDATE', [id]);
  const record = await readEditionRecord(tx, actor, id);
  if (!record) throw new Refusal('not_found', { thing: 'edition', id });
  demand(may(editionPolicy, actor, `edition.${action}`, editionFacts(record)), {
    thing: 'edition',
    status: record.status,
  });
  return record;
}
