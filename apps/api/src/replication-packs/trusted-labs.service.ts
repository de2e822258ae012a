import { Inject, Injectable } from '@nestjs/common';
import { listKeys } from '@scenario-lab/contracts/certificates';
import { keyIdOf } from '@scenario-lab/contracts/envelope';
import type { pinTrustedLab, TrustedLab } from '@scenario-lab/contracts/foreign-packs';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { trustedLabPolicy } from '@scenario-lab/domain/replication-packs/foreign-packs.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Key = TrustedLab['keys'][number];
type Pin = Received<typeof pinTrustedLab>['body'];

const Row = z.object({
  id: z.string(),
  name: json<TrustedLab['name']>(),
  address: z.string().nullable(),
  keys: json<Key[]>(),
  recognises: z.boolean(),
  pinned_at: z.date(),
  ended_at: z.date().nullable(),
  packs: z.number(),
});

const EndRow = z.object({
  ended_at: z.date().nullable(),
});

@Injectable()
export class TrustedLabsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn): Promise<TrustedLab[]> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Row,
        `SELECT l.*, (SELECT count(*)::int FROM foreign_pack f WHERE f.lab_id = l.id) AS packs FROM trusted_lab l
         ORDER BY l.ended_at IS NOT NULL, l.pinned_at DESC LIMIT 200`,
      );
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        address: row.address,
        keys: row.keys,
        recognises: row.recognises,
        pinnedAt: row.pinned_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        packs: row.packs,
        allowed: allowed(trustedLabPolicy, actor, { status: 'stands', ended: row.ended_at !== null }).filter(
          (action) => action.endsWith('.end'),
        ),
      }));
    });
  }

  /** Errors: `invalid_input` at `keys` where there is none, `own_key` where one is this lab's, `duplicate` where one is pinned. */
  pin(actor: SignedIn, { name, address, keys: text, recognises }: Pin): Promise<{ id: string }> {
    const keys = keysIn(text);
    if (!keys) throw inputRefusal({ path: 'keys', code: 'no_public_key' });
    return this.database.asActor(actor, async (tx) => {
      demand(may(trustedLabPolicy, actor, 'trusted_lab.pin', { status: null, ended: false }));
      const ids = keys.map(({ keyId }) => keyId);
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('trusted-lab', 0))`);
      const own = await queryRows(tx, z.unknown(), 'SELECT 1 FROM lab_key WHERE key_id = ANY($1) LIMIT 1', [
        ids,
      ]);
      if (own.length > 0) throw inputRefusal({ path: 'keys', code: 'own_key' });
      const known = await queryRows(
        tx,
        z.unknown(),
        `SELECT 1 FROM trusted_lab l, jsonb_array_elements(l.keys) AS k (key) WHERE l.ended_at IS NULL AND k.key->>'keyId' = ANY($1) LIMIT 1`,
        [ids],
      );
      if (known.length > 0) throw new Refusal('duplicate', { thing: 'trusted_lab' });
      const id = newId();
      await execute(
        tx,
        'INSERT INTO trusted_lab (id, name, address, keys, recognises, pinned_by) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, JSON.stringify(name), address || null, JSON.stringify(keys), recognises, actor.personId],
      );
      await recordEvent(tx, {
        thing: 'trusted_lab',
        id,
        event: 'trusted_lab.pinned',
        by: actor,
        remark: ids.join(' '),
      });
      return { id };
    });
  }

  end(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, EndRow, 'SELECT ended_at FROM trusted_lab WHERE id = $1', [id]);
      if (!row) throw new Refusal('not_found', { thing: 'trusted_lab', id });
      demand(
        may(trustedLabPolicy, actor, 'trusted_lab.end', { status: 'stands', ended: row.ended_at !== null }),
      );
      await execute(tx, 'UPDATE trusted_lab SET ended_at = now() WHERE id = $1', [id]);
      await recordEvent(tx, {
        thing: 'trusted_lab',
        id,
        event: 'trusted_lab.ended',
        by: actor,
        remark: reason,
      });
    });
  }
}

const keyBytes = 32;
const isKey = (text: string) => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === keyBytes && bytes.toString('base64') === text;
};

/** What a lab answers at `/api/keys`, or keys alone, parted by blanks. Null where there is none or anything else. */
function keysIn(text: string): Key[] | null {
  const alone = text.split(/\s+/);
  if (alone.every(isKey))
    return [...new Set(alone)].map((publicKey) => ({
      keyId: keyIdOf(publicKey),
      alg: 'Ed25519',
      publicKey,
      from: null,
      until: null,
      compromisedSince: null,
    }));
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = listKeys.reply.safeParse(said);
  const most = 50;
  if (!parsed.success || parsed.data.length === 0 || parsed.data.length > most) return null;
  if (!parsed.data.every(({ publicKey }) => isKey(publicKey))) return null;
  // A key's id is worked out from the key, whatever the file says.
  return parsed.data.map((key) => ({ ...key, keyId: keyIdOf(key.publicKey) }));
}
