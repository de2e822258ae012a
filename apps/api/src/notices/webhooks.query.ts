import { Inject, Injectable } from '@nestjs/common';
import type { Answer } from '@scenario-lab/contracts/route';
import { type listWebhooks, Webhook, WebhookDelivery } from '@scenario-lab/contracts/webhooks';
import { queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { mayManage } from './webhooks.service.js';

const shown = 100;

/** Dates as the contract says them. */
const instants = <Row extends object>(row: Row) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
  );

/** Read by the contract's own schema, once its dates are said as it says them. */
const Listed = z.record(z.string(), z.unknown());

@Injectable()
export class WebhooksQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn): Promise<Answer<typeof listWebhooks>> {
    return this.database.asActor(actor, async (tx) => {
      const answer = await mayManage(tx, actor);
      if (!answer.ok)
        return { items: [], refused: answer.code === 'not_verified' ? answer.code : 'owner_only' };
      const rows = await queryRows(
        tx,
        Listed,
        `SELECT w.id, w.name, w.format, w.shown_address AS "shownAddress", w.kinds, w.language, w.titled,
           CASE WHEN w.disabled_at IS NOT NULL THEN 'disabled' WHEN w.paused_at IS NOT NULL THEN 'paused' ELSE 'active' END AS state,
           w.failures, w.last_arrived_at AS "lastArrivedAt", w.created_at AS "createdAt",
           CASE WHEN w.overlap_until > now() THEN w.overlap_until END AS "overlapUntil",
           (SELECT count(*)::int FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state IN ('waiting', 'sending')) AS waiting,
           ARRAY['webhook.manage'] AS allowed
         FROM webhook w ORDER BY w.created_at, w.id`,
      );
      return { items: rows.map((row) => Webhook.parse(instants(row))), refused: null };
    });
  }

  /** Errors: `not_found` for an address that is another's. */
  deliveries(actor: SignedIn, id: string): Promise<WebhookDelivery[]> {
    return this.database.asActor(actor, async (tx) => {
      const own = await queryRow(tx, z.unknown(), 'SELECT 1 FROM webhook WHERE id = $1', [id]);
      if (!own) throw new Refusal('not_found');
      demand(await mayManage(tx, actor));
      const rows = await queryRows(
        tx,
        Listed,
        `SELECT id, event, thing, page, title, at, state, tries, tried_at AS "triedAt", fault, code,
           CASE WHEN state = 'waiting' THEN due_at END AS "nextAt"
         FROM webhook_delivery WHERE webhook_id = $1 ORDER BY created_at DESC, id LIMIT ${shown}`,
        [id],
      );
      return rows.map((row) => WebhookDelivery.parse(instants(row)));
    });
  }
}
