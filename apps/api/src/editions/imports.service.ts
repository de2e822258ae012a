import { Inject, Injectable } from '@nestjs/common';
import type { applyImport, undoImport } from '@scenario-lab/contracts/list-imports';
import type { Answer } from '@scenario-lab/contracts/route';
import { insertCard } from '@scenario-lab/db/catalogue/listing.queries';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { DraftRow } from '@scenario-lab/domain/editions/draft-of-row';
import { listImportPolicy } from '@scenario-lab/domain/editions/list-import.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { needWords, solutionWords } from '@scenario-lab/matching/card-words';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { soughtOf } from '../listing/sought.js';
import { digestOf, judge, readImportRecord, readLines, stateOf, stateOfLine } from './imports.query.js';

type Action = 'edit' | 'apply' | 'undo';

const CorrectRow = z.object({
  number: z.number(),
});

const UndoRow = z.object({
  id: z.string(),
});

const UndoRow2 = z.object({
  kept: z.number(),
});

/** A list that came as a file: looked at, corrected, made into drafts, and taken back with one word (ADR 44). */
@Injectable()
export class ImportsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, uploadId: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(listImportPolicy, actor, 'list_import.create', { status: null }));
      const { fileName, sha256 } = await takeUpload(tx, uploadId, actor.organisationId, 'file');
      const id = newId();
      await execute(
        tx,
        'INSERT INTO list_import (id, organisation_id, person_id, file_name, sha256) VALUES ($1, $2, $3, $4, $5)',
        [id, actor.organisationId, actor.personId, fileName, sha256],
      );
      await recordEvent(tx, {
        thing: 'list_import',
        id,
        event: 'list_import.created',
        by: actor,
        deliver: ['read-list'],
      });
      return { id };
    });
  }

  /** What the file says of one line, corrected. What has become a draft is corrected there. */
  correct(actor: SignedIn, id: string, number: number, values: Record<string, string>): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'edit');
      const said = Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));
      const rows = await queryRows(
        tx,
        CorrectRow,
        `UPDATE list_import_row SET said = $3 WHERE import_id = $1 AND number = $2 AND thing_id IS NULL RETURNING number`,
        [id, number, JSON.stringify(said)],
      );
      if (rows.length === 0) throw new Refusal('not_found', { thing: 'list_import_row', id });
    });
  }

  apply(actor: SignedIn, id: string): Promise<Answer<typeof applyImport>> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'apply');
      // Two files with the same line at once would each find that the other has not made it yet.
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('list_import', 0))`);
      const terms = await readTerms(tx);
      const count = { imported: 0, refused: 0, doubles: 0 };
      for (const line of await readLines(tx, id)) {
        const judged = await judge(tx, line, terms);
        const state = stateOfLine(line, judged);
        if (state === 'double') count.doubles += 1;
        if (state === 'faulty') count.refused += 1;
        if (state !== 'ready') continue;
        const madeOwner = judged.ownerId ? null : await enterOrganisation(tx, line.kind, judged.draft.owner);
        const ownerId = judged.ownerId ?? (madeOwner as string);
        const made = await enter(tx, actor, ownerId, judged.draft);
        await execute(
          tx,
          `UPDATE list_import_row SET thing_id = $3, made_organisation_id = $4, digest = $5,
             made_at = (SELECT updated_at FROM ${line.kind === 'opportunity' ? 'scenario' : 'solution'} WHERE id = $3)
           WHERE import_id = $1 AND number = $2`,
          [id, line.number, made, madeOwner, digestOf(line)],
        );
        count.imported += 1;
      }
      await recordEvent(tx, { thing: 'list_import', id, event: 'list_import.applied', by: actor });
      return count;
    });
  }

  /** Drafts that nobody has worked on go, and organisations nobody else knows of; what was worked on stays. */
  undo(actor: SignedIn, id: string): Promise<Answer<typeof undoImport>> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'undo');
      let [removed, kept] = [0, 0];
      for (const [table, kind] of [
        ['scenario', 'opportunity'],
        ['solution', 'capability'],
      ] as const) {
        const gone = await queryRows(
          tx,
          UndoRow,
          `DELETE FROM ${table} t USING list_import_row r WHERE r.import_id = $1 AND r.kind = $2 AND t.id = r.thing_id
             AND t.status = 'draft' AND t.updated_at = r.made_at RETURNING t.id`,
          [id, kind],
        );
        const ids = (gone as { id: string }[]).map((one) => one.id);
        await execute(
          tx,
          `UPDATE list_import_row SET thing_id = NULL, digest = NULL WHERE import_id = $1 AND thing_id = ANY($2)`,
          [id, ids],
        );
        removed += ids.length;
      }
      const left = await queryOne(
        tx,
        UndoRow2,
        'SELECT count(*)::int AS kept FROM list_import_row WHERE import_id = $1 AND thing_id IS NOT NULL',
        [id],
      );
      kept = left.kept;
      await removeOrganisations(tx, id);
      await execute(tx, 'UPDATE list_import SET undone_at = now() WHERE id = $1', [id]);
      await recordEvent(tx, { thing: 'list_import', id, event: 'list_import.undone', by: actor });
      return { removed, kept };
    });
  }
}

async function hold(tx: Tx, actor: SignedIn, id: string, action: Action): Promise<void> {
  await execute(tx, 'SELECT 1 FROM list_import WHERE id = $1 FOR UPDATE', [id]);
  const status = stateOf(await readImportRecord(tx, id));
  demand(may(listImportPolicy, actor, `list_import.${action}`, { status }), { thing: 'list_import', status });
}

/** Known by what the list says; not verified, and without people until somebody registers or is invited. */
async function enterOrganisation(
  tx: Tx,
  kind: 'opportunity' | 'capability',
  { name, english, creditCode }: DraftRow['owner'],
): Promise<string> {
  const id = newId();
  await addParty(tx, 'organisation', id, id, 'own');
  const language = /\p{Script=Han}/u.test(name) ? 'zh' : 'en';
  await execute(tx, 'INSERT INTO organisation (id, name, roles, credit_code) VALUES ($1, $2, $3, $4)', [
    id,
    JSON.stringify({ [language]: name, ...(english && { en: english }) }),
    [kind === 'opportunity' ? 'demand' : 'supply'],
    creditCode,
  ]);
  await execute(tx, 'INSERT INTO wallet (organisation_id) VALUES ($1)', [id]);
  return id;
}

async function enter(tx: Tx, actor: SignedIn, ownerId: string, { need, card }: DraftRow): Promise<string> {
  const id = newId();
  const thing = need ? 'scenario' : 'solution';
  await addParty(tx, thing, id, ownerId, 'own');
  if (need) {
    const { said, words } = await soughtOf(tx, ownerId, needWords(need));
    await execute(
      tx,
      `INSERT INTO scenario (id, owner_id, need, field, region, budget, deadline, said, words, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::tsvector, date_trunc('milliseconds', clock_timestamp()))`,
      [id, ownerId, JSON.stringify(need), need.field, need.region, need.budget, need.deadline, said, words],
    );
  } else if (card) {
    const sought = await soughtOf(tx, ownerId, solutionWords(card));
    await insertCard(tx, 'solution', id, ownerId, card, { fields: card.fields, more: {}, sought });
  }
  await transition(tx, thing, id, 'create', { by: actor });
  return id;
}

const RemoveOrganisationsRow = z.object({
  ids: z.array(z.string()),
});

/** Those entered for this list alone, that nobody belongs to and that own nothing. */
async function removeOrganisations(tx: Tx, importId: string): Promise<void> {
  const made = await queryOne(
    tx,
    RemoveOrganisationsRow,
    `SELECT coalesce(array_agg(DISTINCT r.made_organisation_id), '{}') AS ids FROM list_import_row r
       JOIN organisation o ON o.id = r.made_organisation_id
     WHERE r.import_id = $1 AND NOT o.verified AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = o.id)
       AND NOT EXISTS (SELECT 1 FROM invitation v WHERE v.organisation_id = o.id)
       AND NOT EXISTS (SELECT 1 FROM scenario s WHERE s.owner_id = o.id)
       AND NOT EXISTS (SELECT 1 FROM solution s WHERE s.owner_id = o.id)`,
    [importId],
  );
  await execute(tx, 'DELETE FROM wallet WHERE organisation_id = ANY($1)', [made.ids]);
  await execute(tx, 'DELETE FROM organisation WHERE id = ANY($1)', [made.ids]);
}
