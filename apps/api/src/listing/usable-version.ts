import { queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

const InsistUsableVersionRow = z.object({
  label: z.string(),
  none_usable: z.boolean().nullable(),
  status: z.string(),
});

/**
 * A card is not listed over versions of which none can be used: who finds it would find nothing behind it. One whose file is still
 * being read is its reviewer's to judge. Data may be announced before there is a version at all, and their page says so; an
 * algorithm is listed as what runs, so it needs one. Errors: `no_version`; `no_usable_version` naming the newest one.
 */
export async function insistUsableVersion(tx: Tx, thing: 'dataset' | 'algorithm', id: string): Promise<void> {
  const newest = await queryRow(
    tx,
    InsistUsableVersionRow,
    `SELECT label, bool_and(status IN ('refused', 'retired')) OVER () AS none_usable, status
     FROM ${thing}_version WHERE ${thing}_id = $1 ORDER BY id DESC LIMIT 1`,
    [id],
  );
  if (!newest && thing === 'algorithm') throw new Refusal('no_version', { thing, id });
  if (newest?.none_usable) throw new Refusal('no_usable_version', { thing, id, version: newest.label });
}
