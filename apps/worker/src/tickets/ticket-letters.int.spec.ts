import { createHash } from 'node:crypto';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { noticesOnce } from '../notices/notices.js';
import type { Letter } from '../notices/send-mail.js';
import { ticketLettersOnce } from './ticket-letters.js';

let database: TestDatabase;
let db: SystemDatabase;
const about = { publicUrl: 'https://lab.example/', timeZone: 'Asia/Shanghai' };
const taken: Letter[] = [];
const logged: string[] = [];
const refused = new Set<string>();
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });

beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 3);
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});
beforeEach(() => {
  taken.length = 0;
  logged.length = 0;
  refused.clear();
});

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const all = async (sql: string, values: unknown[] = []) => (await database.owner.query(sql, values)).rows;

/** A ticket whose reporter left an address, as the API writes them. */
async function ticket(address: string, over: Record<string, unknown> = {}): Promise<string> {
  const row: Record<string, unknown> = {
    id: newId(),
    number: `GD-${newId()}`,
    source: 'web',
    status: 'closed',
    title: JSON.stringify({ zh: '侮辱性的标题' }),
    words: '{}',
    category: 'other',
    reported_at: new Date(Date.now() - 86_400_000),
    closed_at: new Date(),
    ...over,
  };
  await all(
    `INSERT INTO ticket (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((_, at) => `$${at + 1}`)})`,
    Object.values(row),
  );
  await all('INSERT INTO ticket_letter (ticket_id, address, address_hash) VALUES ($1, $2, $3)', [
    row.id,
    address,
    hashOf(address.toLowerCase()),
  ]);
  return String(row.id);
}
/** What the jobs worker does at each look; the second counts what the first sent. */
async function looks() {
  for (let look = 0; look < 2; look += 1)
    await noticesOnce({
      db,
      log,
      about,
      mail: {
        host: 'lab.example',
        hand: async (letter, begun) => {
          if (refused.has(letter.to))
            throw Object.assign(new Error(`550 <${letter.to}> unknown`), { responseCode: 550 });
          begun();
          taken.push(letter);
        },
      },
      letters: () => ticketLettersOnce(db, about),
    });
}
const letter = async (id: string) =>
  (
    await all('SELECT state, address, address_hash, mail_id FROM ticket_letter WHERE ticket_id = $1', [id])
  )[0];
const linkOf = ({ text }: Letter) => /ticket-letter#(\S+)/.exec(text)?.[1] ?? '';

it('asks once a closing, in both languages, without a word of the report', async () => {
  const id = await ticket('zhang@home.example');
  const open = await ticket('open@home.example', { status: 'answered', closed_at: null });
  await looks();
  await looks();
  expect(taken.map(({ to }) => to)).toEqual(['zhang@home.example']);
  const [sent] = taken;
  expect(sent?.text).toMatch(/解决了吗[\s\S]*resolved[\s\S]*https:\/\/lab\.example\/ticket-letter#/);
  expect(`${sent?.subject}${sent?.text}`).not.toContain('侮辱');
  expect(await letter(id)).toMatchObject({ state: 'sent', address: 'zhang@home.example', mail_id: null });
  expect(await letter(open)).toMatchObject({ state: 'held' });
  expect((await all('SELECT id FROM ticket WHERE letter_hash = $1', [hashOf(linkOf(sent!))]))[0]?.id).toBe(
    id,
  );
  // Nothing of it stays in the queue.
  expect(await all(`SELECT * FROM mail WHERE kind = 'ticket'`)).toEqual([]);
  // Opened again: that link asks about nothing, and the next closing is asked about anew.
  await all(`UPDATE ticket SET status = 'reopened', closed_at = NULL WHERE id = $1`, [id]);
  await looks();
  expect((await all('SELECT letter_hash FROM ticket WHERE id = $1', [id]))[0].letter_hash).toBeNull();
  await all(`UPDATE ticket SET status = 'closed', closed_at = now() WHERE id = $1`, [id]);
  await looks();
  expect(taken).toHaveLength(2);
  expect(linkOf(taken[1]!)).not.toBe(linkOf(sent!));
});

it('does not ask who has said it, who was called, what is left out, joined or long past', async () => {
  const long = new Date(Date.now() - 40 * 86_400_000);
  const ids = {
    said: await ticket('a@x.example', { said_resolved: true, said_satisfied: true }),
    called: await ticket('b@x.example', { checked_resolved: true, checked_satisfied: true }),
    excluded: await ticket('c@x.example', { excluded: 'unreasonable' }),
    joined: await ticket('d@x.example', { merged_into: newId() }),
    old: await ticket('e@x.example', { closed_at: long }),
  };
  await looks();
  expect(taken).toEqual([]);
  const states = Object.fromEntries(
    await Promise.all(
      Object.entries(ids).map(async ([name, id]) => {
        const { state, address, address_hash } = await letter(id);
        return [name, [state, address !== null, address_hash !== null]];
      }),
    ),
  );
  expect(states).toEqual({
    said: ['answered', false, false],
    called: ['called', false, false],
    excluded: ['held', true, true],
    joined: ['lapsed', false, false],
    old: ['lapsed', false, false],
  });
});

it('forgets an address with the answer, its digest with the link, and one that takes no mail at once', async () => {
  refused.add('gone@y.example');
  const gone = await ticket('gone@y.example');
  const heard = await ticket('heard@y.example');
  const silent = await ticket('silent@y.example');
  await looks();
  expect(await letter(gone)).toMatchObject({ state: 'failed', address: null });
  expect(logged.join('')).toContain('a mail was not taken');
  expect(logged.join('')).not.toContain('y.example');
  await all('UPDATE ticket SET said_resolved = true, said_satisfied = true WHERE id = $1', [heard]);
  await looks();
  expect(await letter(heard)).toEqual({
    state: 'answered',
    address: null,
    address_hash: hashOf('heard@y.example'),
    mail_id: null,
  });
  await all(`UPDATE ticket_letter SET until = now() - interval '1 minute' WHERE ticket_id = ANY($1)`, [
    [heard, silent],
  ]);
  await looks();
  expect(await letter(silent)).toMatchObject({ state: 'lapsed', address: null, address_hash: null });
  expect(await letter(heard)).toMatchObject({ state: 'answered', address_hash: null });
  expect(
    await all('SELECT 1 FROM ticket WHERE letter_hash IS NOT NULL AND id = ANY($1)', [[heard, silent]]),
  ).toEqual([]);
});

it('writes to an address three times a day at most, and never again once it said stop', async () => {
  const victim = 'Victim@z.example';
  const ids = [];
  for (let count = 0; count < 5; count += 1)
    ids.push(await ticket(count % 2 ? victim : victim.toLowerCase()));
  await looks();
  expect(taken).toHaveLength(3);
  await looks();
  expect(taken).toHaveLength(3);
  const stop = async (link: string) =>
    (await all('SELECT ticket_letters_stop($1) AS done', [hashOf(link)]))[0].done;
  expect(await stop('nothing-of-this-kind')).toBe(false);
  expect(await stop(linkOf(taken[0]!))).toBe(true);
  for (const id of ids) expect(await letter(id)).toMatchObject({ state: 'stopped', address: null });
  // Who said it and then had enough has said it.
  const done = await ticket('done@z.example');
  await looks();
  const link = linkOf(taken.at(-1)!);
  await all('UPDATE ticket SET said_resolved = true WHERE id = $1', [done]);
  expect(await stop(link)).toBe(true);
  expect(await letter(done)).toMatchObject({ state: 'answered', address: null });
  await looks();
  expect(await letter(done)).toMatchObject({ state: 'answered' });
  taken.splice(3);
  // Typed in again by whomever: not written to.
  await all(`UPDATE ticket_letter SET sent_at = now() - interval '3 days'`);
  const again = await ticket(victim);
  await looks();
  expect(taken).toHaveLength(3);
  expect(await letter(again)).toMatchObject({ state: 'stopped', address: null });
});

it('takes back what still waits when its reporter has said it meanwhile', async () => {
  const id = await ticket('quick@w.example');
  await ticketLettersOnce(db, about);
  expect(await all(`SELECT 1 FROM mail WHERE kind = 'ticket'`)).toHaveLength(1);
  await all('UPDATE ticket SET said_resolved = true WHERE id = $1', [id]);
  await looks();
  expect(taken).toEqual([]);
  expect(await letter(id)).toMatchObject({ state: 'answered', address: null });
  for (const table of ['ticket_letter', 'ticket_letter_stop'])
    await expect(
      db.asSystem((tx) => tx.query(`SET LOCAL ROLE lab_api; SELECT * FROM ${table}`)),
    ).rejects.toThrow(/denied/);
});
