import { drawSample, readRules, readSample, saveRule } from '@scenario-lab/contracts/dispatch';
import { readTimeline } from '@scenario-lab/contracts/lab';
import { followUpTicket } from '@scenario-lab/contracts/ticket-follow-ups';
import { readBehindRate, readHotSpots, readRates } from '@scenario-lab/contracts/ticket-rates';
import {
  addEvidence,
  assignTicket,
  createTicket,
  excludeTicket,
  importTickets,
  listTickets,
  lookUpTicket,
  mergeTicket,
  readReporter,
  readTicket,
  reportTicket,
  sayOfTicket,
  ticketDeeds,
} from '@scenario-lab/contracts/tickets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
});
afterAll(() => app?.close());
type Who = Parameters<TestApp['as']>[0];

const told = {
  title: { zh: '路灯不亮' },
  words: { zh: '一环路的路灯夜里不亮。' },
  category: 'roads_traffic',
  region: '510104',
  reporter: { name: '王女士', phone: '138 0013 8000' },
};
const report = (over: object = {}) => app.as(null)(reportTicket, { body: { ...told, ...over } });
const lookUp = (receipt: string) => app.as(null)(lookUpTicket, { body: { receipt } });
const say = (receipt: string, resolved: boolean, satisfied: boolean) =>
  app.as(null)(sayOfTicket, { body: { receipt, resolved, satisfied } });
const read = (who: Who, id: string) => app.as(who)(readTicket, { params: { id } });
const idOf = async (number: string) =>
  (await app.as(app.cast.operator)(listTickets, { query: { q: number } })).items[0]?.id ?? '';
const assign = (who: Who, id: string, departmentId: string, over: object = {}) =>
  app.as(who)(assignTicket, { params: { id }, body: { departmentId, ...over } });
const prove = (who: Who, id: string) =>
  app.as(who)(addEvidence, { params: { id }, body: { note: '已更换灯头，现场照片存档。' } });
const deed = (who: Who, name: keyof typeof ticketDeeds, id: string, reason = '已修复。') =>
  app.as(who)(ticketDeeds[name], { params: { id }, body: { reason } as never });
const call = (who: Who, id: string, body: object) =>
  app.as(who)(followUpTicket, { params: { id }, body: { reached: true, ...body } });

/** A ticket of Department A, answered and closed. */
async function closed(): Promise<{ id: string; receipt: string; number: string }> {
  const { operator, department } = app.cast;
  const { number, receipt } = await report();
  const id = await idOf(number);
  await assign(operator, id, department.organisationId);
  await prove(department, id);
  await deed(department, 'answer', id);
  await deed(department, 'close', id);
  return { id, receipt, number };
}

describe('a citizen’s ticket', () => {
  it('goes from the form to a department, is answered with evidence, closed and spoken well of', async () => {
    const { operator, department, otherDepartment, vendor, observer } = app.cast;
    const { number, receipt } = await report();
    expect(receipt).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(await lookUp(receipt.toLowerCase().replaceAll('-', ' '))).toMatchObject({
      number,
      status: 'open',
      department: null,
      maySay: false,
    });
    const id = await idOf(number);
    for (const who of [department, otherDepartment, vendor])
      expect(await refusalOf(read(who, id))).toBe('404 not_found');
    expect(await refusalOf(assign(department, id, department.organisationId))).toBe('403 role_missing');
    expect(await refusalOf(assign(operator, id, vendor.organisationId))).toBe(
      '422 invalid_input departmentId',
    );
    await assign(operator, id, department.organisationId, { coHandlerIds: [otherDepartment.organisationId] });

    const seen = await read(department, id);
    expect(seen.allowed).toEqual([
      'ticket.read',
      'ticket.return',
      'ticket.respond',
      'ticket.add_evidence',
      'ticket.read_reporter',
    ]);
    expect(seen.respondBy && seen.resolveBy && seen.respondBy < seen.resolveBy).toBe(true);
    expect((await read(otherDepartment, id)).allowed).toEqual(['ticket.read', 'ticket.add_evidence']);
    expect(await refusalOf(deed(department, 'answer', id))).toBe('409 gate_incomplete');
    await prove(otherDepartment, id);
    await deed(department, 'respond', id, '已电话联系，明日处理。');
    expect(await refusalOf(deed(department, 'respond', id))).toBe('409 wrong_status');
    await deed(department, 'answer', id);
    expect(await lookUp(receipt)).toMatchObject({ status: 'answered', answer: '已修复。', maySay: true });
    await deed(department, 'close', id);
    await say(receipt, true, true);
    expect(await refusalOf(say(receipt, true, true))).toBe('409 wrong_status');
    expect(await read(observer, id)).toMatchObject({
      status: 'closed',
      said: { resolved: true, satisfied: true },
      allowed: ['ticket.read'],
    });
    const history = await app.as(department)(readTimeline, { params: { thing: 'ticket', id } });
    expect(history.map(({ event }) => event)).toEqual([
      'ticket.opened',
      'ticket.assigned',
      'ticket.evidence_added',
      'ticket.responded',
      'ticket.answered',
      'ticket.closed',
      'ticket.said',
    ]);
    expect(JSON.stringify(await read(operator, id)).includes('138 0013')).toBe(false);
  });

  it('is opened again where it was not resolved, and may be spoken of anew', async () => {
    const { operator, department } = app.cast;
    const { id, receipt } = await closed();
    await say(receipt, false, false);
    expect(await lookUp(receipt)).toMatchObject({ status: 'reopened', maySay: false });
    await assign(operator, id, department.organisationId);
    await deed(department, 'answer', id);
    expect(await lookUp(receipt)).toMatchObject({ said: null, maySay: true });
  });

  it('takes no tags, no long texts, no program, no pilot of nobody', async () => {
    const at = (over: object) => refusalOf(report(over));
    expect(await at({ title: { zh: '<img src=x onerror=alert(1)>' } })).toBe('422 invalid_input title.zh');
    expect(await at({ words: { zh: 'x'.repeat(4_001) } })).toBe('422 invalid_input words.zh');
    expect(await at({ words: { zh: 'a\u0007b' } })).toBe('422 invalid_input words.zh');
    // A number to call back is enough: it need not say whose.
    await report({ reporter: { name: '', phone: '138 0013 8000' } });
    expect(await at({ reporter: { name: 'x', phone: 'javascript:1' } })).toBe(
      '422 invalid_input reporter.phone',
    );
    expect(await at({ category: 'nothing' })).toBe('422 invalid_input category');
    expect(await at({ region: 'moon' })).toBe('422 invalid_input region');
    expect(await at({ website: 'http://spam' })).toBe('422 invalid_input website');
    expect(await at({ pilotId: crypto.randomUUID() })).toBe('422 invalid_input pilotId');
    expect(await at({ site: 'A' })).toBe('422 invalid_input site');
    expect(await refusalOf(lookUp('AAAA-AAAA-AAAA-AAAA'))).toBe('404 not_found');
  });

  it('is held back where one address sends too many', async () => {
    const strict = await testApp({ RATE_LIMITS: 'on', WRITES_PER_MINUTE: '1000' });
    try {
      const send = () => refusalOf(strict.as(null)(reportTicket, { body: told }));
      for (let count = 0; count < 20; count += 1) expect(await send()).toBe('went through');
      expect(await send()).toBe('429 too_many_requests');
    } finally {
      await strict.close();
    }
  });
});

describe('personal data', () => {
  it('is shown to whoever must call back, and that stands in the history', async () => {
    const { operator, department, otherDepartment, observer, reviewer } = app.cast;
    const { number } = await report();
    const id = await idOf(number);
    await assign(operator, id, department.organisationId, { coHandlerIds: [otherDepartment.organisationId] });
    const ask = (who: Who) => app.as(who)(readReporter, { params: { id } });
    expect(await ask(department)).toEqual(told.reporter);
    expect(await refusalOf(ask(otherDepartment))).toBe('404 not_found');
    for (const who of [observer, reviewer]) expect(await refusalOf(ask(who))).toBe('403 role_missing');
    const history = await app.as(operator)(readTimeline, { params: { thing: 'ticket', id } });
    expect(history.at(-1)).toMatchObject({ event: 'ticket.reporter_read' });
    const sql = 'SELECT name FROM ticket_reporter WHERE ticket_id = $1';
    for (const who of [otherDepartment, observer, app.cast.vendor])
      expect(await app.sqlAs(who, sql, [id])).toEqual([]);
    await expect(app.sqlAs(null, sql, [id])).rejects.toThrow(/permission denied/);
    await deed(department, 'return', id, '不属本单位职责。');
    expect(await app.sqlAs(department, sql, [id])).toEqual([]);
  });
});

describe('the first receiver', () => {
  it('cannot hand it on: it goes back with a reason, is counted, and its terms run on', async () => {
    const { operator, department, otherDepartment } = app.cast;
    const { number } = await report();
    const id = await idOf(number);
    await assign(operator, id, department.organisationId);
    const { resolveBy } = await read(operator, id);
    expect(await refusalOf(assign(department, id, otherDepartment.organisationId))).toBe('403 role_missing');
    expect(await refusalOf(deed(otherDepartment, 'return', id))).toBe('404 not_found');
    await deed(department, 'return', id, '属城管部门职责。');
    expect(await read(operator, id)).toMatchObject({ status: 'returned', returns: 1, department: null });
    await assign(operator, id, otherDepartment.organisationId);
    const again = await read(operator, id);
    expect(again.resolveBy).toBe(resolveBy);
    expect(again.firstDepartment?.id).toBe(department.organisationId);
    expect((await read(department, id)).allowed).toEqual(['ticket.read']);
  });
});

describe('the directory', () => {
  it('suggests a rule and its reason; whoever follows it gives its hours', async () => {
    const { operator, department, otherDepartment, observer } = app.cast;
    const rule = (over: object) =>
      app.as(operator)(saveRule, {
        body: { departmentId: department.organisationId, respondHours: 2, resolveHours: 4, ...over },
      });
    await rule({});
    const { id: roads } = await rule({
      category: 'roads_traffic',
      departmentId: otherDepartment.organisationId,
    });
    expect(await refusalOf(rule({ departmentId: app.cast.vendor.organisationId }))).toBe(
      '422 invalid_input departmentId',
    );
    expect(await refusalOf(rule({ respondHours: 9 }))).toBe('422 invalid_input resolveHours');
    expect(await app.as(observer)(readRules, {})).toHaveLength(2);
    const { number } = await report();
    const id = await idOf(number);
    expect((await read(operator, id)).suggestion).toMatchObject({
      rule: { id: roads },
      because: ['category'],
    });
    expect(await refusalOf(assign(operator, id, department.organisationId, { ruleId: roads }))).toBe(
      '422 invalid_input ruleId',
    );
    await assign(operator, id, otherDepartment.organisationId, { ruleId: roads });
    expect((await read(otherDepartment, id)).suggestion).toBeNull();
  });
});

describe('repeats and exclusions', () => {
  it('follow the ticket they were joined to, whose state their reporter is told', async () => {
    const { operator, department } = app.cast;
    const one = await report();
    const other = await report();
    const id = await idOf(other.number);
    const merge = (into: string) =>
      app.as(operator)(mergeTicket, { params: { id }, body: { into, reason: '同一盏灯。' } });
    expect(await refusalOf(merge(other.number))).toBe('422 invalid_input into');
    await merge(one.number);
    expect(await refusalOf(assign(operator, id, department.organisationId))).toBe('409 wrong_status');
    const main = await idOf(one.number);
    await assign(operator, main, department.organisationId);
    expect(await lookUp(other.receipt)).toMatchObject({
      number: other.number,
      status: 'assigned',
      maySay: false,
    });
    expect((await read(operator, main)).merged.map(({ id: joined }) => joined)).toEqual([id]);
    const listed = await app.as(operator)(listTickets, { query: { limit: 100 } });
    expect(listed.items.map((row) => row.id)).not.toContain(id);
  });

  it('are the lab’s, with a reason, and stay to be seen', async () => {
    const { operator, department } = app.cast;
    const { id } = await closed();
    const leave = (who: Who, exclusion: 'unreasonable' | null) =>
      app.as(who)(excludeTicket, { params: { id }, body: { exclusion, reason: '诉求无事实依据。' } });
    expect(await refusalOf(leave(department, 'unreasonable'))).toBe('403 role_missing');
    await leave(operator, 'unreasonable');
    expect(await read(department, id)).toMatchObject({
      excluded: 'unreasonable',
      excludedBecause: '诉求无事实依据。',
    });
    await leave(operator, null);
    expect((await read(department, id)).excluded).toBeNull();
  });
});

describe('follow-up calls', () => {
  it('find a false closure, which opens the ticket again and is counted', async () => {
    const { operator } = app.cast;
    const { id } = await closed();
    expect(await refusalOf(call(operator, id, {}))).toBe('422 invalid_input resolved');
    await call(operator, id, { reached: false });
    await call(operator, id, { resolved: false, satisfied: false, note: '灯仍不亮。' });
    const after = await read(operator, id);
    expect(after).toMatchObject({ status: 'reopened', reopened: 1 });
    expect(after.followUps.map(({ falseClosure }) => falseClosure)).toEqual([false, true]);
    const found = await app.as(operator)(listTickets, { query: { only: 'false_closed' } });
    expect(found.items.map((row) => row.id)).toEqual([id]);
  });

  it('are drawn by a seed: the same seed draws the same', async () => {
    const { operator, department } = app.cast;
    await closed();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const draw = (seed: string) =>
      app.as(operator)(drawSample, { body: { from: today, until: today, share: 0.5, seed } });
    const sheet = async (id: string) =>
      (await app.as(operator)(readSample, { params: { id } })).tickets.map(({ ticket }) => ticket.id);
    const one = await draw('2026-11');
    const other = await draw('2026-11');
    expect(await sheet(one.id)).toEqual(await sheet(other.id));
    expect(await refusalOf(app.as(department)(readSample, { params: { id: one.id } }))).toBe(
      '403 role_missing',
    );
    const [drawn = ''] = await sheet(one.id);
    await call(operator, drawn, { resolved: true, satisfied: true });
    const called = await app.as(operator)(readSample, { params: { id: other.id } });
    expect(called).toMatchObject({ called: 1, seed: '2026-11', from: today });
    const empty = app.as(operator)(drawSample, {
      body: { from: '2020-01-01', until: '2020-01-01', share: 1 },
    });
    expect(await refusalOf(empty)).toBe('422 invalid_input until');
  });
});

describe('the three rates', () => {
  it('are each one’s own, the lab’s of all, and every figure has its tickets', async () => {
    const { operator, department, otherDepartment, vendor } = app.cast;
    const rates = (who: Who, by: 'department' | 'vendor' | 'month' = 'department') =>
      app.as(who)(readRates, { query: { by } });
    const all = await rates(operator);
    const mine = await rates(department);
    expect(mine.rows.map(({ key }) => key)).toEqual([department.organisationId]);
    expect(all.rows.find(({ key }) => key === department.organisationId)).toEqual(mine.rows[0]);
    expect((await rates(vendor)).rows).toEqual([]);
    const behind = (who: Who, rate: 'response' | 'resolution' | 'satisfaction') =>
      app.as(who)(readBehindRate, { query: { by: 'department', key: department.organisationId, rate } });
    expect(await behind(otherDepartment, 'response')).toEqual([]);
    const [row] = mine.rows;
    for (const rate of ['response', 'resolution', 'satisfaction'] as const) {
      const tickets = await behind(department, rate);
      const sum = (counts: string) =>
        tickets.filter((one) => one.counts === counts).reduce((total, { weight }) => total + weight, 0);
      expect(tickets).toHaveLength(row?.tickets ?? -1);
      expect([sum('met'), sum('met') + sum('missed')]).toEqual([row?.[rate].met, row?.[rate].facts]);
    }
    // What was found closed falsely stands twice among the misses.
    expect(row).toMatchObject({ falseClosures: 1, returns: 2 });
    expect((await behind(department, 'resolution')).filter(({ weight }) => weight === 2)).toHaveLength(1);
  });
});

describe('hot spots', () => {
  it('count repeats, leave out what was left out, and are of what the reader may see', async () => {
    const { operator, vendor } = app.cast;
    const spots = (who: Who) => app.as(who)(readHotSpots, { query: {} });
    const [spot] = await spots(operator);
    expect(spot).toMatchObject({ category: 'roads_traffic', region: '510104', before: 0 });
    expect(spot?.examples).toHaveLength(5);
    expect(await spots(vendor)).toEqual([]);
    const { number } = await report();
    const id = await idOf(number);
    expect((await spots(operator))[0]?.tickets).toBe((spot?.tickets ?? 0) + 1);
    await app.as(operator)(excludeTicket, {
      params: { id },
      body: { exclusion: 'withdrawn', reason: '撤回。' },
    });
    expect((await spots(operator))[0]?.tickets).toBe(spot?.tickets);
  });
});

describe('other systems', () => {
  it('hand in one ticket once, however often it is sent', async () => {
    const { department, otherDepartment, vendor } = app.cast;
    const send = (who: Who, externalId: string) =>
      app.as(who)(createTicket, { body: { ...told, externalId } });
    const first = await send(department, '12345-1');
    expect(await send(department, '12345-1')).toEqual({ ...first, created: false });
    expect((await send(otherDepartment, '12345-1')).created).toBe(true);
    expect(await refusalOf(send(vendor, '12345-1'))).toBe('403 role_missing');
    expect((await read(department, first.id)).allowed).toEqual(['ticket.read']);
    const both = await Promise.all([send(department, '12345-2'), send(department, '12345-2')]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('hand in a sheet that is looked at first and doubles nothing', async () => {
    const { operator, department } = app.cast;
    const cells = [
      ['工单编号', '来电时间', '诉求人', '联系电话', '诉求类别', '诉求内容', '所属区域'],
      ['A1', '2026-11-02 09:30', '李先生', '13900139000', '供水排水', '水压不足', '锦江区'],
      ['A2', '2026-11-31 09:30', '', '', '供水排水', '水浑', ''],
      ['A3', '', '', '', '怪事', '<script>alert(1)</script>', ''],
    ];
    const send = (apply: boolean) => app.as(operator)(importTickets, { body: { cells, apply } });
    const states = async (apply: boolean) => (await send(apply)).lines.map(({ state }) => state);
    expect(await states(false)).toEqual(['ready', 'faulty', 'faulty']);
    expect(await states(true)).toEqual(['made', 'faulty', 'faulty']);
    expect(await states(true)).toEqual(['double', 'faulty', 'faulty']);
    const { rows } = await app.database.owner.query(
      `SELECT reported_at, region, source FROM ticket WHERE external_id = 'A1'`,
    );
    expect(rows).toEqual([
      { reported_at: new Date('2026-11-02T01:30:00Z'), region: '510104', source: 'csv' },
    ]);
    const asDepartment = app.as(department)(importTickets, { body: { cells, apply: false } });
    expect(await refusalOf(asDepartment)).toBe('403 role_missing');
    const headless = app.as(operator)(importTickets, { body: { cells: [['a'], ['b']], apply: false } });
    expect(await refusalOf(headless)).toBe('422 invalid_input cells');
  });
});
