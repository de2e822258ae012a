import type { Text } from '@scenario-lab/contracts/common';
import { fill, surveyWords } from '@scenario-lab/contracts/words/mail';
import { execute, json, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { z } from 'zod';
import { labName } from '../lab-name.js';

const Due = z.object({
  id: z.string(),
  address: z.string(),
  link: z.string(),
  reminder: z.boolean(),
  scenario: json<Text>(),
  department: json<Text>(),
  until: z.string(),
});

/** Letters written at once. */
const most = 200;

/**
 * Survey letters, one look: what went out is counted, who has answered is forgotten, what is due becomes mail. In this order, so
 * that nobody who has answered is reminded.
 */
export async function surveyLettersOnce(db: SystemDatabase, about: { publicUrl: string }): Promise<void> {
  await db.asSystem(countSent);
  await db.asSystem((tx) => execute(tx, 'SELECT survey_forget()'));
  while ((await db.asSystem((tx) => writeDue(tx, about))) === most);
}

/** The mail is deleted with its count: what it was addressed to lies nowhere else. */
async function countSent(tx: Tx): Promise<void> {
  const settled = `m.id = l.mail_id AND m.state IN ('sent', 'failed', 'unknown')`;
  await execute(
    tx,
    `UPDATE survey_letter l SET reminder = m.state, mail_id = NULL, address = NULL, link = NULL, token_hash = NULL
     FROM mail m WHERE ${settled} AND l.reminder = 'queued'`,
  );
  // An address that does not take mail is of no further use.
  await execute(
    tx,
    `UPDATE survey_letter l SET state = m.state, mail_id = NULL, address = CASE WHEN m.state <> 'failed' THEN l.address END,
       link = CASE WHEN m.state <> 'failed' THEN l.link END, token_hash = CASE WHEN m.state <> 'failed' THEN l.token_hash END
     FROM mail m WHERE ${settled} AND l.state = 'queued'`,
  );
  await execute(
    tx,
    `DELETE FROM mail m WHERE m.kind = 'survey' AND m.state IN ('sent', 'failed', 'unknown')`,
  );
}

async function writeDue(tx: Tx, { publicUrl }: { publicUrl: string }): Promise<number> {
  const due = await queryRows(
    tx,
    Due,
    `SELECT l.id, l.address, l.link, l.state <> 'new' AS reminder, c.need->'title' AS scenario, o.name AS department,
       s.until_day::text AS until
     FROM survey_letter l JOIN survey s ON s.id = l.survey_id JOIN pilot p ON p.id = s.pilot_id
       JOIN engagement e ON e.id = p.engagement_id JOIN scenario c ON c.id = e.scenario_id
       JOIN organisation o ON o.id = e.department_id
     WHERE l.address IS NOT NULL AND s.closed_at IS NULL AND s.until_day >= current_date AND (l.state = 'new'
       OR l.state IN ('sent', 'unknown') AND l.reminder = 'none' AND l.round <= s.reminded_round)
     ORDER BY l.survey_id, l.round, l.id LIMIT ${most} FOR UPDATE OF l SKIP LOCKED`,
  );
  if (due.length === 0) return 0;
  const lab = await labName(tx);
  for (const one of due) {
    const mailId = newId();
    const subject = fill(one.reminder ? surveyWords.reminder : surveyWords.subject, both('', lab));
    const text = fill(surveyWords.text, {
      ...both('department', one.department),
      ...both('title', one.scenario),
      until: one.until,
      link: `${publicUrl.replace(/\/+$/, '')}/survey#${one.link}`,
    });
    await execute(
      tx,
      `INSERT INTO mail (id, person_id, kind, address, subject, text) VALUES ($1, NULL, 'survey', $2, $3, $4)`,
      [mailId, one.address, subject, text],
    );
    await execute(
      tx,
      `UPDATE survey_letter SET mail_id = $2, ${one.reminder ? 'reminder' : 'state'} = 'queued' WHERE id = $1`,
      [one.id, mailId],
    );
  }
  return due.length;
}

/** A name for both halves of a letter. */
function both(name: string, text: Text): Record<string, string> {
  const [zh, en] = [text.zh ?? text.en ?? '', text.en ?? text.zh ?? ''];
  return name === '' ? { zh, en } : { [`${name}Zh`]: zh, [`${name}En`]: en };
}
