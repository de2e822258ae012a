import type { ColumnEntry } from '@scenario-lab/contracts/datasets';
import { queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';

/**
 * A column may refer to data of the owner's own organisation and to open ones, to a column that some version of them has: data
 * somebody may not read would answer by the rows that miss them. Others, and what is not there, are refused alike.
 */
export async function checkReferences(
  tx: Tx,
  actor: SignedIn,
  datasetId: string,
  columns: readonly ColumnEntry[],
): Promise<void> {
  for (const [at, { rules }] of columns.entries()) {
    if (!rules?.inData) continue;
    const known = await queryRows(
      tx,
      z.unknown(),
      `SELECT 1 FROM dataset d JOIN dataset_version v ON v.dataset_id = d.id AND v.status IN ('ready', 'deprecated')
         CROSS JOIN jsonb_array_elements(v.columns) c
       WHERE d.id = $1 AND d.id <> $2 AND c->>'name' = $3
         AND (d.owner_id = $4 OR (d.status = 'listed' AND d.access_mode = 'open' AND c->>'sensitivity' <> 'personal')) LIMIT 1`,
      [rules.inData.datasetId, datasetId, rules.inData.column, actor.organisationId],
    );
    if (known.length === 0)
      throw inputRefusal({ path: `columns.${at}.rules.inData`, code: 'reference_unknown' });
  }
}
