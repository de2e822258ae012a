import type { AddressInfo } from 'node:net';
import { queryOne } from '@scenario-lab/db/core/rows';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mailer, noticesOnce } from './notices.js';

const log = pino({ level: 'silent' });
const about = { publicUrl: 'https://lab.example', timeZone: 'Asia/Shanghai' };

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let server: SMTPServer;
let url = '';
/** What the server does with the next letters: takes them, refuses them for now or for good, or hangs up without a word. */
let mood: 'takes' | 'busy' | 'refuses' | 'silent' = 'takes';
let hangUp = () => {};
const taken: { to: string; text: string }[] = [];

beforeAll(async () => {
  database = await testDatabase();
  cast = await makeCast(database.owner);
  db = await openSystemDatabase(database.urls.score, 'test', 6, about.timeZone);
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const failed = (responseCode: number) => Object.assign(new Error('not now'), { responseCode });
        if (mood === 'busy') return callback(failed(451));
        if (mood === 'refuses') return callback(failed(550));
        const [to] = session.envelope.rcptTo;
        taken.push({ to: to?.address ?? '', text: decoded(Buffer.concat(chunks).toString('utf8')) });
        // It has the letter and never says so.
        if (mood === 'silent') return hangUp();
        return callback();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    hangUp = () => socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await db?.close();
  await database?.drop();
});

/** Headers and body of a letter as a reader sees them. */
function decoded(letter: string): string {
  const [head = '', ...body] = letter.split('\r\n\r\n');
  const headers = head
    .replace(/\r\n[ \t]+/g, ' ')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=\s?/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : quoted(text.replaceAll('_', ' ')),
    );
  const text = body.join('\r\n\r\n');
  if (/Content-Transfer-Encoding: base64/i.test(head))
    return `${headers}\n\n${Buffer.from(text, 'base64').toString('utf8')}`;
  if (/Content-Transfer-Encoding: quoted-printable/i.test(head))
    return `${headers}\n\n${quoted(text.replace(/=\r\n/g, ''))}`;
  return `${headers}\n\n${text}`;
}
function quoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const look = () => noticesOnce({ db, log, about, mail: mailer(url, 'Lab <lab@city.example>', false) });
const sql = async <Row>(text: string, values: unknown[] = []) =>
  (await database.owner.query(text, values)).rows as Row[];
const mails = () =>
  sql<{ state: string; tries: number; text: string | null }>(
    'SELECT state, tries, text FROM mail ORDER BY created_at',
  );

beforeEach(async () => {
  mood = 'takes';
  taken.length = 0;
  await database.owner.query('DELETE FROM notice; DELETE FROM mail; DELETE FROM notice_choice');
  await database.owner.query('UPDATE person SET email_proved_at = now()');
  await choose(cast.vendor, {});
});

/** Chosen so that nobody sleeps now, whatever the clock says. */
async function choose(
  who: SignedIn,
  over: { mailed?: string[]; pace?: string; quietFrom?: number; quietUntil?: number; language?: string },
) {
  const {
    mailed = ['decision', 'run'],
    pace = 'soon',
    quietFrom = 0,
    quietUntil = 0,
    language = 'en',
  } = over;
  await sql(
    `INSERT INTO notice_choice (person_id, mailed, pace, quiet_from, quiet_until, language) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (person_id) DO UPDATE SET mailed = $2, pace = $3, quiet_from = $4, quiet_until = $5, language = $6`,
    [who.personId, mailed, pace, quietFrom, quietUntil, language],
  );
}

/** Something became true for a vendor two minutes ago, so that it is not gathered any longer. */
async function happened(title: string, who = cast.vendor): Promise<void> {
  const id = newId();
  await sql(`INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'listed', $3)`, [
    id,
    who.organisationId,
    JSON.stringify({ title: { en: title, zh: `中文 ${title}` } }),
  ]);
  await sql(
    `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('solution', $1, $2, 'own')`,
    [id, who.organisationId],
  );
  await db.asSystem((tx) => recordEvent(tx, { thing: 'solution', id, event: 'solution.listed' }));
  await noticesOnce({ db, log, about, mail: null });
  await sql(`UPDATE notice SET at = at - interval '2 minutes' WHERE thing_id = $1`, [id]);
}

describe('mail', () => {
  it('tells what became true in one letter, in the language chosen, once', async () => {
    await happened('Manhole watch');
    await happened('Second\r\nBcc: everybody@city.example');
    await look();
    await look();
    expect(taken).toHaveLength(1);
    const [letter] = taken;
    expect(letter?.to).toBe(`${cast.vendor.personId}@example.org`);
    expect(letter?.text).toContain('Subject: [Lab] 2 notices');
    expect(letter?.text).toContain('Auto-Submitted: auto-generated');
    expect(letter?.text).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d \(Asia\/Shanghai\)/);
    expect(letter?.text).toContain('Manhole watch — Solution listed');
    expect(letter?.text).toContain('Second Bcc: everybody@city.example');
    expect(letter?.text).toContain('https://lab.example/notices/');
    // What was said is kept no longer than needed.
    expect(await mails()).toEqual([{ state: 'sent', tries: 1, text: null }]);
  });

  it('speaks Chinese to who wants it', async () => {
    await choose(cast.vendor, { language: 'zh' });
    await happened('井盖');
    await look();
    expect(taken[0]?.text).toContain('【Lab】中文 井盖：能力卡已上架');
  });

  it('goes to a proved address only, and says nothing of what is not wanted or was read', async () => {
    await sql('UPDATE person SET email_proved_at = NULL WHERE id = $1', [cast.vendor.personId]);
    await happened('One');
    await look();
    await sql('UPDATE person SET email_proved_at = now()');
    await choose(cast.vendor, { mailed: ['run'] });
    await look();
    await choose(cast.vendor, { pace: 'never' });
    await look();
    await choose(cast.vendor, {});
    await sql('UPDATE notice SET read_at = now()');
    await look();
    expect(taken).toEqual([]);
  });

  it('waits for the end of the quiet hours, and for the day’s one letter', async () => {
    const { hour } = await db.asSystem((tx) =>
      queryOne(tx, z.object({ hour: z.number() }), 'SELECT extract(hour FROM now())::int AS hour'),
    );
    const at = (ahead: number) => (hour + ahead + 24) % 24;
    await choose(cast.vendor, { quietFrom: at(0), quietUntil: at(2) });
    await happened('One');
    await look();
    expect(taken).toEqual([]);
    await choose(cast.vendor, { quietFrom: at(-2), quietUntil: at(-1) });
    await look();
    expect(taken).toHaveLength(1);
    await choose(cast.vendor, { pace: 'daily', quietFrom: 0, quietUntil: 0 });
    await happened('Two');
    await look();
    expect(taken).toHaveLength(1);
    await sql(`UPDATE mail SET created_at = created_at - interval '1 day'`);
    await look();
    expect(taken).toHaveLength(2);
  });

  it('is tried again where the server refuses for now, and not where it refuses for good', async () => {
    mood = 'busy';
    await happened('One');
    await look();
    expect(await mails()).toMatchObject([{ state: 'waiting', tries: 1 }]);
    mood = 'takes';
    await look();
    expect(taken).toEqual([]);
    await sql('UPDATE mail SET due_at = now()');
    await look();
    expect(await mails()).toMatchObject([{ state: 'sent', tries: 2 }]);
    mood = 'refuses';
    await happened('Two');
    await look();
    expect((await mails()).at(-1)).toMatchObject({ state: 'failed', tries: 1, text: null });
  });

  it('is tried again when no server is there', async () => {
    await happened('One');
    await noticesOnce({ db, log, about, mail: mailer('smtp://127.0.0.1:9', 'lab@city.example', false) });
    expect(await mails()).toMatchObject([{ state: 'waiting', tries: 1 }]);
  });

  it('is never sent twice: where the server took it without saying so, it is not sent again', async () => {
    mood = 'silent';
    await happened('One');
    await look();
    expect(await mails()).toMatchObject([{ state: 'unknown', tries: 1, text: null }]);
    mood = 'takes';
    await sql(`UPDATE mail SET due_at = now() - interval '1 hour'`);
    await look();
    expect(taken).toHaveLength(1);
  });

  it('is never sent twice: a letter whose sender died is not sent again', async () => {
    await happened('One');
    await noticesOnce({ db, log, about, mail: mailer('smtp://127.0.0.1:9', 'lab@city.example', false) });
    await sql(`UPDATE mail SET state = 'sending', due_at = now() - interval '11 minutes'`);
    await look();
    expect(taken).toEqual([]);
    expect(await mails()).toMatchObject([{ state: 'unknown', text: null }]);
  });

  it('is sent once by however many look at the same time', async () => {
    for (const title of ['One', 'Two', 'Three']) await happened(title);
    await Promise.all([look(), look(), look(), look()]);
    expect(taken).toHaveLength(1);
  });
});
