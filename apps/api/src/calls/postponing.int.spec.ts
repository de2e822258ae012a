import { postponeCall } from '@scenario-lab/contracts/calls';
import { listNotices } from '@scenario-lab/contracts/notices';
import { scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { callsOf } from './test-calls.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

type Who = Parameters<TestApp['as']>[0];
let desk: Awaited<ReturnType<typeof callsOf>>;
beforeEach(async () => {
  desk = await callsOf(app);
});

describe('an open call', () => {
  it('has its deadline moved later only, said why, while bids come in; everybody is told', async () => {
    const { department, operator, vendor } = app.cast;
    const { id } = await desk.opened();
    await desk.handIn(vendor, id);
    const postpone = (who: Who, deadline: string, reason = '补遗后留足时间。') =>
      app.as(who)(postponeCall, { params: { id }, body: { deadline, reason } });
    expect(await refusalOf(postpone(operator, '2099-01-20T17:00'))).toBe('403 role_missing');
    for (const early of ['2099-01-15T17:00', '2099-01-15T16:59', '2020-01-01T00:00'])
      expect(await refusalOf(postpone(department, early))).toBe('422 invalid_input deadline');
    expect(await refusalOf(postpone(department, '2099-01-20T17:00', ' '))).toBe('422 invalid_input reason');
    await postpone(department, '2099-01-20T17:00');
    expect(await desk.read(null, id)).toMatchObject({
      deadline: '2099-01-20T09:00:00.000Z',
      terms: { deadline: '2099-01-20T17:00', priceWeight: 30 },
      postponed: [
        { from: '2099-01-15T09:00:00.000Z', to: '2099-01-20T09:00:00.000Z', reason: '补遗后留足时间。' },
      ],
    });
    await postpone(department, '2099-02-01T09:00', '再次推迟。');
    expect((await desk.read(null, id)).postponed).toHaveLength(2);
    // Not past the API without a line of why, nor earlier, nor the terms with it, nor what was said before.
    for (const change of [
      `deadline = deadline + interval '1 day'`,
      `deadline = deadline - interval '1 day', postponed = postponed || '[{}]'`,
      `deadline = deadline + interval '1 day', postponed = postponed || '[{}]', terms = jsonb_set(terms, '{priceWeight}', '1')`,
      `deadline = deadline + interval '1 day', postponed = '[{}, {}, {}]'`,
      `postponed = '[]'`,
    ])
      await expect(
        app.sqlAs(department, `UPDATE open_call SET ${change} WHERE id = '${id}'`),
      ).rejects.toThrow(/frozen/);
    while ((await system.asSystem(makeNotices)) > 0);
    const told = (await app.as(vendor)(listNotices, { query: {} })).items.filter(
      ({ thingId }) => thingId === id,
    );
    expect(told.map(({ event }) => event)).toContain('call.postponed');
    await desk.passDeadline(id);
    expect(await refusalOf(postpone(department, '2099-03-01T17:00'))).toBe('409 too_late');
  });

  it('ends with its need, with the reason of that', async () => {
    const { department, operator } = app.cast;
    const draft = await desk.create(department);
    const open = await desk.opened();
    await app.as(operator)(scenarioDeeds.withdraw, {
      params: { id: desk.scenarioId },
      body: { reason: '预算调整。' },
    });
    for (const { id } of [draft, open])
      expect(await desk.read(department, id)).toMatchObject({ status: 'cancelled', endReason: '预算调整。' });
  });
});
