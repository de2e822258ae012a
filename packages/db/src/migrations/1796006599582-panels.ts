import type { MigrationInterface, QueryRunner } from 'typeorm';

const fk = (table: string, name: string, column: string, to: string) =>
  `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${to}"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`;
const ofCall = (condition: string) =>
  `EXISTS (SELECT 1 FROM open_call c WHERE c.id = call_id AND ${condition})`;
const reads = '(c.department_id = app_org() OR app_lab_reads())';
const ours = 'c.department_id = app_org()';
const time = 'TIMESTAMP WITH TIME ZONE';
const definer = (name: string, returns: string, body: string) =>
  `CREATE FUNCTION ${name} RETURNS ${returns} LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ ${body} $$`;

/** The panel of a call: seats that are people's, points nobody else reads before the round is closed, what became of it. */
export class Panels1796006599582 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...functions, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what a panel wrote is not thrown away: restore a backup');
  }
}

const tables = [
  `ALTER TABLE open_call ADD "round_closed_at" ${time}`,
  'ALTER TABLE open_call ADD "award" jsonb',
  `ALTER TABLE open_call ADD "standstill_until" ${time}`,
  'ALTER TABLE bid ADD "measured" jsonb',
  'ALTER TABLE bid ADD "related" boolean NOT NULL DEFAULT false',
  `CREATE TABLE "panel_seat" ("call_id" uuid NOT NULL, "number" integer NOT NULL, "code_hash" text, "person_id" uuid,
     "organisation_id" uuid, "said" text NOT NULL DEFAULT '', "taken_at" ${time}, "declared_at" ${time},
     "tied_to" uuid array NOT NULL DEFAULT '{}', "declared" text NOT NULL DEFAULT '', "handed_in_at" ${time}, "out_by" text,
     "out_reason" text, CONSTRAINT "panel_seat_key" PRIMARY KEY ("call_id", "number"))`,
  'CREATE UNIQUE INDEX "panel_seat_person" ON "panel_seat" ("call_id", "person_id") WHERE person_id IS NOT NULL',
  fk('panel_seat', 'panel_seat_of_call', 'call_id', 'open_call'),
  fk('panel_seat', 'panel_seat_holder', 'person_id', 'person'),
  fk('panel_seat', 'panel_seat_organisation', 'organisation_id', 'organisation'),
  `CREATE TABLE "seat_score" ("call_id" uuid NOT NULL, "seat" integer NOT NULL, "bid_id" uuid NOT NULL, "criterion" text NOT NULL,
     "points" double precision NOT NULL, "note" text NOT NULL, CONSTRAINT "seat_score_key" PRIMARY KEY ("call_id", "seat", "bid_id", "criterion"))`,
  fk('seat_score', 'seat_score_of_call', 'call_id', 'open_call'),
  fk('seat_score', 'seat_score_of_bid', 'bid_id', 'bid'),
  `CREATE TABLE "score_change" ("id" uuid NOT NULL, "call_id" uuid NOT NULL, "seat" integer NOT NULL, "bid_id" uuid NOT NULL,
     "criterion" text NOT NULL, "points" double precision NOT NULL, "reason" text NOT NULL,
     "at" ${time} NOT NULL DEFAULT now(), CONSTRAINT "score_change_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "score_change_call" ON "score_change" ("call_id")',
  fk('score_change', 'score_change_of_call', 'call_id', 'open_call'),
  fk('score_change', 'score_change_of_bid', 'bid_id', 'bid'),
  `CREATE TABLE "recommendation" ("id" uuid NOT NULL, "call_id" uuid NOT NULL, "number" integer, "reason" text NOT NULL,
     "sheet" jsonb NOT NULL, "person_id" uuid NOT NULL, "at" ${time} NOT NULL DEFAULT now(),
     CONSTRAINT "recommendation_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "recommendation_call" ON "recommendation" ("call_id")',
  fk('recommendation', 'recommendation_of_call', 'call_id', 'open_call'),
  fk('recommendation', 'recommendation_person', 'person_id', 'person'),
  `CREATE TABLE "bid_outcome" ("bid_id" uuid NOT NULL, "call_id" uuid NOT NULL, "vendor_id" uuid NOT NULL, "body" jsonb NOT NULL,
     "at" ${time} NOT NULL DEFAULT now(), CONSTRAINT "bid_outcome_key" PRIMARY KEY ("bid_id"))`,
  fk('bid_outcome', 'bid_outcome_of_bid', 'bid_id', 'bid'),
  fk('bid_outcome', 'bid_outcome_of_call', 'call_id', 'open_call'),
  fk('bid_outcome', 'bid_outcome_of_vendor', 'vendor_id', 'organisation'),
  `CREATE TABLE "objection" ("id" uuid NOT NULL, "call_id" uuid NOT NULL, "vendor_id" uuid NOT NULL, "person_id" uuid NOT NULL,
     "text" text NOT NULL, "at" ${time} NOT NULL DEFAULT now(), "upheld" boolean, "answer" text, "answered_at" ${time},
     "answered_by" uuid, CONSTRAINT "objection_key" PRIMARY KEY ("id"))`,
  'CREATE INDEX "objection_call" ON "objection" ("call_id")',
  fk('objection', 'objection_of_call', 'call_id', 'open_call'),
  fk('objection', 'objection_of_vendor', 'vendor_id', 'organisation'),
  fk('objection', 'objection_person', 'person_id', 'person'),
  fk('objection', 'objection_answered_by', 'answered_by', 'person'),
];

const ownSeat =
  's.call_id = call AND s.person_id = app_person() AND s.out_by IS NULL AND s.declared_at IS NOT NULL';
const readsCall =
  'EXISTS (SELECT 1 FROM open_call c WHERE c.id = call AND (c.department_id = app_org() OR app_lab_reads()))';

const functions = [
  // Whoever belongs to a bidder, or to one that a bidder's owners own too: every organisation of the person counts.
  definer(
    'seat_conflict(call uuid, person uuid)',
    'text',
    `SELECT CASE WHEN bool_or(m.organisation_id = b.vendor_id) THEN 'bidder'
       WHEN bool_or(o.control_group_id IS NOT NULL AND o.control_group_id = v.control_group_id) THEN 'control_group' END
     FROM membership m JOIN organisation o ON o.id = m.organisation_id CROSS JOIN bid b JOIN organisation v ON v.id = b.vendor_id
     WHERE m.person_id = person AND b.call_id = call AND b.number IS NOT NULL
       AND (person = app_person() OR EXISTS (SELECT 1 FROM open_call c WHERE c.id = call AND (c.department_id = app_org() OR app_lab())))`,
  ),
  definer('sits(call uuid)', 'boolean', `SELECT EXISTS (SELECT 1 FROM panel_seat s WHERE ${ownSeat})`),
  definer(
    'chair_of(call uuid)',
    'integer',
    'SELECT min(s.number) FROM panel_seat s WHERE s.call_id = call AND s.person_id IS NOT NULL AND s.out_by IS NULL',
  ),
  // What everybody may know of a seat: how far it is, and of how many bidders it says that it is tied to them.
  definer(
    'panel_state(call uuid)',
    'TABLE (number integer, state text, abstains integer)',
    `SELECT s.number, CASE WHEN s.out_by IS NOT NULL THEN 'out' WHEN s.handed_in_at IS NOT NULL THEN 'handed_in'
         WHEN s.declared_at IS NOT NULL THEN 'declared' WHEN s.person_id IS NOT NULL THEN 'taken' ELSE 'vacant' END,
       cardinality(s.tied_to)
     FROM panel_seat s JOIN open_call c ON c.id = s.call_id
     WHERE s.call_id = call AND (c.published_at IS NOT NULL OR c.department_id = app_org() OR app_lab_reads())`,
  ),
  definer(
    'objection_counts(call uuid)',
    'TABLE (total integer, open integer)',
    `SELECT count(*)::integer, (count(*) FILTER (WHERE o.answered_at IS NULL))::integer FROM objection o WHERE o.call_id = call`,
  ),
  definer(
    'seat_bidders(call uuid)',
    'TABLE (id uuid, name jsonb)',
    `SELECT v.id, v.name FROM bid b JOIN organisation v ON v.id = b.vendor_id
     WHERE b.call_id = call AND b.number IS NOT NULL
       AND EXISTS (SELECT 1 FROM panel_seat s WHERE s.call_id = call AND s.person_id = app_person() AND s.out_by IS NULL) ORDER BY v.id`,
  ),
  // Without whose they are. The words of a bidder one is tied to are not read.
  definer(
    'panel_bids(call uuid)',
    'TABLE (id uuid, number integer, price double precision, content jsonb, measured jsonb, related boolean, tied boolean)',
    `SELECT b.id, b.number, (b.content->>'price')::double precision, CASE WHEN t.tied THEN NULL ELSE b.content END,
       coalesce(b.measured, '{}'), b.related, t.tied
     FROM bid b, LATERAL (SELECT EXISTS (SELECT 1 FROM panel_seat s WHERE s.call_id = call AND s.person_id = app_person()
       AND s.out_by IS NULL AND b.vendor_id = ANY(s.tied_to)) AS tied) t
     WHERE b.call_id = call AND b.number IS NOT NULL AND (sits(call) OR ${readsCall}) ORDER BY b.number`,
  ),
  definer(
    'may_score(call uuid, seat integer, judged uuid, during text)',
    'boolean',
    `SELECT EXISTS (SELECT 1 FROM panel_seat s JOIN open_call c ON c.id = s.call_id JOIN bid b ON b.call_id = s.call_id
     WHERE ${ownSeat} AND s.number = seat AND c.status = during AND (s.handed_in_at IS NULL) = (during = 'opened')
       AND b.id = judged AND b.number IS NOT NULL AND NOT b.vendor_id = ANY(s.tied_to)
       AND seat_conflict(call, app_person()) IS NULL)`,
  ),
  // By the secret alone: whom a seat is meant for is known to whoever was handed it.
  `CREATE FUNCTION take_seat(call uuid, hash text, words text) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER
     SET search_path = public AS $$ UPDATE panel_seat s SET person_id = app_person(), organisation_id = app_org(), said = words,
       taken_at = clock_timestamp(), code_hash = NULL
     WHERE s.call_id = call AND s.code_hash = hash AND s.person_id IS NULL AND app_person() IS NOT NULL RETURNING s.number $$`,
  `CREATE FUNCTION seat_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF (NEW.call_id, NEW.number) IS DISTINCT FROM (OLD.call_id, OLD.number)
       OR OLD.declared_at IS NOT NULL AND (NEW.declared_at, NEW.tied_to, NEW.declared, NEW.person_id, NEW.said) IS DISTINCT FROM
         (OLD.declared_at, OLD.tied_to, OLD.declared, OLD.person_id, OLD.said)
       OR OLD.handed_in_at IS NOT NULL AND NEW.handed_in_at IS DISTINCT FROM OLD.handed_in_at
       OR OLD.out_by IS NOT NULL AND NEW.out_by IS DISTINCT FROM OLD.out_by
       OR OLD.person_id IS NOT NULL AND OLD.person_id IS DISTINCT FROM app_person()
         AND ((NEW.declared_at, NEW.tied_to, NEW.declared, NEW.handed_in_at) IS DISTINCT FROM
           (OLD.declared_at, OLD.tied_to, OLD.declared, OLD.handed_in_at) OR NEW.out_by = 'stepped_back')
       OR OLD.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id
         AND (NEW.person_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM open_call c WHERE c.id = OLD.call_id AND c.status IN ('keyed', 'open')))
     THEN RAISE EXCEPTION 'seat % of % is kept', OLD.number, OLD.call_id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER seat_is_kept BEFORE UPDATE ON panel_seat FOR EACH ROW EXECUTE FUNCTION seat_is_kept()',
  `CREATE OR REPLACE FUNCTION call_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF OLD.status NOT IN ('new', 'draft') AND (NEW.terms, NEW.deadline, NEW.scenario_id, NEW.department_id) IS DISTINCT FROM
         (OLD.terms, OLD.deadline, OLD.scenario_id, OLD.department_id)
       OR OLD.department_key IS NOT NULL AND NEW.department_key IS DISTINCT FROM OLD.department_key
       OR OLD.lab_key IS NOT NULL AND NEW.lab_key IS DISTINCT FROM OLD.lab_key
       OR OLD.opening IS NOT NULL AND NEW.opening IS DISTINCT FROM OLD.opening
       OR OLD.round_closed_at IS NOT NULL AND NEW.round_closed_at IS DISTINCT FROM OLD.round_closed_at
       OR OLD.status IN ('awarded', 'failed', 'cancelled') AND (NEW.status, NEW.award) IS DISTINCT FROM (OLD.status, OLD.award) THEN
       RAISE EXCEPTION 'call % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     IF NEW.status = 'awarded' AND OLD.status <> 'awarded' AND (NEW.award IS NULL OR NEW.standstill_until IS NULL
         OR NEW.standstill_until > clock_timestamp() OR (SELECT o.open FROM objection_counts(NEW.id) o) > 0) THEN
       RAISE EXCEPTION 'call % stands still', OLD.id USING ERRCODE = 'integrity_constraint_violation';
     END IF;
     RETURN NEW;
   END $$`,
  ...[
    'seat_conflict(uuid, uuid)',
    'sits(uuid)',
    'chair_of(uuid)',
    'seat_bidders(uuid)',
    'panel_bids(uuid)',
    'may_score(uuid, integer, uuid, text)',
    'take_seat(uuid, text, text)',
    'panel_state(uuid)',
    'objection_counts(uuid)',
  ].flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM public`,
    `GRANT EXECUTE ON FUNCTION ${name} TO lab_api`,
  ]),
  'GRANT EXECUTE ON FUNCTION panel_state(uuid), objection_counts(uuid) TO lab_public',
];

const closedRound = ofCall(`c.round_closed_at IS NOT NULL AND (${reads} OR sits(c.id))`);
const security = [
  ...['panel_seat', 'seat_score', 'score_change', 'recommendation', 'bid_outcome', 'objection'].flatMap(
    (table) => [
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
    ],
  ),
  // A seat moves the call on while it judges; what is settled stays settled by the trigger.
  "CREATE POLICY changed_by_seat ON open_call FOR UPDATE TO lab_api USING (status IN ('opened', 'consensus') AND sits(id)) WITH CHECK (status IN ('opened', 'consensus', 'recommended') AND sits(id))",
  'GRANT UPDATE (measured, related) ON bid TO lab_api',
  `CREATE POLICY seen ON panel_seat FOR SELECT TO lab_api USING (person_id = app_person() OR ${ofCall(reads)})`,
  `CREATE POLICY added ON panel_seat FOR INSERT TO lab_api WITH CHECK (person_id IS NULL AND ${ofCall(ours)})`,
  `CREATE POLICY changed ON panel_seat FOR UPDATE TO lab_api USING (person_id = app_person() OR ${ofCall(`(${ours} OR app_lab())`)})`,
  `GRANT SELECT, INSERT (call_id, number, code_hash), UPDATE (code_hash, person_id, organisation_id, said, taken_at, declared_at, tied_to,
     declared, handed_in_at, out_by, out_reason) ON panel_seat TO lab_api`,
  `CREATE POLICY seen ON seat_score FOR SELECT TO lab_api USING (EXISTS (SELECT 1 FROM panel_seat s WHERE s.call_id = seat_score.call_id
     AND s.number = seat_score.seat AND s.person_id = app_person()) OR ${closedRound})`,
  `CREATE POLICY written ON seat_score FOR INSERT TO lab_api WITH CHECK (may_score(call_id, seat, bid_id, 'opened'))`,
  `CREATE POLICY removed ON seat_score FOR DELETE TO lab_api USING (may_score(call_id, seat, bid_id, 'opened'))`,
  'GRANT SELECT, INSERT, DELETE ON seat_score TO lab_api',
  `CREATE POLICY seen ON score_change FOR SELECT TO lab_api USING (${closedRound})`,
  `CREATE POLICY added ON score_change FOR INSERT TO lab_api WITH CHECK (may_score(call_id, seat, bid_id, 'consensus'))`,
  'GRANT SELECT, INSERT ON score_change TO lab_api',
  `CREATE POLICY seen ON recommendation FOR SELECT TO lab_api USING (${ofCall(`(${reads} OR sits(c.id))`)})`,
  `CREATE POLICY added ON recommendation FOR INSERT TO lab_api WITH CHECK (person_id = app_person() AND ${ofCall(`c.status = 'consensus' AND sits(c.id)`)}
     AND EXISTS (SELECT 1 FROM panel_seat s WHERE s.call_id = recommendation.call_id AND s.person_id = app_person() AND s.number = chair_of(s.call_id)))`,
  'GRANT SELECT, INSERT ON recommendation TO lab_api',
  `CREATE POLICY seen ON bid_outcome FOR SELECT TO lab_api USING (vendor_id = app_org() OR ${ofCall(reads)})`,
  `CREATE POLICY written ON bid_outcome FOR INSERT TO lab_api WITH CHECK (${ofCall(`${ours} AND c.status = 'recommended'`)})`,
  `CREATE POLICY changed ON bid_outcome FOR UPDATE TO lab_api USING (${ofCall(`${ours} AND c.status = 'recommended'`)})`,
  'GRANT SELECT, INSERT, UPDATE (body, at) ON bid_outcome TO lab_api',
  `CREATE POLICY seen ON objection FOR SELECT TO lab_api USING (vendor_id = app_org() OR ${ofCall(reads)})`,
  `CREATE POLICY added ON objection FOR INSERT TO lab_api WITH CHECK (vendor_id = app_org() AND person_id = app_person() AND answered_at IS NULL
     AND ${ofCall("c.status = 'standstill' AND c.standstill_until > clock_timestamp()")}
     AND EXISTS (SELECT 1 FROM bid b WHERE b.call_id = objection.call_id AND b.vendor_id = app_org() AND b.number IS NOT NULL))`,
  `CREATE POLICY answered ON objection FOR UPDATE TO lab_api USING (answered_at IS NULL AND ${ofCall(`${ours} AND c.status = 'standstill'`)}) WITH CHECK (${ofCall(ours)})`,
  'GRANT SELECT, INSERT, UPDATE (upheld, answer, answered_at, answered_by) ON objection TO lab_api',
  // Whoever decides who is told reads who sits, and not a point or a word.
  'CREATE POLICY system ON panel_seat FOR SELECT TO lab_score USING (true)',
  'GRANT SELECT (call_id, person_id, organisation_id, out_by) ON panel_seat TO lab_score',
];
