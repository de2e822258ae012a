import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reporters are asked by mail once their ticket is closed (ADR 140). */
export class TicketLetters1796057275999 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  async down(): Promise<void> {
    throw new Error('what reporters were asked is not unasked: restore a backup');
  }
}

const definer = 'SECURITY DEFINER SET search_path = public AS';
const statements = [
  'ALTER TABLE "ticket" ADD "letter_hash" text',
  'CREATE UNIQUE INDEX "ticket_letter_hash" ON "ticket" ("letter_hash") WHERE letter_hash IS NOT NULL',
  'GRANT UPDATE (letter_hash) ON ticket TO lab_score',
  'ALTER TABLE "ticket_follow_up" ALTER COLUMN "person_id" DROP NOT NULL',
  `ALTER TABLE "ticket_follow_up" ADD "via" text NOT NULL DEFAULT 'call'`,
  `ALTER TABLE "ticket_follow_up" ADD CONSTRAINT "ticket_follow_up_via"
     CHECK (CASE via WHEN 'call' THEN person_id IS NOT NULL WHEN 'mail' THEN person_id IS NULL ELSE false END)`,
  `CREATE TABLE "ticket_letter" ("ticket_id" uuid NOT NULL, "state" text NOT NULL DEFAULT 'held', "address" text,
     "address_hash" text, "closing" TIMESTAMP WITH TIME ZONE, "sent_at" TIMESTAMP WITH TIME ZONE,
     "until" TIMESTAMP WITH TIME ZONE, "mail_id" uuid, CONSTRAINT "PK_ticket_letter" PRIMARY KEY ("ticket_id"),
     CONSTRAINT "ticket_letter_state" CHECK
       (state IN ('held', 'queued', 'sent', 'unknown', 'failed', 'answered', 'called', 'lapsed', 'stopped')))`,
  'ALTER TABLE "ticket_letter" ADD CONSTRAINT "FK_ticket_letter_ticket" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id")',
  'CREATE INDEX "ticket_letter_address" ON "ticket_letter" ("address_hash") WHERE address_hash IS NOT NULL',
  `CREATE TABLE "ticket_letter_stop" ("address_hash" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
     CONSTRAINT "PK_ticket_letter_stop" PRIMARY KEY ("address_hash"))`,
  ...['ticket_letter', 'ticket_letter_stop'].flatMap((table) => [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `REVOKE ALL ON ${table} FROM lab_api, lab_score, lab_execute, lab_public`,
  ]),
  // The API writes addresses and reads none.
  'GRANT INSERT (ticket_id, address, address_hash) ON ticket_letter TO lab_api',
  'GRANT SELECT, UPDATE ON ticket_letter TO lab_score',
  'GRANT SELECT ON ticket_letter_stop TO lab_score',
  `CREATE FUNCTION ticket_letter_state(ticket uuid) RETURNS jsonb LANGUAGE sql STABLE ${definer}
     $$ SELECT jsonb_build_object('state', state, 'sentAt', sent_at, 'until', until) FROM ticket_letter WHERE ticket_id = $1 $$`,
  // Of all tickets that name it, for who wants no letters wants none.
  `CREATE FUNCTION ticket_letters_stop(link_hash text) RETURNS boolean LANGUAGE plpgsql VOLATILE ${definer} $$ DECLARE whose text; BEGIN
       SELECT l.address_hash INTO whose FROM ticket t JOIN ticket_letter l ON l.ticket_id = t.id WHERE t.letter_hash = link_hash;
       IF whose IS NULL THEN RETURN false; END IF;
       INSERT INTO ticket_letter_stop (address_hash) VALUES (whose) ON CONFLICT DO NOTHING;
       DELETE FROM mail m USING ticket_letter l WHERE l.address_hash = whose AND m.id = l.mail_id AND m.state = 'waiting';
       UPDATE ticket_letter l SET address = NULL, state = CASE WHEN l.state IN ('answered', 'called', 'failed', 'lapsed') THEN l.state
         WHEN t.status = 'closed' AND t.said_resolved THEN 'answered' ELSE 'stopped' END
       FROM ticket t WHERE t.id = l.ticket_id AND l.address_hash = whose;
       RETURN true;
     END $$`,
  ...(
    [
      ['ticket_letter_state(uuid)', 'lab_api'],
      ['ticket_letters_stop(text)', 'lab_api'],
    ] as const
  ).flatMap(([name, role]) => [
    `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${name} TO ${role}`,
  ]),
];
