import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many keys two organisations have in common, counted over keys that both have blinded. */
export class KeyMatches1796058625750 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was counted is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const reference = (column: string, table: string) =>
  `CONSTRAINT "FK_key_match_${column}" FOREIGN KEY ("${column}") REFERENCES "${table}"("id")`;
const statements = [
  `CREATE TABLE "key_match" ("id" uuid NOT NULL, "grant_id" uuid NOT NULL, "dataset_id" uuid NOT NULL,
     "dataset_version_id" uuid NOT NULL, "owner_id" uuid NOT NULL, "grantee_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "key_column" text NOT NULL, "list" text NOT NULL, "asked_at" ${moment} NOT NULL DEFAULT now(), "agreed_at" ${moment},
     "agreed_by_id" uuid, "owner_first" integer, "grantee_first" integer, "owner_second" integer, "grantee_second" integer,
     "ended_at" ${moment}, "reason" text, "counted_at" ${moment}, "count" integer,
     CONSTRAINT "PK_key_match" PRIMARY KEY ("id"), ${reference('grant_id', 'access_grant')},
     ${reference('dataset_version_id', 'dataset_version')})`,
  'CREATE INDEX "key_match_grant" ON "key_match" ("grant_id")',
  'CREATE INDEX "key_match_dataset" ON "key_match" ("dataset_id")',
  // One question of a pair and version, whatever became of the contract since.
  'CREATE UNIQUE INDEX "key_match_once" ON "key_match" ("grantee_id", "dataset_version_id") WHERE ended_at IS NULL',
  `CREATE TABLE "key_match_points" ("key_match_id" uuid NOT NULL, "side" text NOT NULL, "round" integer NOT NULL,
     "points" text array NOT NULL DEFAULT '{}', CONSTRAINT "PK_key_match_points" PRIMARY KEY ("key_match_id", "side", "round"),
     CONSTRAINT "FK_key_match_points_match" FOREIGN KEY ("key_match_id") REFERENCES "key_match"("id"))`,
  ...['key_match', 'key_match_points'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  'GRANT SELECT, INSERT (id, grant_id, dataset_id, dataset_version_id, owner_id, grantee_id, person_id, key_column, list) ON key_match TO lab_api',
  `GRANT UPDATE (agreed_at, agreed_by_id, owner_first, grantee_first, owner_second, grantee_second, ended_at, reason)
     ON key_match TO lab_api`,
  'GRANT SELECT, INSERT, DELETE ON key_match_points TO lab_api',
  // The true count is told to nobody, not even to whoever has it counted: noise comes in, and points go, in the same statement.
  `CREATE FUNCTION count_key_match(match uuid, noise integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
   DECLARE m key_match; common integer; BEGIN
     SELECT * INTO m FROM key_match k WHERE k.id = match AND k.counted_at IS NULL AND k.ended_at IS NULL
       AND k.owner_second IS NOT NULL AND k.grantee_second IS NOT NULL AND app_org() IN (k.owner_id, k.grantee_id) FOR UPDATE;
     IF NOT FOUND THEN RETURN NULL; END IF;
     SELECT count(*) INTO common FROM (
       SELECT unnest(points) FROM key_match_points WHERE key_match_id = match AND round = 2 AND side = 'owner' INTERSECT
       SELECT unnest(points) FROM key_match_points WHERE key_match_id = match AND round = 2 AND side = 'grantee') c;
     DELETE FROM key_match_points WHERE key_match_id = match;
     UPDATE key_match SET counted_at = now(), count = greatest(0, round((common + noise) / 10.0) * 10)::integer
       WHERE id = match RETURNING count INTO common;
     INSERT INTO data_use (id, dataset_id, dataset_version_id, organisation_id, person_id, kind, purpose, grant_id, terms)
       SELECT gen_random_uuid(), m.dataset_id, m.dataset_version_id, m.grantee_id, m.person_id, 'key_match', g.purpose, g.id, g.terms
       FROM access_grant g WHERE g.id = m.grant_id;
     RETURN common;
   END $$`,
  // Of all who asked about these data; who they were is not told.
  `CREATE FUNCTION key_matches_spent(dataset uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT count(*) FROM key_match WHERE dataset_id = dataset AND ended_at IS NULL AND asked_at > now() - interval '1 year' $$`,
];
