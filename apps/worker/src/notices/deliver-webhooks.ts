import type { Text } from '@scenario-lab/contracts/common';
import { pageOfNotice } from '@scenario-lab/contracts/thing-pages';
import { type DeliveryFault, mostFailures, mostTries } from '@scenario-lab/contracts/webhooks';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { Logger } from 'pino';
import { z } from 'zod';
import { labName } from '../lab-name.js';
import type { Outward } from '../outbound/door.js';
import { sendOut } from '../outbound/send-out.js';
import { mostTogether, type Receiver, robotCode, type Told, webhookMessage } from './webhook-message.js';

interface WebhookDesk {
  db: SystemDatabase;
  log: Logger;
  publicUrl: string;
  outward: Outward;
}

/** Addresses that are written to at the same time; each of them has one message under way. */
const lanes = 4;

/** Seconds of rest after the first, second … failure in a row: of one message, and of one address. */
const waits = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400];
const waitAfter = (times: number) => waits[Math.min(times, waits.length) - 1] ?? 5;

/** Robots refuse more than twenty messages a minute. */
const robotRest = 4;

interface Claimed extends Receiver {
  id: string;
  organisationId: string;
  organisation: Text;
  titled: boolean;
  failures: number;
  told: (Omit<Told, 'link'> & { tries: number; page: string | null })[];
}

/**
 * Sends what waits, every address in turn. A message is marked before it goes out; whoever died at it leaves it to be
 * sent again under the same id, by which the receiver can tell. Returns how many messages were tried.
 */
export async function deliverWebhooks(desk: WebhookDesk): Promise<number> {
  await desk.db.asSystem(sweep);
  let tried = 0;
  const lane = async () => {
    for (let claimed = await desk.db.asSystem(claim); claimed; claimed = await desk.db.asSystem(claim)) {
      await deliver(desk, claimed);
      tried += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return tried;
}

async function sweep(tx: Tx): Promise<void> {
  await execute(
    tx,
    `UPDATE webhook_delivery SET state = 'waiting' WHERE state = 'sending' AND tried_at < now() - interval '10 minutes'`,
  );
  // News of the day before yesterday is none; what somebody asks for again is tried once, however old it is.
  await execute(
    tx,
    `UPDATE webhook_delivery SET state = 'failed' WHERE state = 'waiting' AND created_at < now() - interval '3 days'
       AND due_at < now() AND (tries > 0 OR created_at = due_at)`,
  );
}

const ClaimRow = z.object({
  format: word<Omit<Claimed, 'told'>['format']>(),
  id: z.string(),
  organisation: json<Omit<Claimed, 'told'>['organisation']>(),
  organisationId: z.string(),
  titled: z.boolean(),
  failures: z.number(),
  address: z.string(),
  secret: z.string().nullable(),
  previousSecret: z.string().nullable(),
  language: word<Omit<Claimed, 'told'>['language']>(),
});

const ClaimRow2 = z.object({
  id: z.string(),
  event: z.string(),
  kind: z.string().nullable(),
  thing: z.string().nullable(),
  thingId: z.string().nullable(),
  page: z.string().nullable(),
  title: json<Text>().nullable(),
  at: z.date(),
  tries: z.number(),
});

/** The address whose message has waited longest, with what is sent there now. It is nobody else's meanwhile. */
async function claim(tx: Tx): Promise<Claimed | null> {
  const row = await queryRow(
    tx,
    ClaimRow,
    `UPDATE webhook w SET rest_until = now() + interval '5 minutes' FROM organisation o
     WHERE o.id = w.organisation_id AND w.id = (
       SELECT h.id FROM webhook h JOIN LATERAL (SELECT min(d.due_at) AS due FROM webhook_delivery d
         WHERE d.webhook_id = h.id AND d.state = 'waiting' AND d.due_at <= now()) q ON q.due IS NOT NULL
       WHERE h.paused_at IS NULL AND h.disabled_at IS NULL AND h.rest_until <= now()
       ORDER BY q.due LIMIT 1 FOR UPDATE OF h SKIP LOCKED)
     RETURNING w.id, w.organisation_id AS "organisationId", o.name AS organisation, w.format, w.address, w.secret, w.language,
       w.titled, w.failures, CASE WHEN w.overlap_until > now() THEN w.previous_secret END AS "previousSecret"`,
  );
  if (!row) return null;
  const told = await queryRows(
    tx,
    ClaimRow2,
    `UPDATE webhook_delivery SET state = 'sending', tries = tries + 1, tried_at = now() WHERE id IN (
       SELECT id FROM webhook_delivery WHERE webhook_id = $1 AND state = 'waiting' AND due_at <= now()
       ORDER BY created_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING id, event, kind, thing, thing_id AS "thingId", page, title, at, tries`,
    [row.id, mostTogether[row.format]],
  );
  if (told.length === 0) {
    await execute(tx, 'UPDATE webhook SET rest_until = now() WHERE id = $1', [row.id]);
    return null;
  }
  return { ...row, told: told.sort((one, other) => one.at.getTime() - other.at.getTime()) };
}

type Outcome =
  | { arrived: true; code: number | null }
  | { arrived: false; fault: DeliveryFault; code: number | null };

async function deliver({ db, log, publicUrl, outward }: WebhookDesk, claimed: Claimed): Promise<void> {
  const home = publicUrl.replace(/\/+$/, '');
  const told = claimed.told.map((one) => ({
    ...one,
    title: claimed.titled ? one.title : null,
    link: `${home}${(one.thing && one.page && pageOfNotice({ event: one.event, thing: one.thing, page: one.page })) || '/notices'}`,
  }));
  const lab = await db.asSystem(labName);
  const outcome = await hand(outward, claimed, { lab, organisation: claimed.organisation }, told);
  // Neither the address nor what was answered: both may hold what is nobody's to read in a log.
  if (!outcome.arrived)
    log.warn({ webhook: claimed.id, fault: outcome.fault, code: outcome.code }, 'a webhook was not taken');
  await db.asSystem((tx) => settle(tx, claimed, outcome));
}

async function hand(
  outward: Outward,
  receiver: Claimed,
  about: { lab: Text; organisation: Text },
  told: readonly Told[],
): Promise<Outcome> {
  const { address, headers, body } = webhookMessage(receiver, about, told, new Date());
  const sent = await sendOut(outward, address, headers, body);
  if (!sent.ok) return { arrived: false, fault: sent.fault, code: null };
  if (sent.status === 410) return { arrived: false, fault: 'gone', code: 410 };
  if (sent.status < 200 || sent.status > 299) return { arrived: false, fault: 'status', code: sent.status };
  if (receiver.format === 'standard') return { arrived: true, code: sent.status };
  const code = robotCode(receiver.format, sent.body);
  if (code === 0) return { arrived: true, code: sent.status };
  return { arrived: false, fault: code === null ? 'answer_unread' : 'robot', code };
}

const SettleRow = z.object({
  failures: z.number(),
  disabled: z.boolean(),
});

async function settle(
  tx: Tx,
  { id, organisationId, format, told }: Claimed,
  outcome: Outcome,
): Promise<void> {
  const ids = told.map((one) => one.id);
  if (outcome.arrived) {
    await execute(
      tx,
      `UPDATE webhook_delivery SET state = 'arrived', fault = NULL, code = $2 WHERE id = ANY($1)`,
      [ids, outcome.code],
    );
    await execute(
      tx,
      `UPDATE webhook SET failures = 0, last_arrived_at = now(), rest_until = now() + make_interval(secs => $2) WHERE id = $1`,
      [id, format === 'standard' ? 0 : robotRest],
    );
    return;
  }
  for (const one of told)
    await execute(
      tx,
      `UPDATE webhook_delivery SET state = $2, fault = $3, code = $4, due_at = now() + make_interval(secs => $5) WHERE id = $1`,
      [
        one.id,
        one.tries >= mostTries ? 'failed' : 'waiting',
        outcome.fault,
        outcome.code,
        waitAfter(one.tries),
      ],
    );
  const now = await queryRow(
    tx,
    SettleRow,
    `UPDATE webhook SET failures = failures + 1,
       disabled_at = CASE WHEN $2 OR failures + 1 >= ${mostFailures} THEN now() END
     WHERE id = $1 RETURNING failures, disabled_at IS NOT NULL AS disabled`,
    [id, outcome.fault === 'gone'],
  );
  if (!now) return;
  await execute(tx, 'UPDATE webhook SET rest_until = now() + make_interval(secs => $2) WHERE id = $1', [
    id,
    waitAfter(now.failures),
  ]);
  if (now.disabled)
    await recordEvent(tx, {
      thing: 'organisation',
      id: organisationId,
      event: 'organisation.webhook_disabled',
    });
}

/** Looks every `everyMs`; one look at a time. */
export function startWebhooks(desk: WebhookDesk, everyMs: number): { stop(): Promise<void> } {
  let turn: Promise<unknown> | null = null;
  const look = () => {
    turn ??= deliverWebhooks(desk)
      .catch((error: unknown) => desk.log.error({ err: error }, 'webhooks'))
      .finally(() => {
        turn = null;
      });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
