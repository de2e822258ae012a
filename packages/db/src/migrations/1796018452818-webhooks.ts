import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where an organisation's notices go out of the house, and each message on its way there. */
export class Webhooks1796018452818 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `CREATE TABLE "webhook" ("id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "name" text NOT NULL, "format" text NOT NULL,
         "address" text NOT NULL, "shown_address" text NOT NULL, "secret" text, "previous_secret" text,
         "overlap_until" TIMESTAMP WITH TIME ZONE, "kinds" text array NOT NULL DEFAULT '{}', "language" text NOT NULL,
         "titled" boolean NOT NULL DEFAULT false, "paused_at" TIMESTAMP WITH TIME ZONE, "disabled_at" TIMESTAMP WITH TIME ZONE,
         "failures" integer NOT NULL DEFAULT 0, "rest_until" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         "last_arrived_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "webhook_format" CHECK (format IN ('standard', 'wecom', 'dingtalk', 'feishu')),
         CONSTRAINT "webhook_secret" CHECK (format = 'wecom' OR secret IS NOT NULL),
         CONSTRAINT "PK_webhook" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_webhook_organisation" ON "webhook" ("organisation_id")',
      'ALTER TABLE "webhook" ADD CONSTRAINT "FK_webhook_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      `CREATE TABLE "webhook_delivery" ("id" uuid NOT NULL, "webhook_id" uuid NOT NULL, "event_id" uuid, "kind" text, "event" text NOT NULL,
         "thing" text, "thing_id" uuid, "page" text, "title" jsonb, "at" TIMESTAMP WITH TIME ZONE NOT NULL,
         "state" text NOT NULL DEFAULT 'waiting', "tries" integer NOT NULL DEFAULT 0, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         "tried_at" TIMESTAMP WITH TIME ZONE, "fault" text, "code" integer, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
         CONSTRAINT "UQ_webhook_delivery_event" UNIQUE ("webhook_id", "event_id"),
         CONSTRAINT "webhook_delivery_state" CHECK (state IN ('waiting', 'sending', 'arrived', 'failed')),
         CONSTRAINT "PK_webhook_delivery" PRIMARY KEY ("id"))`,
      'CREATE INDEX "IDX_webhook_delivery_due" ON "webhook_delivery" ("state", "due_at")',
      'CREATE INDEX "IDX_webhook_delivery_event" ON "webhook_delivery" ("event_id")',
      'ALTER TABLE "webhook_delivery" ADD CONSTRAINT "FK_webhook_delivery_webhook" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE NO ACTION',
      'ALTER TABLE "webhook_delivery" ADD CONSTRAINT "FK_webhook_delivery_event" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE NO ACTION ON UPDATE NO ACTION',
      'ALTER TABLE webhook ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE webhook_delivery ENABLE ROW LEVEL SECURITY',
      'REVOKE ALL ON webhook, webhook_delivery FROM lab_api, lab_score, lab_execute, lab_public',
      // Written, never read by the API: an address may be a robot's key, and a secret signs in the lab's name.
      `GRANT SELECT (id, organisation_id, name, format, shown_address, overlap_until, kinds, language, titled, paused_at, disabled_at,
         failures, rest_until, last_arrived_at, created_at) ON webhook TO lab_api`,
      'GRANT INSERT, DELETE ON webhook TO lab_api',
      'GRANT UPDATE (name, kinds, language, titled, paused_at, disabled_at, failures, rest_until) ON webhook TO lab_api',
      'GRANT SELECT, INSERT ON webhook_delivery TO lab_api',
      'GRANT UPDATE (state, tries, due_at, fault, code) ON webhook_delivery TO lab_api',
      'GRANT SELECT, UPDATE ON webhook TO lab_score',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO lab_score',
      // The secret before stays beside the new one for a while, without whoever asks for it learning either.
      `CREATE FUNCTION renew_webhook_secret(webhook uuid, renewed text, hours integer) RETURNS boolean
         LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
         WITH done AS (UPDATE webhook w SET previous_secret = CASE WHEN w.format = 'standard' THEN w.secret END,
             overlap_until = CASE WHEN w.format = 'standard' THEN now() + make_interval(hours => $3) END, secret = $2
           WHERE w.id = $1 AND w.organisation_id = app_org() RETURNING 1)
         SELECT EXISTS (SELECT 1 FROM done) $$`,
      'REVOKE ALL ON FUNCTION renew_webhook_secret(uuid, text, integer) FROM PUBLIC',
      'GRANT EXECUTE ON FUNCTION renew_webhook_secret(uuid, text, integer) TO lab_api',
    ])
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION renew_webhook_secret(uuid, text, integer)');
    await runner.query('DROP TABLE "webhook_delivery"');
    await runner.query('DROP TABLE "webhook"');
  }
}
