import { Inject, Injectable } from '@nestjs/common';
import type { Consortium, listConsortia } from '@scenario-lab/contracts/consortia';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { consortiumPolicy } from '@scenario-lab/domain/calls/consortium.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { confirmedElsewhere, consortiumFactsOf } from './consortium-rows.js';
import { callOf } from './hold-call.js';

const ref = (o: string) => `jsonb_build_object('id', ${o}.id, 'name', ${o}.name)`;
const iso = (at: string) => `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

interface Row extends Omit<Consortium, 'ready' | 'allowed' | 'left' | 'bids'> {
  confirmed: boolean;
  left: Consortium['left'] | null;
  bids: Consortium['bids'] | null;
}

const Shape = z.object({
  confirmed: z.boolean(),
  left: json<
    {
      organisation: { id: string; name: { zh?: string | undefined; en?: string | undefined } };
      reason: string;
      at: string;
    }[]
  >().nullable(),
  bids: json<
    {
      handedInAt: string;
      sealedDigest: string;
      contentDigest: string;
      state: 'withdrawn' | 'broken' | 'replaced' | 'standing';
    }[]
  >().nullable(),
  id: z.string(),
  role: word<Row['role']>(),
  members: json<Row['members']>(),
});

@Injectable()
export class ConsortiaQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Row-level security shows whoever is in it, and nobody else. */
  list(actor: SignedIn, callId: string): Promise<Answer<typeof listConsortia>> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, callId);
      const rows = await queryRows(
        tx,
        Shape,
        `SELECT k.id, me.role, me.confirmed_at IS NOT NULL AS confirmed,
           (SELECT jsonb_agg(jsonb_build_object('organisation', ${ref('o')}, 'role', m.role, 'part', m.part, 'share', m.share,
               'confirmedAt', ${iso('m.confirmed_at')}) ORDER BY m.place)
             FROM consortium_member m JOIN organisation o ON o.id = m.organisation_id
             WHERE m.consortium_id = k.id AND m.out_at IS NULL) AS members,
           (SELECT jsonb_agg(jsonb_build_object('organisation', ${ref('o')}, 'reason', m.left_reason, 'at', ${iso('m.out_at')})
               ORDER BY m.out_at DESC)
             FROM consortium_member m JOIN organisation o ON o.id = m.organisation_id
             WHERE m.consortium_id = k.id AND m.out_at IS NOT NULL AND m.left_reason IS NOT NULL) AS left,
           (SELECT jsonb_agg(jsonb_build_object('handedInAt', ${iso('b.handed_in_at')}, 'sealedDigest', b.sealed_digest,
               'contentDigest', b.content_digest, 'state', CASE WHEN b.withdrawn_at IS NOT NULL THEN 'withdrawn'
                 WHEN b.replaced_at IS NOT NULL THEN 'replaced' WHEN b.broken THEN 'broken' ELSE 'standing' END)
               ORDER BY b.handed_in_at DESC) FROM consortium_bids(k.id) b) AS bids
         FROM consortium k JOIN consortium_member me ON me.consortium_id = k.id AND me.organisation_id = app_org() AND me.out_at IS NULL
         WHERE k.call_id = $1 AND k.ended_at IS NULL ORDER BY k.id`,
        [callId],
      );
      const elsewhere = await confirmedElsewhere(tx, callId, actor.organisationId);
      return {
        items: rows.map(({ confirmed, left, bids, ...row }) => ({
          ...row,
          left: left ?? [],
          bids: bids ?? [],
          ready:
            row.members.every(({ confirmedAt }) => confirmedAt !== null) &&
            row.members.reduce((sum, { share }) => sum + share, 0) === 100,
          allowed: allowed(consortiumPolicy, actor, consortiumFactsOf(call, row.role, confirmed)).filter(
            (action) => action !== 'consortium.save',
          ),
        })),
        allowed: allowed(
          consortiumPolicy,
          actor,
          consortiumFactsOf(call, elsewhere ? 'member' : null),
        ).filter((action) => action === 'consortium.save'),
      };
    });
  }
}
