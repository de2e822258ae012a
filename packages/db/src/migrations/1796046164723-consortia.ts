import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bids by several vendors: who is in one is known to nobody else before the bids are opened. */
export class Consortia1796046164723 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...keys, ...functions, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was offered together is not forgotten: restore a backup');
  }
}

const moment = 'TIMESTAMP WITH TIME ZONE';
const now = `${moment} NOT NULL DEFAULT now()`;
const tables = [
  `CREATE TABLE "consortium" ("id" uuid NOT NULL, "call_id" uuid NOT NULL, "lead_id" uuid NOT NULL, "created_at" ${now},
     "ended_at" ${moment}, CONSTRAINT "PK_consortium" PRIMARY KEY ("id"))`,
  'CREATE UNIQUE INDEX "IDX_consortium_lead" ON "consortium" ("call_id", "lead_id") WHERE ended_at IS NULL',
  `CREATE TABLE "consortium_member" ("consortium_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "role" text NOT NULL,
     "part" text NOT NULL, "share" integer NOT NULL, "place" integer NOT NULL, "confirmed_at" ${moment}, "confirmed_by" uuid,
     "out_at" ${moment}, "left_reason" text, CONSTRAINT "consortium_member_role" CHECK (role IN ('lead', 'member')),
     CONSTRAINT "consortium_member_share" CHECK (share BETWEEN 1 AND 100),
     CONSTRAINT "PK_consortium_member" PRIMARY KEY ("consortium_id", "organisation_id"))`,
  'CREATE INDEX "IDX_consortium_member_organisation" ON "consortium_member" ("organisation_id")',
  // Written when the bid is opened, from what lay sealed in it.
  `CREATE TABLE "bid_member" ("bid_id" uuid NOT NULL, "call_id" uuid NOT NULL, "organisation_id" uuid NOT NULL, "role" text NOT NULL,
     "part" text NOT NULL, "share" integer NOT NULL, "place" integer NOT NULL,
     CONSTRAINT "PK_bid_member" PRIMARY KEY ("bid_id", "organisation_id"))`,
  'CREATE INDEX "IDX_bid_member_call" ON "bid_member" ("call_id")',
];
const keys = [
  ['consortium', 'call', 'call_id', 'open_call'],
  ['consortium', 'lead', 'lead_id', 'organisation'],
  ['consortium_member', 'consortium', 'consortium_id', 'consortium'],
  ['consortium_member', 'organisation', 'organisation_id', 'organisation'],
  ['bid_member', 'bid', 'bid_id', 'bid'],
  ['bid_member', 'call', 'call_id', 'open_call'],
  ['bid_member', 'organisation', 'organisation_id', 'organisation'],
].map(
  ([table, name, column, to]) =>
    `ALTER TABLE "${table}" ADD CONSTRAINT "FK_${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id")`,
);

const definer = (name: string, returns: string, body: string) =>
  `CREATE OR REPLACE FUNCTION ${name} RETURNS ${returns} LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ ${body} $$`;
const readsCall =
  'EXISTS (SELECT 1 FROM open_call c WHERE c.id = call AND (c.department_id = app_org() OR app_lab_reads()))';
const ownSeat =
  's.call_id = call AND s.person_id = app_person() AND s.out_by IS NULL AND s.declared_at IS NOT NULL';
const functions = [
  definer(
    'in_consortium(which uuid)',
    'boolean',
    'SELECT EXISTS (SELECT 1 FROM consortium_member m WHERE m.consortium_id = which AND m.organisation_id = app_org() AND m.out_at IS NULL)',
  ),
  definer(
    'leads_consortium(which uuid)',
    'boolean',
    'SELECT EXISTS (SELECT 1 FROM consortium c WHERE c.id = which AND c.lead_id = app_org() AND c.ended_at IS NULL)',
  ),
  // Receipts of what the lead handed in since the consortium was begun, for whoever is in it.
  definer(
    'consortium_bids(which uuid)',
    'TABLE (handed_in_at timestamptz, sealed_digest text, content_digest text, broken boolean, replaced_at timestamptz, withdrawn_at timestamptz)',
    `SELECT b.handed_in_at, b.sealed_digest, b.content_digest, b.broken, b.replaced_at, b.withdrawn_at
     FROM consortium c JOIN bid b ON b.call_id = c.call_id AND b.vendor_id = c.lead_id AND b.handed_in_at >= c.created_at
     WHERE c.id = which AND in_consortium(which) ORDER BY b.handed_in_at DESC LIMIT 50`,
  ),
  // A member takes its word back; what was sealed on it stands no longer. Only while the call is open, by the database's clock.
  `CREATE FUNCTION leave_consortium(which uuid, why text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
     DECLARE held consortium%ROWTYPE;
     BEGIN
       SELECT c.* INTO held FROM consortium c JOIN open_call o ON o.id = c.call_id AND o.status = 'open' AND o.deadline > clock_timestamp()
         WHERE c.id = which AND c.ended_at IS NULL AND c.lead_id <> app_org();
       IF NOT FOUND THEN RETURN false; END IF;
       -- The lock the lead hands in under.
       PERFORM pg_advisory_xact_lock(hashtextextended('bid ' || held.call_id || ' ' || held.lead_id, 0));
       UPDATE consortium_member SET out_at = clock_timestamp(), left_reason = why, confirmed_at = NULL, confirmed_by = NULL
         WHERE consortium_id = which AND organisation_id = app_org() AND out_at IS NULL;
       IF NOT FOUND THEN RETURN false; END IF;
       UPDATE bid SET withdrawn_at = clock_timestamp() WHERE call_id = held.call_id AND vendor_id = held.lead_id
         AND handed_in_at >= held.created_at AND replaced_at IS NULL AND withdrawn_at IS NULL AND number IS NULL;
       RETURN true;
     END $$`,
  definer(
    'bid_sides(call uuid)',
    'TABLE (bid_id uuid, organisation_id uuid)',
    `SELECT b.id, b.vendor_id FROM bid b WHERE b.call_id = call AND b.number IS NOT NULL
     UNION SELECT m.bid_id, m.organisation_id FROM bid_member m WHERE m.call_id = call`,
  ),
  // As before, of every member of a bid in place of its lead alone.
  definer(
    'seat_conflict(call uuid, person uuid)',
    'text',
    `SELECT CASE WHEN bool_or(m.organisation_id = b.organisation_id) THEN 'bidder'
       WHEN bool_or(o.control_group_id IS NOT NULL AND o.control_group_id = v.control_group_id) THEN 'control_group' END
     FROM membership m JOIN organisation o ON o.id = m.organisation_id CROSS JOIN bid_sides(call) b
       JOIN organisation v ON v.id = b.organisation_id
     WHERE m.person_id = person
       AND (person = app_person() OR EXISTS (SELECT 1 FROM open_call c WHERE c.id = call AND (c.department_id = app_org() OR app_lab())))`,
  ),
  definer(
    'seat_bidders(call uuid)',
    'TABLE (id uuid, name jsonb)',
    `SELECT v.id, v.name FROM organisation v WHERE v.id IN (SELECT organisation_id FROM bid_sides(call))
       AND EXISTS (SELECT 1 FROM panel_seat s WHERE s.call_id = call AND s.person_id = app_person() AND s.out_by IS NULL) ORDER BY v.id`,
  ),
  definer(
    'panel_bids(call uuid)',
    'TABLE (id uuid, number integer, price double precision, content jsonb, measured jsonb, related boolean, tied boolean)',
    // Who offers together is no more a judge's to know than who offers.
    `SELECT b.id, b.number, (b.content->>'price')::double precision, CASE WHEN t.tied THEN NULL ELSE b.content - 'consortium' END,
       coalesce(b.measured, '{}'), b.related, t.tied
     FROM bid b, LATERAL (SELECT EXISTS (SELECT 1 FROM panel_seat s JOIN bid_sides(call) x ON x.bid_id = b.id
       AND x.organisation_id = ANY(s.tied_to) WHERE s.call_id = call AND s.person_id = app_person() AND s.out_by IS NULL) AS tied) t
     WHERE b.call_id = call AND b.number IS NOT NULL AND (sits(call) OR ${readsCall}) ORDER BY b.number`,
  ),
  definer(
    'may_score(call uuid, seat integer, judged uuid, during text)',
    'boolean',
    `SELECT EXISTS (SELECT 1 FROM panel_seat s JOIN open_call c ON c.id = s.call_id JOIN bid b ON b.call_id = s.call_id
     WHERE ${ownSeat} AND s.number = seat AND c.status = during AND (s.handed_in_at IS NULL) = (during = 'opened')
       AND b.id = judged AND b.number IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM bid_sides(call) x WHERE x.bid_id = b.id AND x.organisation_id = ANY(s.tied_to))
       AND seat_conflict(call, app_person()) IS NULL)`,
  ),
  'REVOKE ALL ON FUNCTION bid_sides(uuid) FROM PUBLIC',
  ...[
    'in_consortium(uuid)',
    'leads_consortium(uuid)',
    'consortium_bids(uuid)',
    'leave_consortium(uuid, text)',
  ].flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO lab_api`,
  ]),
];

const ofCall = (condition: string) =>
  `EXISTS (SELECT 1 FROM open_call c WHERE c.id = call_id AND ${condition})`;
const openedBids = "(c.status = 'opened' OR c.opening IS NOT NULL)";
const inIt = `EXISTS (SELECT 1 FROM bid_member m WHERE m.bid_id = bid_outcome.bid_id AND m.organisation_id = app_org())`;
const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];
const security = [
  ...guarded('consortium', 'SELECT, INSERT, UPDATE (ended_at)'),
  // Not even the lab: it holds one of the keys.
  'CREATE POLICY seen ON consortium FOR SELECT TO lab_api USING (lead_id = app_org() OR in_consortium(id))',
  'CREATE POLICY added ON consortium FOR INSERT TO lab_api WITH CHECK (lead_id = app_org())',
  'CREATE POLICY changed ON consortium FOR UPDATE TO lab_api USING (lead_id = app_org())',
  ...guarded(
    'consortium_member',
    'SELECT, INSERT, UPDATE (part, share, place, confirmed_at, confirmed_by, out_at, left_reason)',
  ),
  'CREATE POLICY seen ON consortium_member FOR SELECT TO lab_api USING (in_consortium(consortium_id))',
  'CREATE POLICY added ON consortium_member FOR INSERT TO lab_api WITH CHECK (leads_consortium(consortium_id))',
  `CREATE POLICY changed ON consortium_member FOR UPDATE TO lab_api
     USING (leads_consortium(consortium_id) OR (organisation_id = app_org() AND out_at IS NULL))`,
  ...guarded('bid_member', 'SELECT, INSERT'),
  `CREATE POLICY seen ON bid_member FOR SELECT TO lab_api USING (organisation_id = app_org()
     OR ${ofCall(`${openedBids} AND (c.department_id = app_org() OR app_lab_reads())`)})`,
  `CREATE POLICY added ON bid_member FOR INSERT TO lab_api WITH CHECK (${ofCall(`${openedBids} AND (c.department_id = app_org() OR app_lab())`)})`,
  'CREATE POLICY system ON bid_member FOR SELECT TO lab_score USING (true)',
  'GRANT SELECT (bid_id, call_id, organisation_id, role) ON bid_member TO lab_score',
  'GRANT SELECT (id) ON bid TO lab_score',
  'DROP POLICY seen ON bid_outcome',
  `CREATE POLICY seen ON bid_outcome FOR SELECT TO lab_api USING (vendor_id = app_org() OR ${inIt}
     OR ${ofCall('(c.department_id = app_org() OR app_lab_reads())')})`,
  // Predictions are the whole consortium's; what was measured is its lead's.
  'DROP FUNCTION bid_predictions()',
  `CREATE FUNCTION bid_predictions() RETURNS TABLE (call_id uuid, vendor_id uuid, lead_id uuid, role text, criterion text, predicted float8)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
       SELECT b.call_id, coalesce(m.organisation_id, b.vendor_id), b.vendor_id, m.role, a->>'criterion', (a->>'value')::float8
       FROM bid b CROSS JOIN jsonb_array_elements(b.content->'answers') a LEFT JOIN bid_member m ON m.bid_id = b.id
       WHERE b.content IS NOT NULL AND b.replaced_at IS NULL AND b.withdrawn_at IS NULL AND jsonb_typeof(a->'value') = 'number' $$`,
  'REVOKE ALL ON FUNCTION bid_predictions() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION bid_predictions() TO lab_score',
];
