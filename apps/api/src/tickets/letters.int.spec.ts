import { createHash } from 'node:crypto';
import { drawSample, readSample } from '@scenario-lab/contracts/dispatch';
import { followUpTicket } from '@scenario-lab/contracts/ticket-follow-ups';
import { answerLetter, openLetter, stopLetters } from '@scenario-lab/contracts/ticket-letters';
import { readBehindRate } from '@scenario-lab/contracts/ticket-rates';
import {
  addEvidence,
  assignTicket,
  createTicket,
  importTickets,
  listTickets,
  lookUpTicket,
  readTicket,
  reportTicket,
  sayOfTicket,
  ticketDeeds,
} from '@scenario-lab/contracts/tickets';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off', MAIL: 'yes' });
});
afterAll(() => app?.close());

const told = {
  title: { zh: '路灯不亮' },
  words: { zh: '一环路的路灯夜里不亮。' },
  category: 'roads_traffic',
};
const sql = async (text: string, values: unknown[] = []) =>
  (await app.database.owner.query(text, values)).rows;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const idOf = async (number: string) =>
  (await app.as(app.cast.operator)(listTickets, { query: { q: number } })).items[0]?.id ?? '';
const read = (id: string) => app.as(app.cast.operator)(readTicket, { params: { id } });
const open = (link: string) => app.as(null)(openLetter, { body: { link } });
const answer = (link: string, resolved: boolean, satisfied = resolved, words: string | null = null) =>
  app.as(null)(answerLetter, { body: { link, resolved, satisfied, words } });
const stop = (link: string) => app.as(null)(stopLetters, { body: { link } });

async function close(id: string) {
  const { operator, department } = app.cast;
  const { allowed } = await read(id);
  if (allowed.includes('ticket.assign'))
    await app.as(operator)(assignTicket, {
      params: { id },
      body: { departmentId: department.organisationId },
    });
  await app.as(department)(addEvidence, { params: { id }, body: { note: '已更换灯头。' } });
  await app.as(department)(ticketDeeds.answer, { params: { id }, body: { reason: '已修复。' } });
  await app.as(department)(ticketDeeds.close, { params: { id }, body: {} });
}
let count = 0;
/** Closed, its reporter written to: the worker's part is told of in its own test. */
async function asked(mailTo = `citizen${++count}@home.example`) {
  const { number, receipt, asks } = await app.as(null)(reportTicket, { body: { ...told, mailTo } });
  expect(asks).toBe(true);
  const id = await idOf(number);
  await close(id);
  const link = await letterTo(id);
  return { id, number, receipt, link };
}
async function letterTo(id: string) {
  const link = `link-${id}-${++count}`;
  await sql('UPDATE ticket SET letter_hash = $2 WHERE id = $1', [id, hashOf(link)]);
  await sql(
    `UPDATE ticket_letter l SET state = 'sent', sent_at = now(), until = now() + interval '14 days', closing = t.closed_at
     FROM ticket t WHERE t.id = l.ticket_id AND l.ticket_id = $1`,
    [id],
  );
  return link;
}

it('opens by the link alone, says how it was answered and nothing of the report', async () => {
  const { id, number, receipt, link } = await asked();
  const seen = await open(link);
  expect(seen).toMatchObject({ number, answer: '已修复。', maySay: true, said: null });
  expect(JSON.stringify(seen)).not.toContain('路灯');
  for (const wrong of [`${link}x`, 'AAAA-AAAA-AAAA', receipt])
    expect(await refusalOf(open(wrong))).toBe('404 not_found');
  // The link is no receipt: it looks up nothing else.
  expect(await refusalOf(app.as(null)(lookUpTicket, { body: { receipt: link.slice(0, 40) } }))).toBe(
    '404 not_found',
  );
  // No role reads the address; that there is one, and how far the lab is, is told.
  expect((await read(id)).letter).toMatchObject({ state: 'sent' });
  expect(JSON.stringify(await read(id))).not.toContain('home.example');
  for (const who of [app.cast.operator, app.cast.department, null])
    await expect(app.sqlAs(who, 'SELECT address FROM ticket_letter')).rejects.toThrow(/permission denied/);
});

it('counts like a call: resolved stands, once', async () => {
  const { id, link, receipt } = await asked();
  expect(await refusalOf(answer(link, true, true, '<b>好</b>'))).toBe('422 invalid_input words');
  await answer(link, true, true, '谢谢。');
  expect(await refusalOf(answer(link, false))).toBe('409 wrong_status');
  expect(
    await refusalOf(app.as(null)(sayOfTicket, { body: { receipt, resolved: false, satisfied: false } })),
  ).toBe('409 wrong_status');
  expect(await open(link)).toMatchObject({ maySay: false, said: { resolved: true, satisfied: true } });
  const ticket = await read(id);
  expect(ticket.followUps).toMatchObject([
    {
      via: 'mail',
      by: '',
      reached: true,
      resolved: true,
      satisfied: true,
      note: '谢谢。',
      falseClosure: false,
    },
  ]);
  expect(ticket).toMatchObject({ status: 'closed', said: { resolved: true, words: '谢谢。' } });
});

it('makes a false closure of “not resolved”: opened again, counted double, asked about anew', async () => {
  const { operator } = app.cast;
  const { id, number, link } = await asked();
  await answer(link, false);
  const ticket = await read(id);
  expect(ticket).toMatchObject({ status: 'reopened', reopened: 1, closedAt: null });
  expect(ticket.followUps).toMatchObject([{ via: 'mail', falseClosure: true }]);
  const behind = await app.as(operator)(readBehindRate, {
    query: { by: 'category', key: 'roads_traffic', rate: 'resolution' },
  });
  expect(behind.find((one) => one.number === number)).toMatchObject({ counts: 'missed', weight: 2 });
  const satisfied = await app.as(operator)(readBehindRate, {
    query: { by: 'category', key: 'roads_traffic', rate: 'satisfaction' },
  });
  expect(satisfied.find((one) => one.number === number)).toMatchObject({ counts: 'missed', weight: 1 });
  expect(await refusalOf(answer(link, false))).toBe('409 wrong_status');
  await close(id);
  const again = await letterTo(id);
  await answer(again, true);
  expect((await read(id)).followUps).toHaveLength(2);
  expect(await refusalOf(open(link))).toBe('404 not_found');
});

it('asks nobody twice: what a call was told is not taken by the link; a draw counts a letter’s answer as a call', async () => {
  const { operator } = app.cast;
  const called = await asked();
  await app.as(operator)(followUpTicket, {
    params: { id: called.id },
    body: { reached: true, resolved: true, satisfied: true },
  });
  expect(await open(called.link)).toMatchObject({ maySay: false });
  expect(await refusalOf(answer(called.link, false))).toBe('409 wrong_status');
  const written = await asked();
  const silent = await asked();
  await answer(written.link, true, false);
  const day = new Date().toISOString().slice(0, 10);
  const { id } = await app.as(operator)(drawSample, {
    body: { from: '2026-01-01', until: day > '2027-01-01' ? day : '2099-01-01', share: 1, seed: 'x' },
  });
  const sheet = await app.as(operator)(readSample, { params: { id } });
  const of = (ticketId: string) => sheet.tickets.find(({ ticket }) => ticket.id === ticketId);
  expect(of(written.id)).toMatchObject({ called: true });
  expect(of(silent.id)).toMatchObject({ called: false, letter: { state: 'sent' } });
  expect(sheet.called).toBe(sheet.tickets.filter((one) => one.called).length);
});

it('stops for good by the link, and keeps no address where the lab sends no mail', async () => {
  const { id, link } = await asked('never@home.example');
  expect(await refusalOf(stop('AAAA-AAAA-AAAA'))).toBe('404 not_found');
  await stop(link);
  expect(await sql('SELECT state, address FROM ticket_letter WHERE ticket_id = $1', [id])).toEqual([
    { state: 'stopped', address: null },
  ]);
  // Who wants no letters may still say what this one asked.
  await answer(link, true);
  expect(await refusalOf(app.as(null)(reportTicket, { body: { ...told, mailTo: 'no address' } }))).toBe(
    '422 invalid_input mailTo',
  );
  const silent = await testApp({ RATE_LIMITS: 'off' });
  try {
    const { asks } = await silent.as(null)(reportTicket, { body: { ...told, mailTo: 'a@home.example' } });
    expect(asks).toBe(false);
    expect((await silent.database.owner.query('SELECT 1 FROM ticket_letter')).rows).toEqual([]);
  } finally {
    await silent.close();
  }
});

it('takes addresses from other systems and from sheets, and says which it cannot read', async () => {
  const { operator, department } = app.cast;
  const made = await app.as(department)(createTicket, { body: { ...told, mailTo: 'api@home.example' } });
  expect((await read(made.id)).letter).toMatchObject({ state: 'held' });
  const cells = [
    ['工单编号', '诉求标题', '诉求内容', '电子邮箱'],
    ['M-1', '路灯不亮', '夜里不亮。', 'sheet@home.example'],
    ['M-2', '路灯不亮', '夜里不亮。', '保密'],
  ];
  const { lines } = await app.as(operator)(importTickets, { body: { cells, apply: true } });
  expect(lines.map(({ state, faults }) => [state, faults.map(({ code }) => code)])).toEqual([
    ['made', []],
    ['made', ['bad_mail']],
  ]);
  expect(
    await sql(
      `SELECT t.external_id, l.state FROM ticket t LEFT JOIN ticket_letter l ON l.ticket_id = t.id
       WHERE t.external_id LIKE 'M-%' ORDER BY 1`,
    ),
  ).toEqual([
    { external_id: 'M-1', state: 'held' },
    { external_id: 'M-2', state: null },
  ]);
});
