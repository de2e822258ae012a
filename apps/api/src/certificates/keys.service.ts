import { Inject, Injectable } from '@nestjs/common';
import type { compromiseKey, LabKey, lookUpReport } from '@scenario-lab/contracts/certificates';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { keyPolicy } from '@scenario-lab/domain/security/security.policy';
import type { Request } from 'express';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { SecurityLog } from '../http/security-log.js';
import { DATABASE } from '../http/tokens.js';

const KeyRow = z.object({
  key_id: z.string(),
  public_key: z.string(),
  valid_from: z.date(),
  valid_until: z.date().nullable(),
  compromised_since: z.date().nullable(),
});

type Known = Answer<typeof lookUpReport>;

const LookUpRow = z.object({
  certificate: z.string().nullable(),
  status: word<NonNullable<Known['certificate']>['status']>().nullable(),
});

const BadgeKnown = z.object({ number: z.string(), status: word<NonNullable<Known['badge']>['status']>() });
const TrainingKnown = z.object({
  number: z.string(),
  status: word<NonNullable<Known['training']>['status']>(),
});

const CompromiseRow = z.object({
  marked: z.boolean(),
});

/** The lab's public keys: when each was used, since when one may have been somebody else's too. */
@Injectable()
export class KeysService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly security: SecurityLog,
  ) {}

  list(): Promise<LabKey[]> {
    return this.database.asActor('anonymous', async (tx) => {
      const rows = await queryRows(
        tx,
        KeyRow,
        'SELECT key_id, public_key, valid_from, valid_until, compromised_since FROM lab_key ORDER BY valid_from DESC',
      );
      return rows.map((row) => ({
        keyId: row.key_id,
        alg: 'Ed25519' as const,
        publicKey: row.public_key,
        from: row.valid_from.toISOString(),
        until: row.valid_until?.toISOString() ?? null,
        compromisedSince: row.compromised_since?.toISOString() ?? null,
      }));
    });
  }

  /** The same answer to everybody: that the lab signed it, and nothing of what it says. */
  lookUp(actor: Actor, digest: string, number = ''): Promise<Answer<typeof lookUpReport>> {
    return this.database.asActor(actor, async (tx) => {
      const found = await queryRow(tx, LookUpRow, 'SELECT * FROM report_known($1, $2)', [digest, number]);
      const badge = found
        ? undefined
        : await queryRow(tx, BadgeKnown, 'SELECT * FROM badge_known($1)', [digest]);
      const training =
        found || badge
          ? undefined
          : await queryRow(tx, TrainingKnown, 'SELECT * FROM training_known($1)', [digest]);
      return {
        known: [found, badge, training].some((one) => one !== undefined),
        training: training ? { number: training.number, status: training.status } : null,
        badge: badge ? { number: badge.number, status: badge.status } : null,
        certificate:
          found?.certificate && found.status ? { number: found.certificate, status: found.status } : null,
      };
    });
  }

  /** Nothing takes it back: whoever had the key has it still. Signing stops until the key is rotated. */
  async compromise(
    request: Request,
    actor: SignedIn,
    keyId: string,
    { since, reason }: Received<typeof compromiseKey>['body'],
  ): Promise<void> {
    if (Date.parse(since) > Date.now()) throw inputRefusal({ path: 'since', code: 'in_the_future' });
    await this.database.asActor(actor, async (tx) => {
      demand(may(keyPolicy, actor, 'key.compromise', { status: null }));
      const { marked } = await queryOne(tx, CompromiseRow, 'SELECT compromise_key($1, $2) AS marked', [
        keyId,
        since,
      ]);
      if (!marked) throw new Refusal('not_found', { thing: 'key' });
      await recordEvent(tx, {
        thing: 'organisation',
        id: actor.organisationId,
        event: 'organisation.key_compromised',
        by: actor,
        remark: `${keyId} · ${since} · ${reason}`,
      });
    });
    this.security.note(request, { kind: 'key_compromised', personId: actor.personId, code: keyId });
  }
}
