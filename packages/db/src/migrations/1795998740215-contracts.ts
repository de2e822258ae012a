import type { MigrationInterface, QueryRunner } from 'typeorm';

const every = `text[] NOT NULL DEFAULT '{download,compute,data_job}'`;

/** What a grant allows: the methods both sides agreed on, and how often data may be taken or computed on by a job. */
export class Contracts1795998740215 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `ALTER TABLE access_request ADD "purpose_kind" text NOT NULL DEFAULT 'development', ADD "methods" ${every}`,
      `ALTER TABLE access_grant ADD "methods" ${every}, ADD "uses" integer, ADD "used" integer NOT NULL DEFAULT 0`,
      `CREATE OR REPLACE FUNCTION hold_grant(dataset uuid, organisation uuid) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
         $$ SELECT id FROM access_grant WHERE dataset_id = $1 AND organisation_id = $2 AND ($2 = app_org() OR app_lab())
            AND status = 'active' AND expires >= current_date AND 'compute' = ANY(methods) ORDER BY expires DESC LIMIT 1 FOR SHARE $$`,
      // Counts one use, in the transaction that makes it: two at once cannot both have the last one.
      `CREATE FUNCTION take_grant(dataset uuid, organisation uuid, method text) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
         $$ UPDATE access_grant SET used = used + 1 WHERE id = (SELECT id FROM access_grant
              WHERE dataset_id = $1 AND organisation_id = $2 AND $2 = app_org() AND status = 'active'
                AND expires >= current_date AND $3 = ANY(methods) AND (uses IS NULL OR used < uses)
              ORDER BY uses IS NULL DESC, expires DESC LIMIT 1 FOR UPDATE)
              AND (uses IS NULL OR used < uses) AND status = 'active' RETURNING id $$`,
    ])
      await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was agreed is not forgotten: restore a backup');
  }
}
