import { RulesVersion, Thresholds } from '@scenario-lab/contracts/badge-rules';
import type { KeptVersion } from '@scenario-lab/domain/badges/thresholds';
import { z } from 'zod';
import { json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

const Kept = RulesVersion.extend({ thresholds: Thresholds });

const RulesVersionsRow = z.object({
  value: json<unknown>().nullable(),
});

/** The versions the lab has set, the first of them first; a broken entry is passed over. */
export async function rulesVersions(tx: Tx): Promise<KeptVersion[]> {
  const setting = await queryRow(
    tx,
    RulesVersionsRow,
    `SELECT value FROM setting WHERE key = 'badge.thresholds'`,
  );
  return (Array.isArray(setting?.value) ? setting.value : []).flatMap(
    (given: unknown) => Kept.safeParse(given).data ?? [],
  );
}

/** What is asked of whoever applies today. */
export async function presentThresholds(tx: Tx): Promise<Thresholds> {
  return (await rulesVersions(tx)).at(-1)?.thresholds ?? {};
}
