import { type KeptKind, keptKinds, TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import { chengdu } from '@scenario-lab/domain/taxonomies/regions';
import { shipped } from '@scenario-lab/domain/taxonomies/terms';
import { z } from 'zod';
import { json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

const keyOf = ({ kind, code }: Pick<TaxonomyTerm, 'kind' | 'code'>) => `${kind} ${code}`;

export const shippedTerms: ReadonlyMap<string, TaxonomyTerm> = new Map(
  [...shipped, ...chengdu].map((term) => [keyOf(term), term]),
);

const OwnTermsRow = z.object({
  value: json<unknown>().nullable(),
});

/** What the lab has said of its own, a broken entry passed over. */
export async function ownTerms(tx: Tx): Promise<Map<string, TaxonomyTerm>> {
  const setting = await queryRow(tx, OwnTermsRow, `SELECT value FROM setting WHERE key = 'taxonomy.terms'`);
  return termsOf(setting?.value);
}

export function termsOf(value: unknown): Map<string, TaxonomyTerm> {
  const said = (Array.isArray(value) ? value : []).flatMap(
    (given) => TaxonomyTerm.safeParse(given).data ?? [],
  );
  return new Map(said.map((term) => [keyOf(term), term]));
}

/** What is shipped; the setting `taxonomy.terms` renames, orders and retires terms of the same kind and code and adds others. */
export async function readTerms(tx: Tx): Promise<TaxonomyTerm[]> {
  return [...new Map([...shippedTerms, ...(await ownTerms(tx))]).values()];
}

/** Whether a new thing may bear the code: what is retired is nobody's to take any more. */
export const offered = (terms: readonly TaxonomyTerm[], kind: TaxonomyTerm['kind'], code: string): boolean =>
  terms.some((term) => term.kind === kind && term.code === code && !term.retired);

/** Where each kind's codes stand, one SELECT of `code` per place. */
const places: Readonly<Record<KeptKind, readonly string[]>> = {
  field: [
    'SELECT unnest(fields) AS code FROM solution',
    'SELECT unnest(fields) AS code FROM algorithm',
    'SELECT unnest(fields) AS code FROM dataset',
    'SELECT field AS code FROM scenario',
  ],
  region: [
    'SELECT region AS code FROM organisation',
    `SELECT jsonb_array_elements_text(card->'regions') AS code FROM solution WHERE jsonb_typeof(card->'regions') = 'array'`,
    `SELECT card->>'region' AS code FROM dataset`,
    'SELECT region AS code FROM scenario',
    'SELECT region AS code FROM lab_case',
    'SELECT region AS code FROM data_request',
    'SELECT region AS code FROM ticket',
    'SELECT region AS code FROM dispatch_rule',
  ],
  ticket_category: ['SELECT category AS code FROM ticket', 'SELECT category AS code FROM dispatch_rule'],
  cooperation_mode: [
    `SELECT jsonb_array_elements_text(card->'cooperationModes') AS code FROM solution
     WHERE jsonb_typeof(card->'cooperationModes') = 'array'`,
    `SELECT need->>'cooperationMode' AS code FROM scenario`,
  ],
  source_kind: [`SELECT card->>'sourceKind' AS code FROM dataset`],
  chain: [
    `SELECT jsonb_array_elements_text(card->'chainLinks') AS code FROM solution WHERE jsonb_typeof(card->'chainLinks') = 'array'`,
    `SELECT jsonb_array_elements_text(need->'chainLinks') AS code FROM scenario WHERE jsonb_typeof(need->'chainLinks') = 'array'`,
  ],
};

const UsesOfTermsRow = z.object({
  code: z.string(),
  uses: z.number(),
});

/** How many things bear each code, by `kind code`; drafts count, since they too would stand without a name. */
export async function usesOfTerms(
  tx: Tx,
  kinds: readonly KeptKind[] = keptKinds,
): Promise<Map<string, number>> {
  const uses = new Map<string, number>();
  for (const kind of kinds) {
    const rows = await queryRows(
      tx,
      UsesOfTermsRow,
      `SELECT code, count(*)::int AS uses FROM (${places[kind].join(' UNION ALL ')}) u WHERE code IS NOT NULL GROUP BY code`,
    );
    for (const { code, uses: count } of rows) uses.set(keyOf({ kind, code }), count);
  }
  return uses;
}
