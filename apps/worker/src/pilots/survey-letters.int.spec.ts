import { createHash } from 'node:crypto';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type Cast, makeCast } from '@scenario-lab/testing/builders';
import { type TestDatabase, testDatabase } from '@scenario-lab/testing/database';
import { makeExam } from '@scenario-lab/testing/exam';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { noticesOnce } from '../notices/notices.js';
import type { Letter } from '../notices/send-mail.js';
import { surveyLettersOnce } from './survey-letters.js';

let database: TestDatabase;
let db: SystemDatabase;
let cast: Cast;
let pilotId: string;
const about = { publicUrl: 'https://lab.example/', timeZone: 'Asia/Shanghai' };
const taken: Letter[] = [];
const logged: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
const refused = new Set<string>();

beforeAll(async () => {
  database = await testDatabase();
  db = await openSystemDatabase(database.urls.score, 'test', 3);
  cast = await makeCast(database.owner);
  const exam = await makeExam(database.owner, cast);
  const engagementId = newId();
  pilotId = newId();
  await database.owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id) VALUES ($1, 'piloting', $2, $3, $4, $5)`,
    [
      engagementId,
      exam.scenarioId,
      exam.solutionId,
      cast.vendor.organisationId,
      cast.department.organisationId,
    ],
  );
  await database.owner.query(
    `INSERT INTO pilot (id, status, engagement_id, from_day, until_day, sites) VALUES ($1, 'running', $2, '2026-01-01', '2026-03-31', '["Shiling"]')`,
    [pilotId, engagementId],
  );
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

/** A survey with a letter to each address, as the API writes them. */
async function survey(addresses: readonly string[]) {
  const id = newId();
  await all(
    `INSERT INTO survey (id, pilot_id, audience, sampling, invited, until_day, created_by) VALUES ($1, $2, 'staff', '全部值班员逐一邀请', $3, '2099-01-01', $4)`,
    [id, pilotId, addresses.length, cast.department.personId],
  );
  const links = await round(id, addresses, 1);
  return { id, links };
}
async function round(id: string, addresses: readonly string[], number: number) {
  const links = addresses.map((_, at) => `link-${id.slice(-8)}-${number}-${at}-0123456789`);
  for (const [at, address] of addresses.entries()) {
    await all('INSERT INTO survey_invitation (token_hash, survey_id) VALUES ($1, $2)', [
      hashOf(links[at]!),
      id,
    ]);
    await all(
      'INSERT INTO survey_letter (id, survey_id, round, address, link, token_hash) VALUES ($1, $2, $3, $4, $5, $6)',
      [newId(), id, number, address, links[at], hashOf(links[at]!)],
    );
  }
  return links;
}
const answer = (id: string, link: string, level = 4) =>
  all(`SELECT survey_take($1, $2, $3, $4, NULL) AS taken`, [
    id,
    hashOf(link),
    link,
    JSON.stringify({ reliable: level }),
  ]);
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
      letters: () => surveyLettersOnce(db, about),
    });
}
const counted = async (id: string) =>
  (await all('SELECT survey_letters($1) AS letters', [id]))[0].letters as Record<string, number>;
const held = async (id: string) =>
  (
    await all('SELECT address FROM survey_letter WHERE survey_id = $1 AND address IS NOT NULL ORDER BY 1', [
      id,
    ])
  ).map(({ address }) => address);
const people = (name: string, count = 6) =>
  Array.from({ length: count }, (_, at) => `${name}${at}@water.example`);

it('writes one letter to each in both languages, counts it, and keeps the address for a reminder alone', async () => {
  const addresses = people('zhang');
  refused.add(addresses[5]!);
  const { id, links } = await survey(addresses);
  await looks();
  expect(taken.map(({ to }) => to).sort()).toEqual(addresses.slice(0, 5));
  const letter = taken.find(({ to }) => to === addresses[2])!;
  expect(letter.text).toContain(`https://lab.example/survey#${links[2]}`);
  for (const words of ['下穿隧道积水', 'Flooded underpasses', '不再提醒我', 'Do not remind me', '2099-01-01'])
    expect(letter.text).toContain(words);
  for (const [at, link] of links.entries()) if (at !== 2) expect(letter.text).not.toContain(link);
  expect(await counted(id)).toEqual({
    all: 6,
    waiting: 0,
    sent: 5,
    failed: 1,
    unsure: 0,
    reminded: 0,
    withdrawn: 0,
  });
  // Who does not take mail is of no further use; no letter and no address lies in the queue or in a log.
  expect(await held(id)).toEqual(addresses.slice(0, 5));
  expect(await all(`SELECT * FROM mail WHERE kind = 'survey'`)).toEqual([]);
  expect(logged.join('')).toContain('a mail was not taken');
  expect(logged.join('')).not.toContain('water.example');
  taken.length = 0;
  await looks();
  expect(taken).toEqual([]);
});

it('reminds once, and only who has not answered nor asked to be left alone', async () => {
  const addresses = people('li');
  const { id, links } = await survey(addresses);
  await looks();
  taken.length = 0;
  await answer(id, links[0]!);
  await answer(id, links[1]!);
  const withdraw = async (link: string) =>
    (await all('SELECT survey_withdraw($1) AS gone', [hashOf(link)]))[0].gone;
  expect(await withdraw(links[2]!)).toBe(true);
  expect(await withdraw(links[2]!)).toBe(false);
  expect(await withdraw(links[0]!.replace('0', '9'))).toBe(false);
  await all('UPDATE survey SET reminded_round = rounds WHERE id = $1', [id]);
  await looks();
  expect(taken.map(({ to }) => to).sort()).toEqual(addresses.slice(3));
  expect(taken[0]?.subject).toContain('提醒');
  expect(await held(id)).toEqual([]);
  expect(await counted(id)).toMatchObject({ sent: 6, reminded: 3, withdrawn: 1 });
  taken.length = 0;
  await looks();
  expect(taken).toEqual([]);
  // Who wants no reminder may still answer, once.
  expect(await answer(id, links[2]!)).toEqual([{ taken: true }]);
  expect(await answer(id, links[2]!)).toEqual([{ taken: false }]);
  // A second round is written to and not reminded with the first.
  const more = people('second');
  await all('UPDATE survey SET rounds = 2 WHERE id = $1', [id]);
  await round(id, more, 2);
  await looks();
  expect(taken.map(({ to }) => to).sort()).toEqual(more);
  expect(await held(id)).toEqual(more);
});

it('ties no answer to an address, whoever reads the tables', async () => {
  const addresses = people('wang', 8);
  const { id, links } = await survey(addresses);
  await looks();
  // In the order of the list, each saying what nobody else says.
  for (const [at, link] of links.slice(0, 6).entries()) await answer(id, link, (at % 5) + 1);
  await surveyLettersOnce(db, about);
  expect(await held(id)).toEqual(addresses.slice(6));
  // Not by a key: of the letters of those who answered nothing is left that stands anywhere else.
  const letters = await all('SELECT * FROM survey_letter WHERE survey_id = $1 AND address IS NULL', [id]);
  expect(letters).toHaveLength(6);
  for (const { address, link, token_hash, mail_id } of letters)
    expect([address, link, token_hash, mail_id]).toEqual([null, null, null, null]);
  const answers = await all('SELECT *, xmin::text AS made FROM survey_answer WHERE survey_id = $1', [id]);
  expect(Object.keys(answers[0]).sort()).toEqual(['answers', 'id', 'made', 'survey_id', 'words']);
  const ids = new Set([...letters.map((one) => one.id), ...links.map(hashOf)]);
  for (const one of answers) expect(ids.has(one.id)).toBe(false);
  // Not by the transaction a row was made in, which the database keeps: all are of one.
  expect(new Set(answers.map(({ made }) => made)).size).toBe(1);
  const used = await all('SELECT xmin::text AS made FROM survey_invitation WHERE survey_id = $1 AND used', [
    id,
  ]);
  expect(new Set(used.map(({ made }) => made)).size).toBe(1);
  // Not by their place: written anew, they lie in the order of their ids drawn by lot and not in the order they came.
  const orders = new Set<string>();
  for (let time = 0; time < 8; time += 1) {
    await all(`UPDATE survey_letter SET address = 'x@water.example', token_hash = 'gone' WHERE id = $1`, [
      letters[0].id,
    ]);
    await surveyLettersOnce(db, about);
    const lying = await all('SELECT answers FROM survey_answer WHERE survey_id = $1 ORDER BY ctid', [id]);
    orders.add(lying.map(({ answers: said }) => said.reliable).join(''));
  }
  expect(orders.size).toBeGreaterThan(1);
  // The API's role reads neither letters nor which links were used.
  for (const table of ['survey_letter', 'survey_invitation', 'mail'])
    await expect(
      db.asSystem((tx) => tx.query(`SET LOCAL ROLE lab_api; SELECT * FROM ${table}`)),
    ).rejects.toThrow(/denied/);
});

it('forgets everybody at the end, and what still waits is not sent', async () => {
  const addresses = people('zhao');
  const { id, links } = await survey(addresses);
  await db.asSystem((tx) => tx.query('SELECT survey_forget()'));
  expect(await held(id)).toEqual(addresses);
  await surveyLettersOnce(db, about);
  expect(await all(`SELECT * FROM mail WHERE kind = 'survey'`)).toHaveLength(6);
  await all('UPDATE survey SET closed_at = now() WHERE id = $1', [id]);
  await looks();
  expect(taken).toEqual([]);
  expect(await held(id)).toEqual([]);
  expect(await all(`SELECT * FROM mail WHERE kind = 'survey'`)).toEqual([]);
  expect(await counted(id)).toMatchObject({ all: 6, sent: 0, failed: 6, waiting: 0 });
  expect(await answer(id, links[0]!)).toEqual([{ taken: false }]);
});
