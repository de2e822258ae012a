import { createHash } from 'node:crypto';
import {
  downloadMonthlyPdf,
  downloadMonthlyStatement,
  draftMonthlyReport,
  listMonthlyReports,
  readMonthBehind,
  readMonthlyReport,
  signMonthlyReport,
} from '@scenario-lab/contracts/monthly-reports';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const month = '2026-03';
const params = { month };
const digest = createHash('sha256').update('figures').digest('hex');
const sql = (text: string, values: unknown[] = []) => app.database.owner.query(text, values);
/** As the worker fills it in. */
const counted = (figures: string = digest) =>
  sql(`UPDATE monthly_report SET figures = '[]', digest = $2, drafted_at = now() WHERE month = $1`, [
    month,
    figures,
  ]);

it('is drafted for a month that is over, by the lab alone', async () => {
  const { vendor, department, operator, reviewer, observer } = app.cast;
  for (const who of [vendor, department]) {
    expect(await statusOf(app.as(who)(draftMonthlyReport, { params }))).toBe('403 role_missing');
    expect(await statusOf(app.as(who)(listMonthlyReports, {}))).toBe('403 role_missing');
    expect(await app.sqlAs(who, 'SELECT 1 FROM monthly_report')).toEqual([]);
  }
  for (const who of [reviewer, observer])
    expect(await statusOf(app.as(who)(draftMonthlyReport, { params }))).toBe('403 role_missing');
  expect(await statusOf(app.as(operator)(draftMonthlyReport, { params: { month: '2099-01' } }))).toMatch(
    /^4(04|22)/,
  );
  for (const wrong of ['2026-13', '2026-1', 'now', '1999-01'])
    expect(await statusOf(app.as(operator)(draftMonthlyReport, { params: { month: wrong } }))).toBe(
      '404 not_found',
    );
  await app.as(operator)(draftMonthlyReport, { params });
  expect(await app.as(observer)(listMonthlyReports, {})).toEqual([
    { month, draftedAt: null, issuedAt: null, signatures: [] },
  ]);
  expect(await statusOf(app.as(operator)(signMonthlyReport, { params, body: { digest } }))).toBe(
    '409 wrong_status',
  );
});

it('opens the list behind a number to the lab alone, page by page', async () => {
  const { vendor, department, observer, operator } = app.cast;
  const query = { figure: 'month.published', slice: 'solution.listed' };
  for (const who of [vendor, department])
    expect(await statusOf(app.as(who)(readMonthBehind, { params, query }))).toBe('403 role_missing');
  for (const [id, name] of [
    ['00000000-0000-7000-8000-00000000000a', 'A'],
    ['00000000-0000-7000-8000-00000000000b', 'B'],
  ]) {
    await sql(
      `INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'listed', jsonb_build_object('title', jsonb_build_object('en', $3::text)))`,
      [id, vendor.organisationId, name],
    );
    await sql(
      `INSERT INTO event (id, thing, thing_id, event, at) VALUES (gen_random_uuid(), 'solution', $1, 'solution.listed', '2026-03-${id === '00000000-0000-7000-8000-00000000000a' ? '31T15:59:59Z' : '02T00:00:00Z'}')`,
      [id],
    );
  }
  // Of the month after by the lab's clock.
  await sql(
    `INSERT INTO event (id, thing, thing_id, event, at) VALUES (gen_random_uuid(), 'solution', '00000000-0000-7000-8000-00000000000a', 'solution.listed', '2026-03-31T16:00:00Z')`,
  );
  const first = await app.as(observer)(readMonthBehind, { params, query: { ...query, limit: 1 } });
  expect(first).toMatchObject({
    items: [{ thing: 'solution', title: { en: 'A' }, note: 'solution.listed' }],
    next: '1',
    total: 2,
  });
  const rest = await app.as(operator)(readMonthBehind, { params, query: { ...query, cursor: '1' } });
  expect(rest).toMatchObject({ items: [{ title: { en: 'B' } }], next: null });
  for (const wrong of [
    { figure: 'month.published' },
    { figure: 'nothing' },
    { figure: 'month.here', slice: 'x' },
  ])
    expect(await statusOf(app.as(observer)(readMonthBehind, { params, query: wrong }))).toBe('404 not_found');
  expect(
    await statusOf(app.as(observer)(readMonthBehind, { params, query: { ...query, cursor: 'x' } })),
  ).toMatch(/^4\d\d invalid_/);
});

it('is signed by two people, each under the figures it has read', async () => {
  const { operator, reviewer, admin, observer } = app.cast;
  await counted();
  const sign = (who: typeof operator, under = digest) =>
    statusOf(app.as(who)(signMonthlyReport, { params, body: { digest: under } }));
  expect(await sign(observer)).toBe('403 role_missing');
  expect(await sign(operator, '0'.repeat(64))).toBe('412 changed_meanwhile');
  await app.as(operator)(signMonthlyReport, { params, body: { digest } });
  expect(await sign(operator)).toBe('403 decided_by_you');
  expect((await app.as(operator)(readMonthlyReport, { params })).allowed).not.toContain(
    'monthly_report.sign',
  );
  expect((await app.as(reviewer)(readMonthlyReport, { params })).allowed).toContain('monthly_report.sign');

  // Counted anew: what was signed falls with the old figures.
  await app.as(admin)(draftMonthlyReport, { params });
  expect((await app.as(admin)(readMonthlyReport, { params })).signatures).toEqual([]);
  const other = createHash('sha256').update('other figures').digest('hex');
  await counted(other);
  expect(await sign(operator)).toBe('412 changed_meanwhile');
  for (const who of [operator, reviewer])
    await app.as(who)(signMonthlyReport, { params, body: { digest: other } });
  expect(await sign(admin, other)).toBe('409 wrong_status');
  expect(await statusOf(app.as(admin)(draftMonthlyReport, { params }))).toBe('409 wrong_status');
  expect((await app.as(observer)(readMonthlyReport, { params })).signatures).toHaveLength(2);
});

it('is nobody’s to change once it is sealed, and only then to be had as files', async () => {
  const { operator, reviewer, vendor } = app.cast;
  const pdf = (who: typeof operator) => app.as(who)(downloadMonthlyPdf, { params, query: { lang: 'zh' } });
  expect(await statusOf(pdf(operator))).toBe('404 not_found');
  expect(await statusOf(app.as(operator)(downloadMonthlyStatement, { params }))).toBe('404 not_found');
  await sql(
    `UPDATE monthly_report SET issued_at = now(), envelope = '{"sealed": true}' || chr(10) WHERE month = $1`,
    [month],
  );
  const statement = await app.as(reviewer)(downloadMonthlyStatement, { params });
  expect(await statement.text()).toBe('{"sealed": true}\n');
  expect(await statusOf(app.as(vendor)(downloadMonthlyStatement, { params }))).toBe('403 role_missing');
  expect(await statusOf(app.as(operator)(draftMonthlyReport, { params }))).toBe('409 wrong_status');
  await app.sqlAs(operator, 'DELETE FROM monthly_signature');
  await app.sqlAs(operator, 'DELETE FROM monthly_report');
  expect((await app.as(operator)(readMonthlyReport, { params })).signatures).toHaveLength(2);
  for (const [who, statementOf] of [
    [operator, `UPDATE monthly_report SET figures = '[]'`],
    [operator, `INSERT INTO monthly_report (month, figures) VALUES ('2026-01', '[]')`],
  ] as const)
    await expect(app.sqlAs(who, statementOf), statementOf).rejects.toThrow(/permission denied/);
  await expect(
    app.sqlAs(
      operator,
      `INSERT INTO monthly_signature (month, person_id, digest) VALUES ('2026-01', $1, 'x')`,
      [reviewer.personId],
    ),
  ).rejects.toThrow(/row-level security/);
});
