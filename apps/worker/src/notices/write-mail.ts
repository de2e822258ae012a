import { usualChoice } from '@scenario-lab/contracts/notices';
import { execute, json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { z } from 'zod';
import { labName } from '../lab-name.js';
import { type MailedNotice, noticeMail } from './notice-mail.js';

export interface MailAbout {
  publicUrl: string;
  timeZone: string;
}

/** Older ones are not told by mail any more, as when a lab has been without it. */
const fresh = `interval '3 days'`;
/** What comes close together is told together. */
const gathers = `interval '1 minute'`;

const unsaid = (kinds: string) =>
  `n.mail_id IS NULL AND n.read_at IS NULL AND n.kind = ANY(${kinds}) AND n.at < now() - ${gathers} AND n.at > now() - ${fresh}`;

/**
 * People who have something to be mailed now: a proved address, kinds they want by mail, not within their quiet
 * hours; once a day when their quiet hours end for those who want it daily. Hours are the session's, which are the
 * lab's. What has been read meanwhile is not mailed.
 */
const due = `
  SELECT p.id, p.email, coalesce(c.language, '${usualChoice.language}') AS language,
    coalesce(c.mailed, $1) AS mailed
  FROM person p LEFT JOIN notice_choice c ON c.person_id = p.id,
    LATERAL (SELECT coalesce(c.pace, '${usualChoice.pace}') AS pace, coalesce(c.quiet_from, ${usualChoice.quietFrom}) AS quiet_from,
      coalesce(c.quiet_until, ${usualChoice.quietUntil}) AS quiet_until, extract(hour FROM now())::int AS hour) h
  WHERE NOT p.suspended AND p.email_proved_at IS NOT NULL AND h.pace <> 'never'
    AND NOT CASE WHEN h.quiet_from < h.quiet_until THEN h.hour >= h.quiet_from AND h.hour < h.quiet_until
      WHEN h.quiet_from > h.quiet_until THEN h.hour >= h.quiet_from OR h.hour < h.quiet_until ELSE false END
    AND (h.pace = 'soon' OR (h.hour >= h.quiet_until AND NOT EXISTS (
      SELECT 1 FROM mail m WHERE m.person_id = p.id AND m.kind = 'notices' AND m.created_at >= date_trunc('day', now()))))
    AND EXISTS (SELECT 1 FROM notice n WHERE n.person_id = p.id AND ${unsaid('coalesce(c.mailed, $1)')})
  LIMIT 200`;
const WriteMailRow = z.object({
  id: z.string(),
  email: z.string(),
  language: word<'zh' | 'en'>(),
  mailed: z.array(z.string()),
});

/** Writes one mail for everybody who has something to be told. Returns how many. */
export async function writeMail(db: SystemDatabase, about: MailAbout): Promise<number> {
  const people = await db.asSystem((tx) => queryRows(tx, WriteMailRow, due, [usualChoice.mailed]));
  let written = 0;
  for (const person of people) if (await db.asSystem((tx) => writeOne(tx, person, about))) written += 1;
  return written;
}

const MailedNoticeRow = z.object({
  id: z.string(),
  event: z.string(),
  title: json<MailedNotice['title']>(),
  at: z.date(),
});

async function writeOne(
  tx: Tx,
  person: { id: string; email: string; language: 'zh' | 'en'; mailed: string[] },
  about: MailAbout,
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    MailedNoticeRow,
    `SELECT n.id, n.event, n.title, n.at FROM notice n WHERE n.person_id = $1 AND ${unsaid('$2')}
     ORDER BY n.seq FOR UPDATE SKIP LOCKED`,
    [person.id, person.mailed],
  );
  if (rows.length === 0) return false;
  const { subject, text } = noticeMail(person.language, { lab: await labName(tx), ...about }, rows);
  const id = newId();
  await execute(
    tx,
    `INSERT INTO mail (id, person_id, kind, address, subject, text) VALUES ($1, $2, 'notices', $3, $4, $5)`,
    [id, person.id, person.email, subject, text],
  );
  await execute(tx, 'UPDATE notice SET mail_id = $1 WHERE id = ANY($2)', [id, rows.map((row) => row.id)]);
  return true;
}
