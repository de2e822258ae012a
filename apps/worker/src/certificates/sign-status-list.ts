import { createHash } from 'node:crypto';
import { canonicalJson, envelopeText, sealEnvelope } from '@scenario-lab/contracts/envelope';
import {
  type StatusEntry,
  type StatusListPredicate,
  statusListPredicateType,
} from '@scenario-lab/contracts/status-list';
import { execute, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';

const Signed = z.object({ digest: z.string(), key_id: z.string(), old: z.boolean() });

const SignStatusListRow = z.object({
  at: z.date(),
});

/** Signs the list anew when something on it changed, with a new key, and each day: its date says how much it can know. */
export async function signStatusList({ db, key }: Pick<JobsDesk, 'db' | 'key'>): Promise<void> {
  await db.asSystem(async (tx) => {
    await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('status-list', 0))`);
    const kept = await queryRow(
      tx,
      Signed,
      `SELECT digest, key_id, issued_at < now() - interval '1 day' AS old FROM status_list`,
    );
    const entries = await entriesOf(tx);
    const digest = createHash('sha256').update(canonicalJson(entries)).digest('hex');
    const { keyId, sign } = await key(tx);
    if (kept && kept.digest === digest && kept.key_id === keyId && !kept.old) return;
    const { at } = await queryOne(tx, SignStatusListRow, 'SELECT now() AS at');
    const predicate: StatusListPredicate = { issuedAt: at.toISOString(), entries };
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
    await execute(
      tx,
      `INSERT INTO status_list (id, digest, key_id, envelope, issued_at) VALUES (1, $1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET digest = $1, key_id = $2, envelope = $3, issued_at = $4`,
      [digest, keyId, envelopeText(envelope), at],
    );
  });
}

type EntriesOfAnswer = Omit<StatusEntry, 'at'> & { at: Date };

const EntriesOfRow = z.object({
  number: z.string(),
  status: word<EntriesOfAnswer['status']>(),
  kind: word<EntriesOfAnswer['kind']>(),
  at: z.date(),
});

async function entriesOf(tx: Tx): Promise<StatusEntry[]> {
  const rows = await queryRows(tx, EntriesOfRow, 'SELECT kind, number, status, at FROM status_entries()');
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
