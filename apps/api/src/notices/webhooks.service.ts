import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  type createWebhook,
  type editWebhook,
  type rotateWebhook,
  secretOverlapHours,
  signedRobots,
  type WebhookFormat,
} from '@scenario-lab/contracts/webhooks';
import { execute, queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { webhookPolicy } from '@scenario-lab/domain/notices/webhooks.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { Attempts } from '../http/attempts.js';
import { demand } from '../http/demand.js';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';

/** Addresses of one organisation. */
const most = 10;

const CreateRow = z.object({
  count: z.number(),
});

const ReplayRow = z.object({
  webhook_id: z.string(),
});

const ChangeRow = z.object({
  format: word<'dingtalk' | 'feishu' | 'standard' | 'wecom'>(),
  running: z.boolean(),
});

/** Where an organisation's notices go out. What an address and a secret are is written here and read by the worker alone. */
@Injectable()
export class WebhooksService {
  readonly #tests: Attempts;
  readonly #replays: Attempts;

  constructor(@Inject(DATABASE) private readonly database: Database) {
    this.#tests = new Attempts(database, { name: 'webhook-tests', of: 1, seconds: 60 });
    this.#replays = new Attempts(database, { name: 'webhook-replays', of: 20, seconds: 60 });
  }

  /** Errors: `invalid_input` for a secret that is missing or not asked for, and for one address too many. */
  create(
    actor: SignedIn,
    body: Received<typeof createWebhook>['body'],
  ): Promise<Answer<typeof createWebhook>> {
    return this.database.asActor(actor, async (tx) => {
      demand(await mayManage(tx, actor));
      const { name, format, address, kinds, language, titled } = body;
      const secret = secretOf(format, body.secret);
      // One after the other, so that two at once are counted.
      await execute(tx, "SELECT pg_advisory_xact_lock(hashtext('webhooks'), hashtext($1))", [
        actor.organisationId,
      ]);
      const { count } = await queryOne(tx, CreateRow, 'SELECT count(*)::int AS count FROM webhook');
      if (count >= most) throw fault('address', 'webhooks_full', `at most ${most}`);
      const id = newId();
      await execute(
        tx,
        `INSERT INTO webhook (id, organisation_id, name, format, address, shown_address, secret, kinds, language, titled)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          actor.organisationId,
          name,
          format,
          address,
          shownAddress(address),
          secret.kept,
          [...new Set(kinds)],
          language,
          titled,
        ],
      );
      await note(tx, actor, 'webhook_added');
      return { id, secret: secret.shown };
    });
  }

  edit(actor: SignedIn, id: string, body: Received<typeof editWebhook>['body']): Promise<void> {
    const { name, kinds, language, titled } = body;
    return this.#change(actor, id, (tx) =>
      execute(tx, 'UPDATE webhook SET name = $2, kinds = $3, language = $4, titled = $5 WHERE id = $1', [
        id,
        name,
        [...new Set(kinds)],
        language,
        titled,
      ]),
    );
  }

  /** Errors: as `create`, of the secret; `wrong_status` where the format has none. */
  async rotate(
    actor: SignedIn,
    id: string,
    body: Received<typeof rotateWebhook>['body'],
  ): Promise<Answer<typeof rotateWebhook>> {
    let shown: string | null = null;
    await this.#change(actor, id, async (tx, format) => {
      if (format === 'wecom') throw new Refusal('wrong_status');
      const secret = secretOf(format, body.secret);
      await execute(tx, 'SELECT renew_webhook_secret($1, $2, $3)', [id, secret.kept, secretOverlapHours]);
      await note(tx, actor, 'webhook_renewed');
      shown = secret.shown;
    });
    return { secret: shown };
  }

  pause(actor: SignedIn, id: string): Promise<void> {
    return this.#change(actor, id, (tx) =>
      execute(tx, 'UPDATE webhook SET paused_at = coalesce(paused_at, now()) WHERE id = $1', [id]),
    );
  }

  resume(actor: SignedIn, id: string): Promise<void> {
    return this.#change(actor, id, (tx) =>
      execute(
        tx,
        'UPDATE webhook SET paused_at = NULL, disabled_at = NULL, failures = 0, rest_until = now() WHERE id = $1',
        [id],
      ),
    );
  }

  remove(actor: SignedIn, id: string): Promise<void> {
    return this.#change(actor, id, async (tx) => {
      await execute(tx, 'DELETE FROM webhook WHERE id = $1', [id]);
      await note(tx, actor, 'webhook_removed');
    });
  }

  /** Errors: `wrong_status` while nothing is sent there; `too_many_requests` within a minute of the last. */
  async test(actor: SignedIn, id: string): Promise<void> {
    await this.#change(actor, id, async (tx, _format, running) => {
      if (!running) throw new Refusal('wrong_status');
      await this.#tests.take(id);
      await execute(
        tx,
        `INSERT INTO webhook_delivery (id, webhook_id, event, at) VALUES ($1, $2, 'webhook.test', date_trunc('minute', now()))`,
        [newId(), id],
      );
    });
  }

  /** Errors: `wrong_status` while it is on its way, or nothing is sent there. */
  async replay(actor: SignedIn, id: string): Promise<void> {
    const webhookId = await this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, ReplayRow, 'SELECT webhook_id FROM webhook_delivery WHERE id = $1', [
        id,
      ]);
      return row?.webhook_id as string | undefined;
    });
    if (!webhookId) throw new Refusal('not_found');
    await this.#change(actor, webhookId, async (tx, _format, running) => {
      if (!running) throw new Refusal('wrong_status');
      await this.#replays.take(webhookId);
      const done = await execute(
        tx,
        `UPDATE webhook_delivery SET state = 'waiting', tries = 0, due_at = clock_timestamp(), fault = NULL, code = NULL
         WHERE id = $1 AND state IN ('arrived', 'failed')`,
        [id],
      );
      if (done !== 1) throw new Refusal('wrong_status');
    });
  }

  #change(
    actor: SignedIn,
    id: string,
    work: (tx: Tx, format: WebhookFormat, running: boolean) => Promise<unknown>,
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      // Row-level security shows one's own alone.
      const row = await queryRow(
        tx,
        ChangeRow,
        `SELECT format, paused_at IS NULL AND disabled_at IS NULL AS running FROM webhook WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!row) throw new Refusal('not_found');
      demand(await mayManage(tx, actor));
      await work(tx, row.format, row.running);
    });
  }
}

const MayManageRow = z.object({
  verified: z.boolean(),
});

export async function mayManage(tx: Tx, actor: SignedIn): Promise<ReturnType<typeof may>> {
  const row = await queryRow(tx, MayManageRow, 'SELECT verified FROM organisation WHERE id = $1', [
    actor.organisationId,
  ]);
  return may(webhookPolicy, actor, 'webhook.manage', {
    status: null,
    organisationId: actor.organisationId,
    verified: row?.verified === true,
  });
}

const note = (tx: Tx, actor: SignedIn, what: string) =>
  recordEvent(tx, {
    thing: 'organisation',
    id: actor.organisationId,
    event: `organisation.${what}`,
    by: actor,
  });

const fault = (path: string, code: string, message: string) => new InputError([{ path, code, message }]);

/** `kept`: what signs; `shown`: what its owner is told now and never again. */
function secretOf(
  format: WebhookFormat,
  given: string | null,
): { kept: string | null; shown: string | null } {
  if (signedRobots.includes(format)) {
    if (given === null) throw fault('secret', 'secret_missing', 'the secret the robot’s own page gave out');
    return { kept: given, shown: null };
  }
  if (given !== null) throw fault('secret', 'secret_not_taken', 'this format takes none');
  if (format === 'wecom') return { kept: null, shown: null };
  const made = `whsec_${randomBytes(32).toString('base64')}`;
  return { kept: made, shown: made };
}

/** Enough to tell one's addresses apart, too little to use one. */
function shownAddress(address: string): string {
  const { host, pathname, search } = new URL(address);
  const rest = `${pathname}${search}`;
  return rest.length > 8 ? `${host}/…${rest.slice(-4)}` : `${host}/…`;
}
