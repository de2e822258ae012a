import type { MigrationInterface, QueryRunner } from 'typeorm';

const moment = 'TIMESTAMP WITH TIME ZONE';

/** Who carries on together what was won together: members of a consortium in the engagement that follows. */
export class EngagementMembers1796058682531 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('who won together stands on record: restore a backup');
  }
}

const statements = [
  `CREATE TABLE "engagement_member" ("engagement_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "role" text NOT NULL,
     "part" text NOT NULL, "share" integer NOT NULL, "place" integer NOT NULL, "at" ${moment} NOT NULL DEFAULT now(),
     CONSTRAINT "PK_engagement_member" PRIMARY KEY ("engagement_id", "organisation_id"))`,
  'CREATE INDEX "IDX_engagement_member_organisation" ON "engagement_member" ("organisation_id")',
  `ALTER TABLE "engagement_member" ADD CONSTRAINT "FK_engagement_member_engagement" FOREIGN KEY ("engagement_id") REFERENCES "engagement"("id")`,
  `ALTER TABLE "engagement_member" ADD CONSTRAINT "FK_engagement_member_organisation" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id")`,
  'ALTER TABLE engagement_member ENABLE ROW LEVEL SECURITY',
  'REVOKE ALL ON engagement_member FROM lab_api, lab_score, lab_execute, lab_public',
  'GRANT SELECT ON engagement_member TO lab_api, lab_score',
  // By the department whose call was won, of the bid that won it, into that bidder's engagement on the same need; nobody else lets
  // anybody in.
  `CREATE FUNCTION join_consortium(called uuid, engaged uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
     DECLARE taken integer;
     BEGIN
       INSERT INTO engagement_member (engagement_id, organisation_id, role, part, share, place)
         SELECT e.id, m.organisation_id, m.role, m.part, m.share, m.place
         FROM open_call c JOIN engagement e ON e.id = engaged AND e.scenario_id = c.scenario_id AND e.department_id = c.department_id
           JOIN bid b ON b.call_id = c.id AND b.vendor_id = e.vendor_id AND b.number = (c.award->>'number')::integer
           JOIN bid_member m ON m.bid_id = b.id
         WHERE c.id = called AND c.department_id = app_org()
         ON CONFLICT DO NOTHING;
       GET DIAGNOSTICS taken = ROW_COUNT;
       INSERT INTO party (thing, thing_id, organisation_id, "right")
         SELECT 'engagement', w.engagement_id, w.organisation_id, 'act' FROM engagement_member w
         WHERE w.engagement_id = engaged AND w.role = 'member' AND taken > 0
         ON CONFLICT DO NOTHING;
       RETURN taken;
     END $$`,
  'REVOKE ALL ON FUNCTION join_consortium(uuid, uuid) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION join_consortium(uuid, uuid) TO lab_api',
  // A member of a bid objects itself, not only through its lead.
  'DROP POLICY added ON objection',
  `CREATE POLICY added ON objection FOR INSERT TO lab_api WITH CHECK (vendor_id = app_org() AND person_id = app_person() AND answered_at IS NULL
     AND EXISTS (SELECT 1 FROM open_call c WHERE c.id = call_id AND c.status = 'standstill' AND c.standstill_until > clock_timestamp())
     AND (EXISTS (SELECT 1 FROM bid b WHERE b.call_id = objection.call_id AND b.vendor_id = app_org() AND b.number IS NOT NULL)
       OR EXISTS (SELECT 1 FROM bid_member m WHERE m.call_id = objection.call_id AND m.organisation_id = app_org())))`,
];
