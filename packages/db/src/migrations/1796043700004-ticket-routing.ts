import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A certified program is asked where a ticket belongs; what it says stands beside the directory and decides nothing. */
export class TicketRouting1796043700004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what was suggested is not forgotten: restore a backup');
  }
}

const definer = 'LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS';
/** The choice that is asked now: none whose certificate does not stand, and nobody is told by it meanwhile. */
const speaking = `routing_choice h JOIN certificate c ON c.id = h.certificate_id AND c.status IN ('valid', 'watch') AND c.expires_at > now()`;
const statements = [
  `CREATE TABLE "routing_choice" ("id" uuid NOT NULL, "certificate_id" uuid NOT NULL, "text_column" text NOT NULL, "classes" jsonb NOT NULL,
     "chosen_by" uuid NOT NULL, "chosen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ended_at" TIMESTAMP WITH TIME ZONE, "active" boolean NOT NULL DEFAULT true,
     CONSTRAINT "PK_routing_choice" PRIMARY KEY ("id"))`,
  'ALTER TABLE "routing_choice" ADD CONSTRAINT "FK_routing_choice_certificate" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id")',
  'ALTER TABLE "routing_choice" ADD CONSTRAINT "FK_routing_choice_person" FOREIGN KEY ("chosen_by") REFERENCES "person"("id")',
  'CREATE UNIQUE INDEX "routing_choice_one" ON "routing_choice" ("active") WHERE active',
  `CREATE TABLE "ticket_suggestion" ("ticket_id" uuid NOT NULL, "choice_id" uuid NOT NULL, "class" text, "department_id" uuid,
     "confidence" double precision, "problem" text, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_ticket_suggestion" PRIMARY KEY ("ticket_id", "choice_id"))`,
  'ALTER TABLE "ticket_suggestion" ADD CONSTRAINT "FK_ticket_suggestion_ticket" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id")',
  'ALTER TABLE "ticket_suggestion" ADD CONSTRAINT "FK_ticket_suggestion_choice" FOREIGN KEY ("choice_id") REFERENCES "routing_choice"("id")',
  'CREATE INDEX "ticket_suggestion_choice" ON "ticket_suggestion" ("choice_id")',
  ...['routing_choice', 'ticket_suggestion'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
    `GRANT SELECT ON ${table} TO lab_api, lab_score`,
  ]),
  'GRANT INSERT (id, certificate_id, text_column, classes, chosen_by), UPDATE (active, ended_at) ON routing_choice TO lab_api',
  'GRANT INSERT, DELETE ON ticket_suggestion TO lab_score',
  // The role that runs programs reads the words of tickets nobody has dispatched yet and nothing else of them.
  `CREATE FUNCTION routing_waiting() RETURNS TABLE (id uuid, since timestamptz) ${definer}
     $$ SELECT t.id, t.created_at FROM ticket t, ${speaking}
        WHERE h.active AND t.status = 'open' AND t.merged_into IS NULL AND t.created_at >= h.chosen_at
          AND NOT EXISTS (SELECT 1 FROM ticket_suggestion s WHERE s.ticket_id = t.id AND s.choice_id = h.id) $$`,
  `CREATE FUNCTION routing_words(at_most integer) RETURNS TABLE (choice uuid, program uuid, exam uuid, text_column text, classes jsonb,
       ticket uuid, title jsonb, words jsonb) ${definer}
     $$ SELECT h.id, c.algorithm_version_id, c.benchmark_version_id, h.text_column, h.classes, t.id, t.title, t.words
        FROM routing_waiting() w JOIN ticket t ON t.id = w.id, ${speaking} WHERE h.active ORDER BY w.since, t.id LIMIT $1 $$`,
  `CREATE FUNCTION routing_note(choice uuid, ticket uuid, told text, department uuid, score double precision, fault text) RETURNS void
     LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
     $$ INSERT INTO ticket_suggestion (ticket_id, choice_id, class, department_id, confidence, problem)
        SELECT t.id, h.id, $3, $4, $5, $6 FROM ticket t, ${speaking} WHERE t.id = $2 AND h.id = $1 AND h.active
          AND t.status = 'open' ON CONFLICT DO NOTHING $$`,
  ...[
    'routing_waiting()',
    'routing_words(integer)',
    'routing_note(uuid, uuid, text, uuid, double precision, text)',
  ].flatMap((name) => [
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO lab_execute, lab_score`,
  ]),
];
