import { queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';

const WarnUsersRow = z.object({
  id: z.string(),
});

/** Nothing new is made of a version from now on; exams that rest on it say so in their history. */
export async function warnUsers(tx: Tx, actor: SignedIn, versionId: string, remark: string): Promise<void> {
  const exams = await queryRows(
    tx,
    WarnUsersRow,
    `SELECT id FROM benchmark_version WHERE dataset_version_id = $1 AND status IN ('draft', 'sealing', 'baseline', 'open')`,
    [versionId],
  );
  for (const { id } of exams) {
    const event = 'benchmark_version.data_deprecated';
    await recordEvent(tx, { thing: 'benchmark_version', id, event, by: actor, remark });
  }
}
