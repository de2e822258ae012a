import type { NoticeRule } from '@scenario-lab/domain/notices/notice-rules';
import { execute } from '../core/rows.js';
import type { Tx } from '../database.js';

interface Told {
  id: string;
  at: Date;
  thing: string;
  thing_id: string;
  event: string;
  organisation_id: string | null;
}

/**
 * Tells the addresses of the organisations an event concerns, once each, by the rule their people are told by. What a
 * person alone is told, sitting on a panel or following, goes nowhere. `also`: as in the rule, asked with `$1`.
 */
export async function tellWebhooks(
  tx: Tx,
  event: Told,
  { kind, rights, desk }: NoticeRule,
  subject: { root: string; page: string; title: unknown },
  also: string | null,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO webhook_delivery (id, webhook_id, event_id, kind, event, thing, thing_id, page, title, at)
     SELECT gen_random_uuid(), w.id, $5::uuid, $6, $7, $8, $9::uuid, $10, $11::jsonb, date_trunc('minute', $12::timestamptz)
     FROM webhook w JOIN organisation o ON o.id = w.organisation_id AND o.verified
     WHERE w.paused_at IS NULL AND w.disabled_at IS NULL AND $6 = ANY(w.kinds)
       AND (w.organisation_id IS DISTINCT FROM $4::uuid AND (
           w.organisation_id IN (SELECT organisation_id FROM party WHERE thing_id = $1 AND "right" = ANY($2::text[]))
           ${also ? `OR w.organisation_id IN (${also})` : ''})
         OR ('operate' = ANY(o.roles) AND cardinality($3::text[]) > 0))
     ON CONFLICT (webhook_id, event_id) DO NOTHING`,
    [
      subject.root,
      rights,
      desk,
      event.organisation_id,
      event.id,
      kind,
      event.event,
      event.thing,
      event.thing_id,
      subject.page,
      JSON.stringify(subject.title),
      event.at,
    ],
  );
}
