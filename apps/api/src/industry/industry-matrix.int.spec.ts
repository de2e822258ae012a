import { downloadMatrix, readMatrix } from '@scenario-lab/contracts/industry-matrix';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';
import { rowsOf } from './test-rows.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());
const put = (table: string, row: Record<string, unknown>) => rowsOf(app)(table, row);

describe('the matrix of certified programs by departments’ data', () => {
  const plan = JSON.stringify({ task: 'forecasting', metrics: ['mae'], criteria: [] });
  const plainColumns = JSON.stringify([{ name: 'level', type: 'number' }]);
  const exam = async (title: string, of: { columns?: string; status?: string; digest?: string } = {}) => {
    const { department } = app.cast;
    const benchmark = await put('benchmark', {
      owner_id: department.organisationId,
      title: JSON.stringify({ zh: title }),
    });
    const version = await put('benchmark_version', {
      benchmark_id: benchmark,
      number: 1,
      status: of.status ?? 'open',
      dataset_version_id: newId(),
      plan,
      columns: of.columns ?? plainColumns,
      hidden_digest: of.digest ?? benchmark,
    });
    return { benchmark, version };
  };
  const program = async (title: string) => {
    const algorithm = await put('algorithm', {
      owner_id: app.cast.vendor.organisationId,
      status: 'listed',
      task: 'forecasting',
      solution_id: newId(),
      card: '{}',
      listed: JSON.stringify({ title: { zh: title } }),
    });
    const sockets = { task: 'forecasting', inputs: [{ column: 'level', type: 'number', required: true }] };
    return put('algorithm_version', {
      algorithm_id: algorithm,
      status: 'ready',
      label: '1.0',
      sockets: JSON.stringify(sockets),
    });
  };
  const tried = async (
    algorithm: string,
    { version }: { version: string },
    value: number,
    of: { certificate?: string; replication?: string; published?: boolean } = {},
  ) => {
    const { vendor } = app.cast;
    const run = await put('run', {
      status: 'approved',
      split: 'hidden',
      algorithm_version_id: algorithm,
      benchmark_version_id: version,
      vendor_id: vendor.organisationId,
      submitted_by: vendor.personId,
      replication_id: of.replication ?? null,
    });
    const figure = { metric: 'mae', slice: null, value, interval: { lower: value - 1, upper: value + 1 } };
    await put('result', { run_id: run, edition: 'vendor', body: JSON.stringify({ figures: [figure] }) });
    if (of.certificate)
      await put('certificate', {
        number: `SM-${newId()}`,
        status: of.certificate,
        run_id: run,
        vendor_id: vendor.organisationId,
        algorithm_version_id: algorithm,
        benchmark_version_id: version,
        expires_at: new Date(Date.now() + 86_400_000),
      });
    else await put('report', { run_id: run, edition: 'vendor', published: of.published ?? true });
    return run;
  };
  const matrix = (query: object = { task: 'forecasting' }) => app.as(null)(readMatrix, { query });

  it('tells of each pair what is public, and of each gap what stands in its way', async () => {
    expect(await matrix()).toMatchObject({ task: 'forecasting', rows: [], columns: [] });
    const [home, transfer, open] = await Promise.all([
      exam('本区'),
      exam('邻区'),
      exam('未测区'),
      exam('列名不同', { columns: JSON.stringify([{ name: 'water_level', type: 'number' }]) }),
      exam('已关闭', { status: 'closed' }),
    ]);
    const one = await program('甲');
    await tried(one, home, 3, { certificate: 'valid' });
    await tried(one, transfer, 9, { replication: newId() });
    // Neither what its vendor keeps to itself nor what was revoked says anything.
    await tried(one, open, 1, { published: false });
    const lost = await program('乙');
    await tried(lost, home, 2, { certificate: 'revoked' });
    const other = await program('丙');
    await tried(other, open, 5, { certificate: 'watch' });
    await tried(other, home, 4);

    const { rows, columns, counts, tasks } = await matrix();
    expect(tasks).toContainEqual({ task: 'forecasting', programs: 2 });
    expect(columns).toHaveLength(5);
    const cells = (title: string) =>
      Object.fromEntries(
        (rows.find(({ algorithm }) => algorithm.title.zh === title)?.cells ?? []).map((cell, place) => [
          columns[place]?.title.zh,
          cell,
        ]),
      );
    expect(rows.map(({ algorithm }) => algorithm.title.zh).sort()).toEqual(['丙', '甲']);
    expect(rows.map(({ algorithm }) => algorithm.listed)).toEqual([true, true]);
    expect(cells('甲')).toMatchObject({
      本区: { state: 'certified', value: 3, lower: 2, upper: 4, gap: null },
      邻区: { state: 'transferred', value: 9, certificate: null },
      未测区: { state: 'untried', value: null, gap: 'test', missing: [] },
      列名不同: { state: 'untried', gap: 'columns', missing: ['level'] },
      已关闭: { state: 'untried', gap: 'closed' },
    });
    expect(cells('丙')).toMatchObject({ 本区: { state: 'measured', value: 4 }, 未测区: { state: 'watch' } });
    expect(counts).toEqual({ certified: 2, tried: 2, gaps: 6 });
    expect(columns.find(({ benchmarkId }) => benchmarkId === home.benchmark)).toMatchObject({
      certified: 1,
      open: true,
      metric: 'mae',
      threshold: null,
    });
    for (const who of [app.cast.vendor, app.cast.operator])
      expect((await app.as(who)(readMatrix, { query: { task: 'forecasting' } })).rows).toEqual(rows);
  });

  it('is narrowed by field, given as CSV, and refuses what is no task', async () => {
    expect((await matrix({ task: 'forecasting', field: 'social_management' })).columns).toEqual([]);
    const csv = await (
      await app.as(null)(downloadMatrix, { query: { task: 'forecasting', lang: 'zh' } })
    ).text();
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 2 * 5);
    expect(lines.some((line) => line.startsWith('甲,1.0,') && line.includes(',未测,'))).toBe(true);
    for (const query of [{ task: "x' OR true" }, { task: 'binary', field: 'everything' }])
      expect(await statusOf(app.as(null)(readMatrix, { query: query as never }))).toBe('422 invalid_input');
  });

  it('tells of a program taken out of the catalogue that it has no page for everybody', async () => {
    const [first] = (await matrix()).rows;
    await app.database.owner.query(`UPDATE algorithm SET status = 'delisted' WHERE id = $1`, [
      first?.algorithm.id,
    ]);
    const after = (await matrix()).rows;
    expect(after).toHaveLength(2);
    for (const { algorithm } of after) expect(algorithm.listed).toBe(algorithm.id !== first?.algorithm.id);
  });
});
