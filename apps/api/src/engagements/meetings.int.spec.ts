import { readCalendar, readDates } from '@scenario-lab/contracts/calendar';
import { postMessage, proposeEngagement, readEngagement } from '@scenario-lab/contracts/engagements';
import { readFairness } from '@scenario-lab/contracts/fairness';
import { readInbox } from '@scenario-lab/contracts/lab';
import {
  agreeTalk,
  callOffMeeting,
  callOffTalk,
  leaveSeat,
  listMeetings,
  offerMeeting,
  proposeTalk,
  takeSeat,
} from '@scenario-lab/contracts/meetings';
import { listNotices } from '@scenario-lab/contracts/notices';
import { addChecklist, markCheck } from '@scenario-lab/contracts/room-checks';
import { handOver, readRoom } from '@scenario-lab/contracts/rooms';
import type { Args } from '@scenario-lab/contracts/route';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeAlgorithm, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callsOf } from '../calls/test-calls.js';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let system: SystemDatabase;
let colleague: SignedIn;
let thirdVendor: SignedIn;
let id: string;
let scenarioId: string;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
  const { department } = app.cast;
  colleague = await makeActor(
    app.database.owner,
    { name: 'Bureau', roles: ['demand'], id: department.organisationId },
    ['member'],
    ['department'],
  );
  thirdVendor = await makeActor(
    app.database.owner,
    { name: 'Vendor C', roles: ['supply'] },
    ['owner'],
    ['vendor'],
  );
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});
beforeEach(async () => {
  const exam = await makeExam(app.database.owner, app.cast);
  scenarioId = exam.scenarioId;
  id = (
    await app.as(app.cast.vendor)(proposeEngagement, {
      body: { scenarioId, solutionId: exam.solutionId, proposal: '旁路' },
    })
  ).id;
});

type Who = Parameters<TestApp['as']>[0];
const visit: Args<typeof offerMeeting>['body'] = {
  kind: 'visit',
  place: '二号泵站',
  note: '请带安全帽。',
  bookUntil: null,
  slots: [{ starts: '2099-03-01T09:30', minutes: 90, seats: 1 }],
};
const pitch: Args<typeof offerMeeting>['body'] = {
  ...visit,
  kind: 'pitch',
  slots: [
    { starts: '2099-03-02T09:00', minutes: 30, seats: 1 },
    { starts: '2099-03-02T09:30', minutes: 30, seats: 1 },
  ],
};
const offer = (who: Who, body = visit) => app.as(who)(offerMeeting, { params: { id: scenarioId }, body });
const meetings = (who: Who) => app.as(who)(listMeetings, { params: { id: scenarioId } });
const take = (who: Who, meetingId: string, slotId: string) =>
  app.as(who)(takeSeat, { params: { id: meetingId }, body: { slotId, who: '王工，两人' } });
const leave = (who: Who, meetingId: string) =>
  app.as(who)(leaveSeat, { params: { id: meetingId }, body: {} });
const told = async (who: Who) => {
  while ((await system.asSystem(makeNotices)) > 0);
  return (await app.as(who)(listNotices, { query: {} })).items.map(({ event, kind }) => `${kind} ${event}`);
};
const engaged = async (who: SignedIn) => {
  const { rows } = await app.database.owner.query(
    `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id, status)
     SELECT gen_random_uuid(), scenario_id, $3, $2, department_id, 'accepted' FROM engagement WHERE id = $1 RETURNING id`,
    [id, who.organisationId, (await makeAlgorithm(app.database.owner, who)).solutionId],
  );
  await app.database.owner.query(
    `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('engagement', $1, $2, 'own')`,
    [rows[0].id, who.organisationId],
  );
};

describe('a visit offered to all', () => {
  it('stands in the ledger by itself, has seats and a line, and moves up who waits when one leaves', async () => {
    const { department, vendor, otherVendor, otherDepartment, operator } = app.cast;
    const desk = await callsOf(app);
    scenarioId = desk.scenarioId;
    await desk.opened();
    expect((await app.as(null)(readFairness, { params: { id: scenarioId } })).facts).not.toContainEqual(
      expect.objectContaining({ what: 'visit_offered' }),
    );
    const { id: meetingId } = await offer(department);
    expect((await app.as(null)(readFairness, { params: { id: scenarioId } })).facts).toContainEqual(
      expect.objectContaining({ what: 'visit_offered' }),
    );
    // While a call is open whoever may bid may come, engaged or not.
    const [seen] = (await meetings(vendor)).items;
    const slotId = seen?.slots[0]?.id ?? '';
    expect(seen).toMatchObject({ allowed: ['meeting.take_seat'], mine: null });
    expect(await take(vendor, meetingId, slotId)).toMatchObject({ waiting: false });
    expect(await take(otherVendor, meetingId, slotId)).toMatchObject({ waiting: true });
    expect(await take(thirdVendor, meetingId, slotId)).toMatchObject({ waiting: true });
    expect(await refusalOf(take(vendor, meetingId, slotId))).toBe('409 duplicate');
    // Rivals read neither who comes nor how many; the department and the lab do.
    const rival = (await meetings(otherVendor)).items[0];
    expect(rival).toMatchObject({ mine: { waiting: true }, slots: [{ full: true, seats: null, taken: [] }] });
    expect(JSON.stringify(rival)).not.toContain(vendor.organisationId);
    expect(
      await app.sqlAs(otherVendor, 'SELECT vendor_id FROM meeting_seat WHERE meeting_id = $1', [meetingId]),
    ).toEqual([{ vendor_id: otherVendor.organisationId }]);
    for (const who of [department, operator])
      expect((await meetings(who)).items[0]?.slots[0]).toMatchObject({
        seats: 1,
        taken: [{ waiting: false }, { waiting: true }, { waiting: true }],
      });
    await leave(vendor, meetingId);
    expect((await meetings(otherVendor)).items[0]?.mine?.waiting).toBe(false);
    expect((await meetings(thirdVendor)).items[0]?.mine?.waiting).toBe(true);
    expect(await told(otherVendor)).toContain('engagement meeting_seat.moved_up');
    expect(await told(thirdVendor)).not.toContain('engagement meeting_seat.moved_up');
    expect(await told(department)).toContain('engagement meeting_seat.queued');
    // Who comes again stands at the end of the line.
    expect(await take(vendor, meetingId, slotId)).toMatchObject({ waiting: true });
    expect(await refusalOf(leave(department, meetingId))).toMatch(/^403/);
    // Their calendars, and nobody else's.
    const mine = async (who: Who) =>
      (await app.as(who)(readCalendar, {})).items.filter(({ kind }) => kind === 'meeting').length;
    expect([await mine(otherVendor), await mine(vendor), await mine(department)]).toEqual([1, 0, 1]);
    const file = await app.as(otherVendor)(readDates, {
      params: { thing: 'scenario', id: scenarioId },
      query: { lang: 'zh' },
    });
    expect(await file.text()).toMatch(/DTSTART:20990301T013000Z[\s\S]*DTEND:20990301T030000Z/);
    await app.as(department)(callOffMeeting, { params: { id: meetingId }, body: { reason: '汛情' } });
    expect(await told(otherVendor)).toContain('engagement meeting_seat.called_off');
    expect(await mine(otherVendor)).toBe(0);
    expect(await refusalOf(leave(otherVendor, meetingId))).toBe('409 wrong_status');
    expect(
      await refusalOf(
        app.as(otherDepartment)(callOffMeeting, { params: { id: meetingId }, body: { reason: 'x' } }),
      ),
    ).toMatch(/^40[34]/);
  });

  it('of two at once for the last seat one waits', async () => {
    const { department, vendor, otherVendor } = app.cast;
    await engaged(otherVendor);
    const { id: meetingId } = await offer(department);
    const slotId = (await meetings(vendor)).items[0]?.slots[0]?.id ?? '';
    const both = await Promise.all([vendor, otherVendor].map((who) => take(who, meetingId, slotId)));
    expect(both.map(({ waiting }) => waiting).sort()).toEqual([false, true]);
  });

  it('takes nobody who is not engaged, no time that is past, and no slot of another meeting', async () => {
    const { department, vendor, otherVendor, otherDepartment, observer } = app.cast;
    for (const who of [vendor, otherDepartment, observer])
      expect(await refusalOf(offer(who))).toMatch(/^40[34]/);
    expect(
      await refusalOf(
        offer(department, { ...visit, slots: [{ ...visit.slots[0]!, starts: '2020-01-01T09:00' }] }),
      ),
    ).toBe('422 invalid_input slots.0.starts');
    expect(
      await refusalOf(
        offer(department, {
          ...pitch,
          slots: [pitch.slots[0]!, { ...pitch.slots[1]!, starts: '2099-03-02T09:29' }],
        }),
      ),
    ).toBe('422 invalid_input slots.1.starts');
    expect(await refusalOf(offer(department, { ...pitch, slots: [{ ...pitch.slots[0]!, seats: 2 }] }))).toBe(
      '422 invalid_input slots.0.seats',
    );
    expect(await refusalOf(offer(department, { ...visit, bookUntil: '2099-03-01T09:31' }))).toBe(
      '422 invalid_input bookUntil',
    );
    expect((await meetings(department)).items).toEqual([]);
    const { id: first } = await offer(department);
    const { id: second } = await offer(department, pitch);
    const [one, two] = (await meetings(vendor)).items;
    expect(await refusalOf(take(otherVendor, first, one?.slots[0]?.id ?? ''))).toMatch(/^40[34]/);
    expect(await refusalOf(take(vendor, first, two?.slots[0]?.id ?? ''))).toBe('422 invalid_input slotId');
    await take(vendor, second, two?.slots[1]?.id ?? '');
    expect((await meetings(vendor)).items[1]).toMatchObject({ mine: { slotId: two?.slots[1]?.id } });
    await app.database.owner.query(`UPDATE meeting_slot SET starts = now() - interval '1 day'`);
    expect(await refusalOf(leave(vendor, second))).toMatch(/too_late/);
    expect(await refusalOf(take(vendor, first, one?.slots[0]?.id ?? ''))).toMatch(/too_late/);
    await expect(
      app.sqlAs(
        otherVendor,
        `INSERT INTO meeting (id, scenario_id, kind, place, person_id, organisation_id)
        SELECT gen_random_uuid(), scenario_id, kind, place, person_id, organisation_id FROM meeting LIMIT 1`,
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('a talk of one engagement', () => {
  const propose = (who: Who, starts = '2099-04-01T10:00') =>
    app.as(who)(proposeTalk, {
      params: { id },
      body: { place: '视频会议', note: null, starts, minutes: 45 },
    });
  const agree = (who: Who, meetingId: string) =>
    app.as(who)(agreeTalk, { params: { id, meetingId }, body: {} });
  const waits = async (who: Who) =>
    (await app.as(who)(readInbox, {})).filter(
      (item) => item.id === id && item.waitsFor === 'engagement.agree_talk',
    ).length;

  it('is agreed to by both sides, and by nobody else', async () => {
    const { department, vendor, otherVendor, operator } = app.cast;
    const { id: meetingId } = await propose(vendor);
    expect([await waits(vendor), await waits(department)]).toEqual([0, 1]);
    for (const who of [vendor, operator, otherVendor])
      expect(await refusalOf(agree(who, meetingId))).toMatch(/^40[34]/);
    await agree(department, meetingId);
    expect(await waits(department)).toBe(0);
    expect((await app.as(vendor)(readRoom, { params: { id } })).meetings).toMatchObject([
      {
        kind: 'talk',
        agreed: { vendor: { by: expect.any(String) }, department: { by: expect.any(String) } },
      },
    ]);
    const dates = (await app.as(vendor)(readCalendar, {})).items.filter(({ key }) =>
      key.startsWith('meeting-'),
    );
    expect(dates.some(({ page }) => page === id)).toBe(true);
    await app.as(department)(callOffTalk, { params: { id, meetingId }, body: { reason: '改期' } });
    expect(await refusalOf(agree(vendor, meetingId))).toBe('404 not_found');
    expect(await refusalOf(propose(vendor, '2020-04-01T10:00'))).toBe('422 invalid_input starts');
  });

  it('is not to be had while a call of the need is open: meetings are offered to all then', async () => {
    const { department, vendor } = app.cast;
    const { id: before } = await propose(vendor);
    await app.database.owner.query(
      `INSERT INTO open_call (id, scenario_id, department_id, status, terms, deadline, published_at)
       VALUES (gen_random_uuid(), $1, $2, 'open', '{}', '2099-05-01', now())`,
      [scenarioId, department.organisationId],
    );
    for (const who of [vendor, department]) expect(await refusalOf(propose(who))).toBe('409 call_open');
    expect(await refusalOf(agree(department, before))).toBe('409 call_open');
  });
});

describe('checklists and mentions', () => {
  const list = (who: Who, over: Partial<Args<typeof addChecklist>['body']> = {}) =>
    app.as(who)(addChecklist, {
      params: { id },
      body: { title: '进场准备', side: 'vendor', personId: null, items: ['设备清单', '安全培训'], ...over },
    });
  const mark = (who: Who, checkId: string, how: 'tick' | 'untick' | 'drop') =>
    app.as(who)(markCheck, { params: { id, checkId }, body: { how } });
  const lists = async (who: Who) => (await app.as(who)(readRoom, { params: { id } })).checklists;

  it('a list is ticked by its side, read by both, and told of when it is done', async () => {
    const { department, vendor, otherVendor } = app.cast;
    await list(department);
    const [one] = await lists(vendor);
    const [first, second] = one!.items;
    expect(first).toMatchObject({ what: '设备清单', done: null, may: ['tick'] });
    expect(await refusalOf(mark(department, first!.id, 'tick'))).toBe('409 wrong_status');
    expect(await refusalOf(mark(vendor, first!.id, 'drop'))).toBe('409 wrong_status');
    expect(await refusalOf(mark(otherVendor, first!.id, 'tick'))).toBe('404 not_found');
    await mark(vendor, first!.id, 'tick');
    expect(await told(department)).not.toContain('engagement engagement.checklist_done');
    await mark(vendor, first!.id, 'untick');
    expect((await lists(department))[0]?.items[0]?.done).toBeNull();
    await mark(vendor, first!.id, 'tick');
    await mark(department, second!.id, 'drop');
    expect((await lists(department))[0]?.items).toMatchObject([
      { done: { by: expect.any(String) } },
      { dropped: { by: expect.any(String) } },
    ]);
    expect(await refusalOf(mark(vendor, second!.id, 'tick'))).toBe('404 not_found');
    await list(vendor, { side: 'vendor', personId: vendor.personId, items: ['一件'] });
    const again = (await lists(vendor)).find(({ items }) => items.length === 1);
    await mark(vendor, again!.items[0]!.id, 'tick');
    expect(await told(department)).toContain('engagement engagement.checklist_done');
    expect(await refusalOf(list(department, { personId: vendor.personId }))).toBe(
      '422 invalid_input personId',
    );
  });

  it('whom a message names is told once, as one who may read the room, and nobody else may be named', async () => {
    const { department, vendor, otherVendor } = app.cast;
    const say = (who: Who, mentions: string[]) =>
      app.as(who)(postMessage, { params: { id }, body: { text: '请看一下', mentions } });
    // The other side's people are not told of by a room until they show up in it.
    expect(await refusalOf(say(vendor, [department.personId]))).toBe('422 invalid_input mentions.0');
    expect(await refusalOf(say(department, [otherVendor.personId]))).toBe('422 invalid_input mentions.0');
    expect((await app.as(vendor)(readEngagement, { params: { id } })).messages).toEqual([]);
    const said = await say(department, [colleague.personId, colleague.personId]);
    expect(said.mentions).toHaveLength(1);
    expect((await told(colleague)).filter((one) => one.includes('engagement.ment'))).toEqual([
      'mention engagement.mentioned',
    ]);
    const open = (await app.as(vendor)(readEngagement, { params: { id } })).mentionable.map((one) => one.id);
    expect(open).toContain(department.personId);
    expect(open).not.toContain(colleague.personId);
    const before = (await told(department)).length;
    await say(vendor, [department.personId]);
    const now = await told(department);
    // Not once for the message and once for the mention.
    expect(now).toHaveLength(before + 1);
    expect(now[0]).toBe('mention engagement.mentioned');
    expect((await told(colleague))[0]).toBe('engagement engagement.message');
    // Gone before it was told: nobody hears of a room they may not read.
    await say(vendor, [department.personId]);
    await app.database.owner.query(
      'UPDATE membership SET organisation_id = $2 WHERE person_id = $1 AND organisation_id = $3',
      [department.personId, app.cast.otherDepartment.organisationId, department.organisationId],
    );
    const { rows: counted } = await app.database.owner.query(
      'SELECT count(*)::int AS n FROM notice WHERE person_id = $1',
      [department.personId],
    );
    while ((await system.asSystem(makeNotices)) > 0);
    const { rows } = await app.database.owner.query(
      'SELECT count(*)::int AS n FROM notice WHERE person_id = $1',
      [department.personId],
    );
    expect(rows).toEqual(counted);
    await app.database.owner.query(
      'UPDATE membership SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2',
      [department.personId, app.cast.otherDepartment.organisationId, department.organisationId],
    );
  });

  it('a handover takes checklists and unanswered mentions along', async () => {
    const { department, vendor } = app.cast;
    const hand = (personId: string) =>
      app.as(department)(handOver, { params: { id }, body: { personId, note: '' } });
    await hand(department.personId);
    await list(department, { side: 'department', personId: department.personId });
    await app.as(vendor)(postMessage, {
      params: { id },
      body: { text: '请确认', mentions: [department.personId] },
    });
    const count = async () =>
      (await told(colleague)).filter((one) => one === 'mention engagement.mentioned').length;
    const before = await count();
    await hand(colleague.personId);
    expect(await count()).toBe(before + 1);
    const { rows } = await app.database.owner.query(
      'SELECT person_id FROM room_check WHERE engagement_id = $1',
      [id],
    );
    expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set([colleague.personId]));
    // Told of it once: the message names whom it named.
    expect((await app.as(vendor)(readEngagement, { params: { id } })).messages[0]?.mentions).toHaveLength(1);
    await hand(department.personId);
    await hand(colleague.personId);
    expect(await count()).toBe(before + 1);
  });
});
