import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Points of the field are replaced, voided and confirmed, and never deleted; one moment of a site counts once. */
export class FieldPoints1795955534174 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...columns, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was replaced or voided would count again');
  }
}

const columns = [
  `ALTER TABLE "observation" DROP CONSTRAINT "observation_once"`,
  ...[
    'self_reported" boolean NOT NULL DEFAULT false',
    'recorded_by" uuid',
    'superseded_at" TIMESTAMP WITH TIME ZONE',
    'superseded_by" uuid',
    'voided_at" TIMESTAMP WITH TIME ZONE',
    'voided_by" uuid',
    'reason" text',
    'confirmed_at" TIMESTAMP WITH TIME ZONE',
    'confirmed_by" uuid',
    'confirmed_on" text',
  ].map((column) => `ALTER TABLE "observation" ADD "${column}`),
  `UPDATE observation SET self_reported = true WHERE source = 'self_reported'`,
  // One moment that came in by two ways counted twice: the last to come stands, the others are its history.
  `UPDATE observation o SET superseded_at = now(), superseded_by = n.keeper
   FROM (SELECT id, first_value(id) OVER (PARTITION BY kpi_id, self_reported, site, at ORDER BY received_at DESC, id DESC) AS keeper
         FROM observation) n WHERE n.id = o.id AND n.keeper <> o.id`,
  `UPDATE observation o SET voided_at = now(), reason = 'outside the pilot'
   FROM pilot p WHERE p.id = o.pilot_id AND p.status IN ('running', 'paused', 'evaluating') AND o.superseded_at IS NULL
     AND (o.at < p.from_day::timestamptz OR o.at >= (p.until_day + 1)::timestamptz)`,
  `CREATE UNIQUE INDEX "observation_once" ON "observation" ("kpi_id", "self_reported", "site", "at") WHERE superseded_at IS NULL AND voided_at IS NULL`,
  `CREATE INDEX "observation_versions" ON "observation" ("kpi_id", "at")`,
  `ALTER TABLE "observation" ADD CONSTRAINT "observation_side" CHECK (self_reported = (source = 'self_reported'))`,
];

const security = [
  'REVOKE UPDATE, DELETE ON observation FROM lab_api, lab_score',
  'GRANT UPDATE (superseded_at, superseded_by, voided_at, voided_by, reason, confirmed_at, confirmed_by, confirmed_on) ON observation TO lab_api',
  // A party marks its points; that the lab has confirmed one nobody but the lab may write, and history stays as it is.
  `CREATE FUNCTION observation_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF OLD.superseded_at IS NOT NULL OR OLD.voided_at IS NOT NULL THEN
       RAISE EXCEPTION 'a point that was replaced or voided stays as it is' USING ERRCODE = 'insufficient_privilege';
     END IF;
     IF NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at AND NOT app_lab() THEN
       RAISE EXCEPTION 'the lab confirms points' USING ERRCODE = 'insufficient_privilege';
     END IF;
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER observation_kept BEFORE UPDATE ON observation FOR EACH ROW EXECUTE FUNCTION observation_kept()',
  `CREATE FUNCTION observation_unconfirmed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF (NEW.confirmed_at IS NOT NULL OR NEW.superseded_at IS NOT NULL OR NEW.voided_at IS NOT NULL) THEN
       RAISE EXCEPTION 'a point comes as it is' USING ERRCODE = 'insufficient_privilege';
     END IF;
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER observation_unconfirmed BEFORE INSERT ON observation FOR EACH ROW EXECUTE FUNCTION observation_unconfirmed()',
];
