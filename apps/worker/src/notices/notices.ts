import { Readable } from 'node:stream';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { type Hand, sendMail } from './send-mail.js';
import { type MailAbout, writeMail } from './write-mail.js';

export interface NoticeDesk {
  db: SystemDatabase;
  log: Logger;
  about: MailAbout;
  /** Where mail goes out; null: the lab sends none. */
  mail: { hand: Hand; host: string } | null;
  /** What other features have to post, and to count of what they posted. */
  letters?: () => Promise<void>;
}

/** One look: who is told of what became true, which mail that makes, and what of it can be handed over. */
export async function noticesOnce({ db, log, about, mail, letters }: NoticeDesk): Promise<void> {
  while ((await db.asSystem(makeNotices)) > 0);
  await letters?.();
  if (!mail) return;
  await writeMail(db, about);
  await sendMail(db, mail.hand, mail.host, log);
}

/** `url`: `smtp://` or `smtps://`, with user and password where the server asks for them. */
export function mailer(url: string, from: string, tls: boolean): { hand: Hand; host: string } {
  const transport = createTransport(
    {
      url,
      requireTLS: tls,
      connectionTimeout: 20_000,
      socketTimeout: 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from, headers: { 'Auto-Submitted': 'auto-generated' } },
  );
  const hand: Hand = ({ text, ...letter }, begun) => {
    // Read when the server has said that it takes the letter, not before.
    async function* body() {
      begun();
      yield text;
    }
    return transport.sendMail({ ...letter, text: Readable.from(body()), textEncoding: 'base64' });
  };
  return { hand, host: from.replace(/^.*@|>.*$/g, '') };
}

export function startNotices(desk: NoticeDesk, everyMs: number): { stop(): Promise<void> } {
  let turn: Promise<void> | null = null;
  const look = () => {
    turn ??= noticesOnce(desk)
      .catch((error: unknown) => desk.log.error({ err: error }, 'notices'))
      .finally(() => {
        turn = null;
      });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
