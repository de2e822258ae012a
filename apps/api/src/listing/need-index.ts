import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { buildNeedIndex, type NeedIndex } from '@scenario-lab/matching/similar';
import { z } from 'zod';
import { labGlossary } from './lab-glossary.js';

let known: { state: string; index: NeedIndex } | null = null;

const PublishedNeedsRow = z.object({
  state: z.string(),
});

const PublishedNeedsRow2 = z.object({
  id: z.string(),
  need: json<SaveScenario>(),
});

/** Words of the needs everybody may see, cut once and kept until one of them changes. `state` changes with them. */
export async function publishedNeeds(tx: Tx): Promise<{ state: string; index: NeedIndex }> {
  const words = await labGlossary(tx);
  const { state: texts } = await queryOne(
    tx,
    PublishedNeedsRow,
    `SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') AS state FROM scenario WHERE status = 'published'`,
  );
  const state = `${texts} ${words.state}`;
  if (known?.state === state) return known;
  const rows = await queryRows(
    tx,
    PublishedNeedsRow2,
    `SELECT id, need FROM scenario WHERE status = 'published' ORDER BY id`,
  );
  const index = buildNeedIndex(
    rows.map(({ id, need }) => ({
      id,
      title: need.title,
      text: {
        zh: [need.problem?.zh, need.users?.zh, need.today?.zh].filter(Boolean).join('\n'),
        en: [need.problem?.en, need.users?.en, need.today?.en].filter(Boolean).join('\n'),
      },
    })),
    words.glossary,
  );
  known = { state, index };
  return known;
}
