import {
  readBadgeRules,
  saveBadgeRules,
  type Thresholds,
  tryBadgeRules,
} from '@scenario-lab/contracts/badge-rules';
import { applyForBadge, checkBadge, readBadge } from '@scenario-lab/contracts/badges';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makePartner } from '@scenario-lab/testing/partner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const standing = newId();
beforeAll(async () => {
  app = await testApp();
  const { department, vendor, otherVendor } = app.cast;
  await makePartner(app.database.owner, department, [vendor, otherVendor]);
  const rules = [
    { rule: 'datasets_listed', bound: 'at_least', threshold: 2, value: 2, holds: true },
    { rule: 'users', bound: 'at_least', threshold: 2, value: 2, holds: true },
    { rule: 'requests_overdue', bound: 'at_most', threshold: 0, value: 0, holds: true },
  ];
  await sql(
    `INSERT INTO badge (id, status, number, kind, holder_id, thing, thing_id, title, words, applied_by, rules, measured_at,
       issued_at, expires_at)
     VALUES ($1, 'valid', 'SB-2026-0001', 'data_partner', $2, 'organisation', $2, '{"zh": "某局"}', '', $3, $4, now(), now(),
       now() + interval '300 days')`,
    [standing, department.organisationId, department.personId, JSON.stringify(rules)],
  );
});
afterAll(() => app?.close());

const admin = () => app.as(app.cast.admin);
const save = (thresholds: Thresholds, seen: number, note = '第三季度评审会议') =>
  admin()(saveBadgeRules, { body: { thresholds, seen, note } });
const asked = async (rule: string) =>
  (await app.as(null)(readBadgeRules, {})).kinds
    .find(({ kind }) => kind === 'data_partner')
    ?.rules.find((one) => one.rule === rule);

it('are read by everybody, tried and set by the admin alone', async () => {
  const read = await app.as(null)(readBadgeRules, {});
  expect(read).toMatchObject({ number: 1, history: [], allowed: [] });
  expect(await asked('users')).toEqual({ rule: 'users', bound: 'at_least', threshold: 2, usual: 2 });
  expect((await admin()(readBadgeRules, {})).allowed).toEqual(['badge.set_thresholds']);
  const body = { thresholds: { data_partner: { users: 3 } }, seen: 1, note: '提高' };
  const { vendor, department, operator, reviewer, observer } = app.cast;
  for (const who of [vendor, department, operator, reviewer, observer]) {
    expect(await statusOf(app.as(who)(saveBadgeRules, { body }))).toBe('403 role_missing');
    const trial = app.as(who)(tryBadgeRules, { body: { thresholds: body.thresholds } });
    expect(await statusOf(trial)).toBe('403 role_missing');
  }
  expect(await statusOf(app.as(null)(saveBadgeRules, { body }))).toMatch(/^401/);
});

it('are tried before they are set: who would fall short, and nothing is written', async () => {
  const trial = (thresholds: Thresholds) => admin()(tryBadgeRules, { body: { thresholds } });
  expect(await trial({ data_partner: { users: 3 } })).toMatchObject({
    changes: [{ kind: 'data_partner', rule: 'users', from: 2, to: 3 }],
    standing: 1,
    short: [{ id: standing, number: 'SB-2026-0001', rules: ['users'] }],
  });
  // Asked less, or of another badge: nobody falls short.
  expect((await trial({ data_partner: { users: 1 } })).short).toEqual([]);
  expect((await trial({ service_provider: { pilots_accepted: 9 } })).short).toEqual([]);
  expect(await asked('users')).toMatchObject({ threshold: 2 });
});

it('are refused with the place of what cannot be, and nothing is half written', async () => {
  const refused = async (thresholds: unknown) => {
    const attempt = save({ data_partner: { users: 3 }, ...(thresholds as Thresholds) }, 1);
    return attempt.then(
      () => 'taken',
      (error: { problem: { errors: { path: string; code: string }[] } }) =>
        error.problem.errors.map(({ path, code }) => `${path} ${code}`).join(),
    );
  };
  expect(await refused({ service_provider: { rows: 5 } })).toBe(
    'thresholds.service_provider.rows not_of_the_badge',
  );
  expect(await refused({ standard_dataset: { listed: 1 } })).toBe(
    'thresholds.standard_dataset.listed not_of_the_badge',
  );
  expect(await refused({ service_provider: { field_estimate: 1.5 } })).toBe(
    'thresholds.service_provider.field_estimate out_of_bounds',
  );
  expect(await refused({ service_provider: { pilots_accepted: 1.5 } })).toBe(
    'thresholds.service_provider.pilots_accepted out_of_bounds',
  );
  for (const body of [
    { thresholds: { data_partner: { users: -1 } }, seen: 1, note: 'x' },
    { thresholds: { data_partner: { users: '3' } }, seen: 1, note: 'x' },
    { thresholds: { gold_star: { users: 3 } }, seen: 1, note: 'x' },
    { thresholds: { data_partner: { users: 3 } }, seen: 1, note: ' ' },
  ])
    expect(await statusOf(admin()(saveBadgeRules, { body: body as never }))).toBe('422 invalid_input');
  await expect(save({ data_partner: { users: 2 } }, 1)).rejects.toMatchObject({
    problem: { errors: [{ path: 'thresholds', code: 'nothing_changed' }] },
  });
  expect((await app.as(null)(readBadgeRules, {})).number).toBe(1);
});

it('hold from then on for whoever applies; what stands is warned and keeps its own', async () => {
  expect(await save({ data_partner: { users: 3 } }, 1)).toEqual({ number: 2, warned: 1 });
  expect(await asked('users')).toMatchObject({ threshold: 3, usual: 2 });
  const { department } = app.cast;
  const check = (who: SignedIn) =>
    app.as(who)(checkBadge, { query: { kind: 'data_partner', thingId: department.organisationId } });
  expect((await check(department)).rules.find(({ rule }) => rule === 'users')).toMatchObject({
    ...{ threshold: 3, value: 2, holds: false },
  });
  const badge = await app.as(null)(readBadge, { params: { key: 'SB-2026-0001' } });
  expect(badge.status).toBe('valid');
  expect(badge.rules.find(({ rule }) => rule === 'users')).toMatchObject({ threshold: 2, holds: true });
  expect(badge.short).toMatchObject([{ rule: 'users', threshold: 3, value: 2, holds: false }]);
  await sql(`UPDATE badge SET status = 'expired' WHERE id = $1`, [standing]);
  const again = { kind: 'data_partner' as const, thingId: department.organisationId, words: '' };
  expect(await statusOf(app.as(department)(applyForBadge, { body: again }))).toBe('409 rules_unmet');
  await sql(`UPDATE badge SET status = 'valid' WHERE id = $1`, [standing]);
  const events: { event: string }[] = (
    await sql(`SELECT event FROM event WHERE event IN ('badge.warned', 'lab.badge_rules_set') ORDER BY event`)
  ).rows;
  expect(events.map(({ event }) => event)).toEqual(['badge.warned', 'lab.badge_rules_set']);
});

it('are versions: each with its reason, none written over one that was not read', async () => {
  expect(await statusOf(save({ data_partner: { users: 9 } }, 1))).toMatch(/changed_meanwhile$/);
  // Who fell short before by another rule is not told again of a change that does not concern it.
  expect(await save({ data_partner: { users: 3 }, service_provider: { pilots_accepted: 2 } }, 2)).toEqual({
    number: 3,
    warned: 0,
  });
  const outcomes = await Promise.all(
    [4, 5].map((users) => statusOf(save({ data_partner: { users } }, 3).then(() => 'taken'))),
  );
  expect(outcomes.filter((one) => /changed_meanwhile$/.test(one))).toHaveLength(1);
  const { history } = await app.as(null)(readBadgeRules, {});
  expect(history.map(({ number }) => number)).toEqual([4, 3, 2]);
  expect(history.at(-1)).toMatchObject({
    note: '第三季度评审会议',
    changes: [{ kind: 'data_partner', rule: 'users', from: 2, to: 3 }],
  });
});
