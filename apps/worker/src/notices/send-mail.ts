import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import type { Logger } from 'pino';
import { z } from 'zod';

export interface Letter {
  messageId: string;
  to: string;
  subject: string;
  text: string;
}

/** Hands a letter to the mail server; `begun` is called before the first byte of it goes out. Errors: as nodemailer says them. */
export type Hand = (letter: Letter, begun: () => void) => Promise<unknown>;

const Waiting = z.object({
  id: z.string(),
  kind: z.string(),
  address: z.string(),
  subject: z.string(),
  text: z.string(),
  tries: z.number(),
});

const mostTries = 8;
/** Seconds until the next try after the first, second … one that was refused. */
const wait = (tries: number) => Math.min(3_600, 30 * 2 ** tries);

/**
 * Hands over what waits, one after the other. A letter is marked before it is handed over: where the server may have
 * taken it without saying so, it is `unknown` and never sent again. Returns how many were sent.
 */
export async function sendMail(db: SystemDatabase, hand: Hand, host: string, log: Logger): Promise<number> {
  // Whoever was sending these died at it.
  await db.asSystem((tx) =>
    execute(
      tx,
      `UPDATE mail SET state = 'unknown', subject = NULL, text = NULL, detail = 'the sender ended meanwhile'
       WHERE state = 'sending' AND due_at < now() - interval '10 minutes'`,
    ),
  );
  for (let sent = 0; ; ) {
    const mail = await db.asSystem((tx) =>
      queryRow(
        tx,
        Waiting,
        `UPDATE mail SET state = 'sending', tries = tries + 1, due_at = now() WHERE id = (
           SELECT id FROM mail WHERE state = 'waiting' AND due_at <= now() ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, kind, address, subject, text, tries`,
      ),
    );
    if (!mail) return sent;
    const { id, address, subject, text } = mail;
    let begun = false;
    try {
      await hand({ messageId: `<${id}@${host}>`, to: address, subject, text }, () => {
        begun = true;
      });
      await settle(db, id, 'sent', null);
      sent += 1;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      // A server names the address it refuses; of whom a survey or a ticket's letter asks nothing is kept, not even in a log.
      log.warn(
        mail.kind === 'survey' || mail.kind === 'ticket' ? { mail: id } : { mail: id, detail },
        'a mail was not taken',
      );
      if (begun && responseOf(error) === null) await settle(db, id, 'unknown', detail);
      else if (isFinal(error) || mail.tries >= mostTries) await settle(db, id, 'failed', detail);
      else await again(db, id, detail, wait(mail.tries));
    }
  }
}

/** What the server said of it; null where it said nothing. */
const responseOf = (error: unknown): number | null =>
  (error as { responseCode?: number }).responseCode ?? null;

/** 5xx: asking again will not help. */
const isFinal = (error: unknown) => (responseOf(error) ?? 0) >= 500;

function settle(db: SystemDatabase, id: string, state: string, detail: string | null): Promise<unknown> {
  return db.asSystem((tx) =>
    execute(
      tx,
      `UPDATE mail SET state = $2, detail = left($3, 500), subject = NULL, text = NULL,
         sent_at = CASE WHEN $2 = 'sent' THEN now() END WHERE id = $1`,
      [id, state, detail],
    ),
  );
}

function again(db: SystemDatabase, id: string, detail: string, seconds: number): Promise<unknown> {
  return db.asSystem((tx) =>
    execute(
      tx,
      `UPDATE mail SET state = 'waiting', detail = left($2, 500), due_at = now() + make_interval(secs => $3) WHERE id = $1`,
      [id, detail, seconds],
    ),
  );
}
