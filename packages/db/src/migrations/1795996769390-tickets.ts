import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets: what is reported, who answers for it, what was found when its reporter was called. */
export class Tickets1795996769390 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...security]) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was reported is not forgotten: restore a backup');
  }
}

const tables = [
  'CREATE SEQUENCE ticket_number',
  `CREATE TABLE "ticket" ("id" uuid NOT NULL, "status" text NOT NULL DEFAULT 'new', "number" text NOT NULL,
     "source" text NOT NULL, "intake_organisation_id" uuid, "external_id" text, "title" jsonb NOT NULL, "words" jsonb
     NOT NULL, "category" text NOT NULL, "region" text, "place" text, "pilot_id" uuid, "site" text, "vendor_id" uuid,
     "receipt_hash" text, "department_id" uuid, "first_department_id" uuid, "co_handler_ids" uuid array NOT NULL
     DEFAULT '{}', "reported_at" TIMESTAMP WITH TIME ZONE NOT NULL, "assigned_at" TIMESTAMP WITH TIME ZONE,
     "respond_due" TIMESTAMP WITH TIME ZONE, "resolve_due" TIMESTAMP WITH TIME ZONE, "responded_at" TIMESTAMP WITH
     TIME ZONE, "answered_at" TIMESTAMP WITH TIME ZONE, "closed_at" TIMESTAMP WITH TIME ZONE, "answer" text,
     "returns" integer NOT NULL DEFAULT '0', "reopened" integer NOT NULL DEFAULT '0', "escalation" integer NOT NULL
     DEFAULT '0', "merged_into" uuid, "excluded" text, "excluded_because" text, "said_resolved" boolean,
     "said_satisfied" boolean, "said_words" text, "checked_resolved" boolean, "checked_satisfied" boolean,
     "false_closures" integer NOT NULL DEFAULT '0', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "UQ_a8d5171cdff59b4d6fc2c6d092e" UNIQUE
     ("number"), CONSTRAINT "UQ_242b364fa379b011574b0334863" UNIQUE ("receipt_hash"), CONSTRAINT
     "PK_d9a0835407701eb86f874474b7c" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_70d2e587eb2181642e8be71a48" ON "ticket" ("pilot_id")',
  'CREATE INDEX "ticket_status" ON "ticket" ("status", "resolve_due")',
  'CREATE INDEX "ticket_department" ON "ticket" ("department_id", "reported_at")',
  'CREATE UNIQUE INDEX "ticket_external" ON "ticket" ("intake_organisation_id", "external_id")',
  `CREATE TABLE "ticket_reporter" ("ticket_id" uuid NOT NULL, "name" text NOT NULL, "phone" text NOT NULL,
     CONSTRAINT "PK_e1d5ea6442671986e1ada1fa20a" PRIMARY KEY ("ticket_id"))`,
  `CREATE TABLE "ticket_evidence" ("id" uuid NOT NULL, "ticket_id" uuid NOT NULL, "note" text NOT NULL, "file_name"
     text, "sha256" text, "bytes" bigint, "organisation_id" uuid NOT NULL, "person_id" uuid NOT NULL, "created_at"
     TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_7279e680f3193d6af843ed24405" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_28c67e4ad13059e37221b7e569" ON "ticket_evidence" ("ticket_id")',
  `CREATE TABLE "dispatch_rule" ("id" uuid NOT NULL, "category" text, "region" text, "pilot_id" uuid,
     "department_id" uuid NOT NULL, "co_handler_ids" uuid array NOT NULL DEFAULT '{}', "respond_hours" integer NOT
     NULL, "resolve_hours" integer NOT NULL, "note" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT
     now(), "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_11c11c1ee82db61260204744954" PRIMARY KEY ("id"))`,
  `CREATE TABLE "ticket_sample" ("id" uuid NOT NULL, "from_day" date NOT NULL, "until_day" date NOT NULL, "share"
     double precision NOT NULL, "seed" text NOT NULL, "ticket_ids" uuid array NOT NULL DEFAULT '{}', "population"
     integer NOT NULL, "person_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_d1ca4d4e9a433476878a5d3e5aa" PRIMARY KEY ("id"))`,
  `CREATE TABLE "ticket_follow_up" ("id" uuid NOT NULL, "ticket_id" uuid NOT NULL, "sample_id" uuid, "reached"
     boolean NOT NULL DEFAULT false, "resolved" boolean, "satisfied" boolean, "note" text, "false_closure" boolean
     NOT NULL DEFAULT false, "person_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_630f5cb20e39476305d0ad0796c" PRIMARY KEY ("id"))`,
  'CREATE INDEX "IDX_d12a492d47f9f5ece3633c46ec" ON "ticket_follow_up" ("ticket_id")',
  `ALTER TABLE "ticket" ADD CONSTRAINT "FK_6dfc7e4bf72037f1d6c0d6970e3" FOREIGN KEY ("intake_organisation_id")
     REFERENCES "organisation"("id")`,
  `ALTER TABLE "ticket" ADD CONSTRAINT "FK_70d2e587eb2181642e8be71a48f" FOREIGN KEY ("pilot_id") REFERENCES
     "pilot"("id")`,
  `ALTER TABLE "ticket_reporter" ADD CONSTRAINT "FK_e1d5ea6442671986e1ada1fa20a" FOREIGN KEY ("ticket_id")
     REFERENCES "ticket"("id")`,
  `ALTER TABLE "ticket_evidence" ADD CONSTRAINT "FK_28c67e4ad13059e37221b7e569a" FOREIGN KEY ("ticket_id")
     REFERENCES "ticket"("id")`,
  `ALTER TABLE "ticket_evidence" ADD CONSTRAINT "FK_9a6f7a885c77f52e25f1511d8ec" FOREIGN KEY ("organisation_id")
     REFERENCES "organisation"("id")`,
  `ALTER TABLE "ticket_evidence" ADD CONSTRAINT "FK_888666f7b6a46cad9161f255a63" FOREIGN KEY ("person_id")
     REFERENCES "person"("id")`,
  `ALTER TABLE "dispatch_rule" ADD CONSTRAINT "FK_7d1dfe8853e463e426af870da0c" FOREIGN KEY ("pilot_id") REFERENCES
     "pilot"("id")`,
  `ALTER TABLE "dispatch_rule" ADD CONSTRAINT "FK_9ea999e8c5855a5d18734aed5c2" FOREIGN KEY ("department_id")
     REFERENCES "organisation"("id")`,
  `ALTER TABLE "ticket_sample" ADD CONSTRAINT "FK_10fa52274945d76c0a2c60b1190" FOREIGN KEY ("person_id") REFERENCES
     "person"("id")`,
  `ALTER TABLE "ticket_follow_up" ADD CONSTRAINT "FK_d12a492d47f9f5ece3633c46ec6" FOREIGN KEY ("ticket_id")
     REFERENCES "ticket"("id")`,
  `ALTER TABLE "ticket_follow_up" ADD CONSTRAINT "FK_f43e9533250b6448e7eeaf48174" FOREIGN KEY ("sample_id")
     REFERENCES "ticket_sample"("id")`,
  `ALTER TABLE "ticket_follow_up" ADD CONSTRAINT "FK_ec18b98b5d17814239c68f913e0" FOREIGN KEY ("person_id")
     REFERENCES "person"("id")`,
];

const guarded = (table: string, grants: string) => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  `GRANT ${grants} ON ${table} TO lab_api`,
];

/** Who sees what is said in `tickets.border.ts`. */
const security = [
  'GRANT USAGE ON SEQUENCE ticket_number TO lab_api',
  // Whoever holds the receipt of one ticket sees and moves that one, without an account.
  `CREATE FUNCTION app_receipt() RETURNS text LANGUAGE sql STABLE AS
     $$ SELECT nullif(current_setting('app.receipt', true), '') $$`,
  ...guarded('ticket', 'SELECT, INSERT, UPDATE'),
  'GRANT SELECT, UPDATE (escalation, updated_at) ON ticket TO lab_score',
  ...guarded('ticket_reporter', 'SELECT, INSERT'),
  'GRANT SELECT, DELETE ON ticket_reporter TO lab_score',
  // That there is somebody to call is known to whoever sees the ticket; who it is is not.
  `CREATE FUNCTION has_reporter(ticket uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT EXISTS (SELECT 1 FROM ticket_reporter WHERE ticket_id = $1) $$`,
  ...['ticket_evidence', 'ticket_follow_up'].flatMap((table) => [
    ...guarded(table, 'SELECT, INSERT'),
    `GRANT SELECT ON ${table} TO lab_score`,
  ]),
  ...['dispatch_rule', 'ticket_sample'].flatMap((table) => guarded(table, 'SELECT, INSERT')),
  'GRANT UPDATE (ended_at) ON dispatch_rule TO lab_api',
  // Of a repeat its reporter is told how the ticket stands that it was joined to, and nothing of whose that is.
  `CREATE FUNCTION ticket_told(ticket uuid) RETURNS TABLE (status text, resolve_due timestamptz, answer text,
       answered_at timestamptz, closed_at timestamptz, department_id uuid)
     LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
     $$ SELECT m.status, m.resolve_due, m.answer, m.answered_at, m.closed_at, m.department_id
        FROM ticket t JOIN ticket m ON m.id = coalesce(t.merged_into, t.id) WHERE t.id = $1 AND t.receipt_hash = app_receipt() $$`,
  // What a stranger at a site may be answered about its pilot: that tickets are taken there, and where.
  `CREATE FUNCTION ticket_pilot(pilot uuid) RETURNS TABLE (vendor_id uuid, region text, sites jsonb) LANGUAGE sql STABLE
     SECURITY DEFINER SET search_path = public AS
     $$ SELECT e.vendor_id, s.region, p.sites FROM pilot p JOIN engagement e ON e.id = p.engagement_id
          LEFT JOIN scenario s ON s.id = e.scenario_id
        WHERE p.id = $1 AND p.status IN ('running', 'paused', 'evaluating') $$`,
];
