import type { Text } from '@scenario-lab/contracts/common';
import { LabIdentity } from '@scenario-lab/contracts/identity';
import type { Tx } from '@scenario-lab/db/database';

/** The name of the institution that runs the lab, as mail and papers say it. */
export async function labName(tx: Tx): Promise<Text> {
  const [lab] = (await tx.query(
    `SELECT name FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
  )) as { name: Text }[];
  return lab?.name ?? { zh: '场景实验室', en: 'Scenario Lab' };
}

/** The mark and the colour it goes by; what somebody wrote past the lab is not believed. */
export async function labIdentity(tx: Tx): Promise<LabIdentity> {
  const [setting] = await tx.query(`SELECT value FROM setting WHERE key = 'lab.identity'`);
  return LabIdentity.safeParse(setting?.value).data ?? { accent: null, mark: null };
}
