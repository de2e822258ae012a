import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type pg from 'pg';

/** Two listed datasets of an owner, used by others: what a data partner is measured by. Answers their ids. */
export async function makePartner(
  owner: pg.Client,
  holder: SignedIn,
  users: readonly SignedIn[],
): Promise<[string, string]> {
  const dataset = async (): Promise<string> => {
    const [id, versionId] = [newId(), newId()];
    await owner.query(
      `INSERT INTO dataset (id, owner_id, status, card, listed, access_mode) VALUES ($1, $2, 'listed', $3, $3, 'on_request')`,
      [id, holder.organisationId, JSON.stringify({ title: { zh: '数据', en: 'Data' } })],
    );
    await owner.query(
      `INSERT INTO dataset_version (id, dataset_id, label, status, file_name, bytes, sha256, rows, columns, split)
       VALUES ($1, $2, '1.0', 'ready', 'a.csv', 10, $3, 500, '[]', '{}')`,
      [versionId, id, 'a'.repeat(64)],
    );
    for (const user of users)
      await owner.query(
        `INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, kind) VALUES ($1, $2, $3, $4, 'run')`,
        [newId(), id, versionId, user.organisationId],
      );
    return id;
  };
  return [await dataset(), await dataset()];
}
