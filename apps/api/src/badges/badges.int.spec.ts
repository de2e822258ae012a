import {
  applyForBadge,
  badgeDeeds,
  checkBadge,
  downloadBadge,
  downloadBadgePdf,
  listBadges,
  readBadge,
} from '@scenario-lab/contracts/badges';
import { lookUpReport } from '@scenario-lab/contracts/certificates';
import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { embedBadge } from '@scenario-lab/contracts/sharing';
import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { FilesystemStore } from '@scenario-lab/storage/filesystem-store';
import { makeExam } from '@scenario-lab/testing/exam';
import { makePartner } from '@scenario-lab/testing/partner';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
let datasets: [string, string];
beforeAll(async () => {
  app = await testApp();
  datasets = await makePartner(app.database.owner, app.cast.department, [
    app.cast.vendor,
    app.cast.otherVendor,
  ]);
});
afterAll(() => app?.close());
const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
const kind = 'data_partner' as const;
const listed = (status: string) => sql('UPDATE dataset SET status = $2 WHERE id = $1', [datasets[0], status]);
const apply = (who: SignedIn, thingId = app.cast.department.organisationId) =>
  app.as(who)(applyForBadge, { body: { kind, thingId, words: '三年持续共享' } });
let id = '';

it('tells how the rules stand to whose thing it is and to the lab, and to nobody else', async () => {
  const { department, otherDepartment, vendor, observer, operator } = app.cast;
  const query = { kind, thingId: department.organisationId };
  for (const who of [department, operator, observer]) {
    const { rules } = await app.as(who)(checkBadge, { query });
    expect(rules.map(({ rule, value, holds }) => [rule, value, holds])).toEqual([
      ['datasets_listed', 2, true],
      ['users', 2, true],
      ['requests_overdue', 0, true],
    ]);
  }
  for (const who of [otherDepartment, vendor]) {
    const theirs = await statusOf(app.as(who)(checkBadge, { query }));
    expect(theirs).toBe('404 not_found');
    expect(await app.sqlAs(who, `SELECT badge_measures('organisation', '${query.thingId}') AS said`)).toEqual(
      [{ said: null }],
    );
  }
  expect(await statusOf(app.as(null)(checkBadge, { query }))).toMatch(/^401/);
  // A figure that rests on nothing holds no rule.
  const { rules } = await app.as(vendor)(checkBadge, {
    query: { kind: 'service_provider', thingId: vendor.organisationId },
  });
  expect(rules.find(({ rule }) => rule === 'field_estimate')).toMatchObject({ value: null, holds: false });
});

it('is applied for by its owner alone, once, and only while every rule holds', async () => {
  const { department, otherDepartment, vendor, operator } = app.cast;
  expect(await statusOf(apply(otherDepartment))).toBe('404 not_found');
  expect(await statusOf(apply(department, newId()))).toBe('404 not_found');
  expect(await statusOf(apply(operator))).toBe('403 role_missing');
  const provider = { kind: 'service_provider' as const, thingId: vendor.organisationId, words: '' };
  expect(await statusOf(app.as(vendor)(applyForBadge, { body: provider }))).toBe('409 rules_unmet');
  await listed('delisted');
  expect(await statusOf(apply(department))).toBe('409 rules_unmet');
  await listed('listed');
  ({ id } = await apply(department));
  expect(await statusOf(apply(department))).toBe('409 duplicate');
  for (const who of [otherDepartment, vendor, null]) {
    expect(await statusOf(app.as(who)(readBadge, { params: { key: id } }))).toBe('404 not_found');
    expect((await app.as(who)(listBadges, {})).items).toEqual([]);
  }
  const own = await app.as(department)(readBadge, { params: { key: id } });
  expect(own).toMatchObject({ status: 'applied', words: '三年持续共享', number: null });
  expect(own.allowed).toEqual(expect.arrayContaining(['badge.withdraw']));
  expect(own.allowed).not.toContain('badge.recommend');
});

it('is given by two people of the lab, on the figures of then, and signed by neither', async () => {
  const { department, operator, reviewer, vendor } = app.cast;
  const params = { id };
  const does = (who: SignedIn, deed: 'recommend' | 'grant') =>
    statusOf(app.as(who)(badgeDeeds[deed], { params, body: {} }));
  for (const who of [department, vendor]) expect(await does(who, 'recommend')).toBe('403 role_missing');
  await listed('delisted');
  expect(await does(reviewer, 'recommend')).toBe('409 rules_unmet');
  await listed('listed');
  expect(await does(reviewer, 'grant')).toBe('409 wrong_status');
  await app.as(reviewer)(badgeDeeds.recommend, { params, body: {} });
  expect(await does(reviewer, 'grant')).toBe('403 decided_by_you');
  await listed('delisted');
  expect(await does(operator, 'grant')).toBe('409 rules_unmet');
  await listed('listed');
  await app.as(operator)(badgeDeeds.grant, { params, body: {} });
  // Nothing the API may write makes a badge: no number, no signature, no date.
  for (const statement of [
    `UPDATE badge SET envelope = 'forged'`,
    `UPDATE badge SET number = 'SB-2026-9999'`,
    `UPDATE badge SET expires_at = now()`,
    `UPDATE badge SET holder_id = app_org()`,
    'DELETE FROM badge',
  ])
    await expect(app.sqlAs(operator, statement), statement).rejects.toThrow(/permission denied/);
  expect(await statusOf(app.as(department)(downloadBadge, { params }))).toBe('404 not_found');
});

it('is everybody’s once it was given, with its words left to the holder and the lab', async () => {
  const { department, vendor, operator, reviewer } = app.cast;
  const digest = 'd'.repeat(64);
  // As the worker leaves it.
  await sql(
    `UPDATE badge SET status = 'valid', number = 'SB-2026-0007', envelope = '{"sealed": true}' || chr(10), digest = $2, key_id = 'k',
       issued_at = now(), expires_at = now() + interval '1 year' WHERE id = $1`,
    [id, digest],
  );
  for (const who of [null, vendor]) {
    const read = await app.as(who)(readBadge, { params: { key: 'SB-2026-0007' } });
    expect(read).toMatchObject({
      id,
      status: 'valid',
      words: null,
      allowed: ['badge.read'].concat(who ? ['badge.read_rules'] : []),
    });
    const { items, facets } = await app.as(who)(listBadges, {
      query: { thingId: department.organisationId },
    });
    expect(items).toHaveLength(1);
    expect(facets).toMatchObject({ kind: { data_partner: 1 }, status: { valid: 1 } });
  }
  expect(await (await app.as(null)(downloadBadge, { params: { id } })).text()).toBe('{"sealed": true}\n');
  expect(await statusOf(app.as(null)(downloadBadgePdf, { params: { id } }))).toBe('404 not_found');
  const store = await FilesystemStore.open({ dir: app.folders.blobs });
  const { sha256 } = await store.put(Buffer.from('%PDF'));
  await sql('UPDATE badge SET pdf_zh_sha256 = $2, pdf_en_sha256 = $2 WHERE id = $1', [id, sha256]);
  const paper = await app.as(null)(downloadBadgePdf, { params: { id }, query: { lang: 'en' } });
  expect([paper.headers.get('content-disposition'), await paper.text()]).toEqual([
    'attachment; filename="SB-2026-0007-en.pdf"',
    '%PDF',
  ]);
  const known = await app.as(null)(lookUpReport, { params: { digest } });
  expect(known).toEqual({
    known: true,
    certificate: null,
    training: null,
    badge: { number: 'SB-2026-0007', status: 'valid' },
  });
  const picture = await app.as(null)(embedBadge, {
    params: { number: 'SB-2026-0007' },
    query: { lang: 'en' },
  });
  expect(await picture.text()).toContain('Badge SB-2026-0007: Valid');
  expect(await statusOf(app.as(null)(embedBadge, { params: { number: 'SB-2026-0008' } }))).toBe(
    '404 not_found',
  );
  // On its holder's card in the list, for whoever looks for badges; and on no other's.
  const bearers = async (badge?: 'data_partner' | 'service_provider') =>
    (await app.as(null)(listShownOrganisations, { query: { badge, limit: 100 } })).items;
  expect((await bearers('data_partner')).map((one) => one.id)).toEqual([department.organisationId]);
  expect(await bearers('service_provider')).toEqual([]);
  for (const one of await bearers())
    expect(one.badges).toEqual(one.id === department.organisationId ? ['data_partner'] : []);
  const revoke = (who: SignedIn) =>
    statusOf(app.as(who)(badgeDeeds.revoke, { params: { id }, body: { reason: '数据来源不实' } }));
  expect(await revoke(department)).toBe('403 role_missing');
  expect(await revoke(reviewer)).toBe('403 role_missing');
  await app.as(operator)(badgeDeeds.revoke, { params: { id }, body: { reason: '数据来源不实' } });
  expect(await app.as(null)(readBadge, { params: { key: id } })).toMatchObject({
    status: 'revoked',
    reason: '数据来源不实',
  });
});

it('stands on the cards of needs and data in lists while it stands, and narrows them', async () => {
  const { department } = app.cast;
  const { scenarioId: need } = await makeExam(app.database.owner, app.cast);
  const [listed, plain] = [newId(), newId()];
  for (const one of [listed, plain])
    await sql(
      `INSERT INTO dataset (id, owner_id, status, card, listed, access_mode) VALUES ($1, $2, 'listed', $3, $3, 'open')`,
      [one, department.organisationId, JSON.stringify(card)],
    );
  const give = (kind: string, thing: string, of: string, status: string) =>
    sql(
      `INSERT INTO badge (id, status, kind, holder_id, thing, thing_id, title, words, applied_by, rules)
       VALUES ($1, $2, $3, $4, $5, $6, '{"en": "A"}', '', $7, '[]')`,
      [newId(), status, kind, department.organisationId, thing, of, department.personId],
    );
  await give('standard_dataset', 'dataset', listed, 'watch');
  await give('standard_dataset', 'dataset', plain, 'applied');
  await give('demonstration_scenario', 'scenario', need, 'valid');
  for (const q of [undefined, 'sensor']) {
    const found = await app.as(null)(listDatasets, { query: { badge: 'standard_dataset', q } });
    if (q === undefined)
      expect(found).toMatchObject({ total: 1, items: [{ id: listed, badges: ['standard_dataset'] }] });
    else expect(found.items.every((one) => one.badges.length > 0)).toBe(true);
  }
  expect((await app.as(null)(readDataset, { params: { id: plain } })).badges).toEqual([]);
  expect(await app.as(null)(listScenarios, { query: { badge: 'demonstration_scenario' } })).toMatchObject({
    total: 1,
    items: [{ id: need, badges: ['demonstration_scenario'] }],
  });
  await sql(`UPDATE badge SET status = 'lost' WHERE thing_id = $1`, [listed]);
  expect((await app.as(null)(listDatasets, { query: { badge: 'standard_dataset' } })).items).toEqual([]);
});

const card = {
  title: { zh: '数据', en: 'Sensor data' },
  summary: { zh: '数据', en: 'Sensor data' },
  fields: [],
  technologies: [],
  accessMode: 'open',
  sourceKind: 'public',
  region: null,
  licence: 'CC BY 4.0',
  source: 'x',
  truthPublic: false,
};
