import type { MigrationInterface, QueryRunner } from 'typeorm';

const fk = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const ofCall = (condition: string) =>
  `EXISTS (SELECT 1 FROM open_call c WHERE c.id = call_id AND ${condition})`;
const reads = '(c.department_id = app_org() OR app_lab_reads())';
const runs = '(c.department_id = app_org() OR app_lab())';
// While the bids are opened the call is `opened` before its record is written.
const openedBids = "(c.status = 'opened' OR c.opening IS NOT NULL)";
const before = "c.status = 'open' AND c.deadline > clock_timestamp()";

/** Calls for sealed bids: the bytes lie here unreadable until two keys, which are not here, come together. */
export class Calls1795996544962 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was handed in is not thrown away: restore a backup');
  }
}

const tables = [
  `CREATE TABLE "open_call" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "scenario_id" uuid NOT NULL,
     "department_id" uuid NOT NULL, "terms" jsonb NOT NULL, "deadline" TIMESTAMP WITH TIME ZONE NOT NULL, "department_key" text,
     "lab_key" text, "published_at" TIMESTAMP WITH TIME ZONE, "opening" jsonb, "end_reason" text,
     "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "open_call_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "open_call_need" ON "open_call" ("scenario_id")',
  fk('open_call', 'open_call_of_need', 'scenario_id', 'scenario'),
  fk('open_call', 'open_call_department', 'department_id', 'organisation'),
  `CREATE TABLE "call_hand" ("call_id" uuid NOT NULL, "side" text NOT NULL, "person_id" uuid NOT NULL,
     "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "waiting" bytea, CONSTRAINT "call_hand_key" PRIMARY KEY ("call_id", "side"))`,
  fk('call_hand', 'call_hand_of_call', 'call_id', 'open_call'),
  fk('call_hand', 'call_hand_person', 'person_id', 'person'),
  `CREATE TABLE "bid" ("id" uuid NOT NULL, "call_id" uuid NOT NULL, "vendor_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "sealed" bytea NOT NULL, "sealed_digest" text NOT NULL, "content_digest" text NOT NULL,
     "handed_in_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "replaced_at" TIMESTAMP WITH TIME ZONE,
     "withdrawn_at" TIMESTAMP WITH TIME ZONE, "number" integer, "content" jsonb, "broken" boolean NOT NULL DEFAULT false,
     CONSTRAINT "bid_key" PRIMARY KEY ("id"))`,
  'CREATE UNIQUE INDEX "bid_standing" ON "bid" ("call_id", "vendor_id") WHERE replaced_at IS NULL AND withdrawn_at IS NULL',
  'CREATE INDEX "bid_vendor" ON "bid" ("vendor_id")',
  fk('bid', 'bid_of_call', 'call_id', 'open_call'),
  fk('bid', 'bid_of_vendor', 'vendor_id', 'organisation'),
  fk('bid', 'bid_person', 'person_id', 'person'),
  `CREATE TABLE "late_bid" ("id" uuid NOT NULL, "call_id" uuid NOT NULL, "vendor_id" uuid NOT NULL,
     "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "late_bid_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "late_bid_call" ON "late_bid" ("call_id")',
  fk('late_bid', 'late_bid_of_call', 'call_id', 'open_call'),
  fk('late_bid', 'late_bid_of_vendor', 'vendor_id', 'organisation'),
];

const security = [
  ...['open_call', 'call_hand', 'bid', 'late_bid'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  'CREATE POLICY seen ON open_call FOR SELECT TO lab_api USING (published_at IS NOT NULL OR department_id = app_org() OR app_lab_reads())',
  'CREATE POLICY seen_public ON open_call FOR SELECT TO lab_public USING (published_at IS NOT NULL)',
  `CREATE POLICY added ON open_call FOR INSERT TO lab_api WITH CHECK (department_id = app_org()
     AND EXISTS (SELECT 1 FROM scenario s WHERE s.id = scenario_id AND s.owner_id = app_org() AND s.status = 'published'))`,
  'CREATE POLICY changed ON open_call FOR UPDATE TO lab_api USING (department_id = app_org() OR app_lab())',
  'GRANT SELECT, INSERT, UPDATE ON open_call TO lab_api',
  'GRANT SELECT ON open_call TO lab_public',
  // What somebody may already be preparing an offer for does not move, whoever asks.
  `CREATE FUNCTION call_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF OLD.status NOT IN ('new', 'draft') AND (NEW.terms, NEW.deadline, NEW.scenario_id, NEW.department_id) IS DISTINCT FROM
         (OLD.terms, OLD.deadline, OLD.scenario_id, OLD.department_id)
       OR OLD.department_key IS NOT NULL AND NEW.department_key IS DISTINCT FROM OLD.department_key
       OR OLD.lab_key IS NOT NULL AND NEW.lab_key IS DISTINCT FROM OLD.lab_key
       OR OLD.opening IS NOT NULL AND NEW.opening IS DISTINCT FROM OLD.opening THEN
       RAISE EXCEPTION 'call % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER call_is_frozen BEFORE UPDATE ON open_call FOR EACH ROW EXECUTE FUNCTION call_is_frozen()',
  `CREATE POLICY seen ON call_hand FOR SELECT TO lab_api USING (${ofCall(reads)})`,
  `CREATE POLICY added ON call_hand FOR INSERT TO lab_api WITH CHECK (person_id = app_person() AND ${ofCall(`${runs} AND c.deadline <= clock_timestamp()`)})`,
  `CREATE POLICY changed ON call_hand FOR UPDATE TO lab_api USING (${ofCall(runs)})`,
  'GRANT SELECT, INSERT, UPDATE (waiting) ON call_hand TO lab_api',
  `CREATE POLICY seen ON bid FOR SELECT TO lab_api USING (vendor_id = app_org() OR ${ofCall(`${openedBids} AND ${reads}`)})`,
  `CREATE POLICY added ON bid FOR INSERT TO lab_api WITH CHECK (vendor_id = app_org() AND person_id = app_person()
     AND number IS NULL AND content IS NULL AND ${ofCall(`${before} AND c.department_id <> app_org()`)})`,
  // Its vendor until the deadline; afterwards once, when it gets its number.
  `CREATE POLICY changed ON bid FOR UPDATE TO lab_api USING (number IS NULL AND NOT broken AND ((vendor_id = app_org() AND ${ofCall(before)})
       OR ${ofCall(`${openedBids} AND ${runs}`)}))
     WITH CHECK ((vendor_id = app_org() AND number IS NULL AND content IS NULL) OR ${ofCall(`${openedBids} AND ${runs}`)})`,
  'GRANT SELECT, INSERT, UPDATE (replaced_at, withdrawn_at, number, content, broken) ON bid TO lab_api',
  `CREATE POLICY seen ON late_bid FOR SELECT TO lab_api USING (vendor_id = app_org() OR ${ofCall(`${openedBids} AND ${reads}`)})`,
  `CREATE POLICY added ON late_bid FOR INSERT TO lab_api WITH CHECK (vendor_id = app_org() AND ${ofCall('c.deadline <= clock_timestamp()')})`,
  'GRANT SELECT, INSERT ON late_bid TO lab_api',
  // Whoever decides who is told reads who takes part, and not a byte of what was handed in.
  'CREATE POLICY system ON open_call FOR SELECT TO lab_score USING (true)',
  'GRANT SELECT (id, scenario_id, department_id, status, terms, published_at) ON open_call TO lab_score',
  'CREATE POLICY system ON bid FOR SELECT TO lab_score USING (true)',
  'GRANT SELECT (call_id, vendor_id, withdrawn_at) ON bid TO lab_score',
];
