import { createHash } from 'node:crypto';
import { canonicalJson, envelopeText, sealEnvelope } from '@scenario-lab/contracts/envelope';
import {
  type StatusEntry,
  type StatusListPredicate,
  statusListPredicateType,
} from '@scenario-lab/contracts/status-list';
import type { Tx } from '@scenario-lab/db/database';
import type { JobsDesk } from '../desk.js';

type Signed = { digest: string; key_id: string; old: boolean } | undefined;

/** Signs the list anew when something on it changed, with a new key, and each day: its date says how much it can know. */
export async function signStatusList({ db, key }: Pick<JobsDesk, 'db' | 'key'>): Promise<void> {
  await db.asSystem(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('status-list', 0))`);
    const [kept] = (await tx.query(
      `SELECT digest, key_id, issued_at < now() - interval '1 day' AS old FROM status_list`,
    )) as Signed[];
    const entries = await entriesOf(tx);
    const digest = createHash('sha256').update(canonicalJson(entries)).digest('hex');
    const { keyId, sign } = await key(tx);
    if (kept && kept.digest === digest && kept.key_id === keyId && !kept.old) return;
    const [{ at }] = await tx.query('SELECT now() AS at');
    const predicate: StatusListPredicate = { issuedAt: (at as Date).toISOString(), entries };
    const envelope = sealEnvelope(
      {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: 'status-list', digest: { sha256: digest } }],
        predicateType: statusListPredicateType,
        predicate,
      },
      keyId,
      sign,
    );
    await tx.query(
      `INSERT INTO status_list (id, digest, key_id, envelope, issued_at) VALUES (1, $1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET digest = $1, key_id = $2, envelope = $3, issued_at = $4`,
      [digest, keyId, envelopeText(envelope), at],
    );
  });
}

async function entriesOf(tx: Tx): Promise<StatusEntry[]> {
  const rows = (await tx.query('SELECT kind, number, status, at FROM status_entries()')) as (Omit<
    StatusEntry,
    'at'
  > & { at: Date })[];
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
