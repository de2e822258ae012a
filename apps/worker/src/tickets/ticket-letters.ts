import { createHash, randomBytes } from 'node:crypto';
import type { Text } from '@scenario-lab/contracts/common';
import { letterDays, lettersADay } from '@scenario-lab/contracts/ticket-letters';
import { fill, ticketWords } from '@scenario-lab/contracts/words/mail';
import { execute, json, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { z } from 'zod';
import { labName } from '../lab-name.js';

const Due = z.object({
  ticket_id: z.string(),
  address: z.string(),
  number: z.string(),
  department: json<Text>().nullable(),
  closed: z.string(),
  until: z.string(),
});

/** Letters written at once. */
const most = 200;
/** A closing this old is not asked about any more: the lab may have begun to send mail only now. */
const asksFor = `interval '30 days'`;

/**
 * Letters to reporters, one look: what went out is counted, who need not or cannot be asked any more is forgotten, what is
 * due becomes mail. In this order, so that nobody who has answered is written to.
 */
export async function ticketLettersOnce(
  db: SystemDatabase,
  about: { publicUrl: string; timeZone: string },
): Promise<void> {
  await db.asSystem(countSent);
  await db.asSystem(forget);
  // One letter to an address at a look, so that the most of a day is counted with those before.
  while ((await db.asSystem((tx) => writeDue(tx, about))) > 0);
}

/** The mail is deleted with its count: what it was addressed to lies nowhere else. */
async function countSent(tx: Tx): Promise<void> {
  await execute(
    tx,
    `UPDATE ticket_letter l SET mail_id = NULL, state = CASE WHEN l.state = 'queued' THEN m.state ELSE l.state END,
       address = CASE WHEN m.state <> 'failed' THEN l.address END
     FROM mail m WHERE m.id = l.mail_id AND m.state IN ('sent', 'failed', 'unknown')`,
  );
  await execute(
    tx,
    `DELETE FROM mail m WHERE m.kind = 'ticket' AND m.state IN ('sent', 'failed', 'unknown')`,
  );
}

/** Of the ticket `t` and its letter `l`: how the asking has ended; null while it has not. */
const ended = `CASE
  WHEN t.status = 'closed' AND t.said_resolved THEN 'answered'
  WHEN t.status = 'closed' AND t.checked_resolved THEN 'called'
  WHEN EXISTS (SELECT 1 FROM ticket_letter_stop s WHERE s.address_hash = l.address_hash) THEN 'stopped'
  WHEN t.merged_into IS NOT NULL THEN 'lapsed'
  WHEN t.status <> 'closed' THEN NULL
  WHEN l.until < now() OR t.closed_at < now() - ${asksFor} THEN 'lapsed'
END`;

async function forget(tx: Tx): Promise<void> {
  await execute(
    tx,
    `DELETE FROM mail m USING ticket_letter l JOIN ticket t ON t.id = l.ticket_id
     WHERE m.id = l.mail_id AND m.state = 'waiting' AND (${ended} IS NOT NULL OR t.closed_at IS DISTINCT FROM l.closing)`,
  );
  // An address that takes no mail has failed for good; the rest of it is the same.
  await execute(
    tx,
    `UPDATE ticket_letter l SET address = NULL, mail_id = NULL, state = CASE WHEN l.state = 'failed' THEN l.state ELSE ${ended} END
     FROM ticket t WHERE t.id = l.ticket_id AND l.address IS NOT NULL AND ${ended} IS NOT NULL`,
  );
  // What was opened again is asked about anew once it is closed again: the link of before asks about nothing.
  await execute(
    tx,
    `UPDATE ticket_letter l SET state = 'held', mail_id = NULL, until = NULL FROM ticket t
     WHERE t.id = l.ticket_id AND l.address IS NOT NULL AND l.state IN ('queued', 'sent', 'unknown')
       AND t.closed_at IS DISTINCT FROM l.closing`,
  );
  await execute(
    tx,
    `UPDATE ticket t SET letter_hash = NULL FROM ticket_letter l
     WHERE l.ticket_id = t.id AND t.letter_hash IS NOT NULL AND (l.until IS NULL OR l.until < now())`,
  );
  await execute(
    tx,
    `UPDATE ticket_letter SET address_hash = NULL WHERE address IS NULL AND address_hash IS NOT NULL
       AND (until IS NULL OR until < now())`,
  );
}

async function writeDue(
  tx: Tx,
  { publicUrl, timeZone }: { publicUrl: string; timeZone: string },
): Promise<number> {
  const day = (sql: string) => `to_char((${sql}) AT TIME ZONE $2, 'YYYY-MM-DD')`;
  const due = await queryRows(
    tx,
    Due,
    `SELECT l.ticket_id, l.address, t.number, o.name AS department, ${day('t.closed_at')} AS closed,
       ${day(`now() + make_interval(days => $1)`)} AS until
     FROM ticket_letter l JOIN ticket t ON t.id = l.ticket_id LEFT JOIN organisation o ON o.id = t.department_id
     WHERE l.state = 'held' AND l.address IS NOT NULL AND t.status = 'closed' AND t.excluded IS NULL
       AND t.closed_at IS DISTINCT FROM l.closing AND t.said_resolved IS NULL AND t.checked_resolved IS NULL
       AND (SELECT count(*) FROM ticket_letter d WHERE d.address_hash = l.address_hash AND d.sent_at > now() - interval '1 day') < $3
       AND NOT EXISTS (SELECT 1 FROM ticket_letter e JOIN ticket w ON w.id = e.ticket_id
         WHERE e.address_hash = l.address_hash AND e.state = 'held' AND e.address IS NOT NULL AND e.ticket_id < l.ticket_id
           AND w.status = 'closed' AND w.excluded IS NULL AND w.closed_at IS DISTINCT FROM e.closing
           AND w.said_resolved IS NULL AND w.checked_resolved IS NULL)
     ORDER BY t.closed_at, l.ticket_id LIMIT ${most} FOR UPDATE OF l SKIP LOCKED`,
    [letterDays, timeZone, lettersADay],
  );
  if (due.length === 0) return 0;
  const lab = await labName(tx);
  for (const one of due) {
    const mailId = newId();
    const link = randomBytes(24).toString('base64url');
    const hash = createHash('sha256').update(link).digest('hex');
    const subject = fill(ticketWords.subject, both('', lab));
    const text = fill(ticketWords.text, {
      ...both('department', one.department ?? lab),
      ...{ number: one.number, closed: one.closed, until: one.until },
      link: `${publicUrl.replace(/\/+$/, '')}/ticket-letter#${link}`,
    });
    await execute(
      tx,
      `INSERT INTO mail (id, person_id, kind, address, subject, text) VALUES ($1, NULL, 'ticket', $2, $3, $4)`,
      [mailId, one.address, subject, text],
    );
    await execute(tx, 'UPDATE ticket SET letter_hash = $2 WHERE id = $1', [one.ticket_id, hash]);
    await execute(
      tx,
      `UPDATE ticket_letter l SET mail_id = $2, state = 'queued', closing = t.closed_at, sent_at = now(),
         until = (((now() AT TIME ZONE $4)::date + $3::int + 1)::timestamp AT TIME ZONE $4) - interval '1 second'
       FROM ticket t WHERE t.id = l.ticket_id AND l.ticket_id = $1`,
      [one.ticket_id, mailId, letterDays, timeZone],
    );
  }
  return due.length;
}

/** A name for both halves of a letter. */
function both(name: string, text: Text): Record<string, string> {
  const [zh, en] = [text.zh ?? text.en ?? '', text.en ?? text.zh ?? ''];
  return name === '' ? { zh, en } : { [`${name}Zh`]: zh, [`${name}En`]: en };
}
