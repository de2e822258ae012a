import type { Text } from '@scenario-lab/contracts/common';
import type { EditionEntry, EditionKind } from '@scenario-lab/contracts/editions';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { cardCells } from '@scenario-lab/domain/editions/card-cells';
import { needCells } from '@scenario-lab/domain/editions/need-cells';
import { z } from 'zod';
import { publishedSql } from '../catalogue/listing.queries.js';
import { json, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';
import { publicScenario } from '../scenarios/scenarios.queries.js';
import { readTerms } from '../taxonomies/terms.queries.js';

const NeedRow = z.object({
  id: z.string(),
  need: json<SaveScenario>(),
  owner: json<Text>(),
  data: json<Text[]>(),
});
const CardRow = z.object({
  id: z.string(),
  card: json<SaveSolution>(),
  owner: json<Text>(),
  credit_code: z.string().nullable(),
});

/**
 * The lines of a list as these needs or cards say them now, in the order given. What is not published (any more) has
 * none: whoever asks compares the lengths. For the lab's people: an organisation's credit code is read.
 */
export async function readEntries(
  tx: Tx,
  kind: EditionKind,
  itemIds: readonly string[],
  contacts: boolean,
): Promise<EditionEntry[]> {
  const lines =
    kind === 'opportunity' ? await needs(tx, itemIds, contacts) : await cards(tx, itemIds, contacts);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return itemIds.flatMap((id) => byId.get(id) ?? []);
}

const ReadThereRow = z.object({
  id: z.string(),
});

/** Which of these needs or cards whoever asks can open now. */
export async function readThere(tx: Tx, kind: EditionKind, itemIds: readonly string[]): Promise<string[]> {
  const table = kind === 'opportunity' ? 'scenario' : 'solution';
  const rows = await queryRows(tx, ReadThereRow, `SELECT id FROM ${table} WHERE id = ANY($1)`, [itemIds]);
  return rows.map(({ id }) => id);
}

async function needs(tx: Tx, itemIds: readonly string[], contacts: boolean): Promise<EditionEntry[]> {
  const rows = await queryRows(
    tx,
    NeedRow,
    `SELECT s.id, s.need, o.name AS owner, ARRAY(SELECT d.listed->'title' FROM dataset d
       WHERE d.id::text IN (SELECT jsonb_array_elements_text(coalesce(s.need->'datasetIds', '[]'::jsonb))) AND ${publishedSql('d')}
       ORDER BY d.id) AS data
     FROM scenario s JOIN organisation o ON o.id = s.owner_id WHERE s.id = ANY($1) AND s.status = ANY($2)`,
    [itemIds, publicScenario],
  );
  const terms = await readTerms(tx);
  return rows.map(({ id, need, owner, data }) => ({
    id,
    cells: needCells(need, { owner, data, terms, contacts }),
  }));
}

async function cards(tx: Tx, itemIds: readonly string[], contacts: boolean): Promise<EditionEntry[]> {
  const rows = await queryRows(
    tx,
    CardRow,
    `SELECT c.id, c.listed AS card, o.name AS owner, o.credit_code FROM solution c JOIN organisation o ON o.id = c.owner_id
     WHERE c.id = ANY($1) AND ${publishedSql('c')}`,
    [itemIds],
  );
  const terms = await readTerms(tx);
  return rows.map(({ id, card, owner, credit_code }) => ({
    id,
    cells: cardCells(card, { owner, creditCode: credit_code, terms, contacts }),
  }));
}
