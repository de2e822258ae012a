import {
  pauseQueue,
  readConsole,
  readInbox,
  readSandboxState,
  readShowcase,
} from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

type Person = TestApp['cast']['vendor'];

async function add(table: string, row: Record<string, unknown>): Promise<string> {
  const id = (row.id as string | undefined) ?? newId();
  const whole = { ...row, id };
  const columns = Object.keys(whole);
  const values = Object.values(whole).map((value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value,
  );
  await app.database.owner.query(
    `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')})
     VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    values,
  );
  return id;
}
/** A thing with its parties, past every policy. */
async function thing(
  table: string,
  row: Record<string, unknown>,
  parties: Record<string, Person>,
): Promise<string> {
  const id = await add(table, row);
  for (const [right, who] of Object.entries(parties)) {
    await app.database.owner.query(
      `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ($1, $2, $3, $4)`,
      [table, id, who.organisationId, right],
    );
  }
  return id;
}
const title = (zh: string) => ({ title: { zh } });
const inbox = async (who: Person) =>
  (await app.as(who)(readInbox, {})).map((item) => `${item.waitsFor} ${item.title.zh ?? item.title.en}`);

describe('the inbox', () => {
  it('shows each what waits for it by its own policies, and nobody anything of others', async () => {
    const { vendor, otherVendor, department, otherDepartment, operator, reviewer, admin, observer } =
      app.cast;
    const v = vendor.organisationId;
    const d = department.organisationId;
    await thing('solution', { owner_id: v, status: 'in_review', card: title('待审方案') }, { own: vendor });
    const solution = await thing(
      'solution',
      { owner_id: v, status: 'returned', card: title('退回方案') },
      { own: vendor },
    );
    await thing(
      'scenario',
      { owner_id: d, status: 'in_review', need: title('待审需求') },
      { own: department },
    );
    await thing('scenario', { owner_id: d, status: 'draft', need: title('草稿') }, { own: department });
    const dataset = await thing(
      'dataset',
      {
        owner_id: d,
        status: 'listed',
        card: title('数据'),
        listed: title('数据'),
        access_mode: 'on_request',
      },
      { own: department },
    );
    await thing(
      'access_request',
      {
        dataset_id: dataset,
        status: 'submitted',
        organisation_id: v,
        owner_id: d,
        person_id: vendor.personId,
        purpose: 'x',
        until: '2030-01-01',
      },
      { own: department, act: vendor },
    );
    const open = await thing(
      'scenario',
      { owner_id: d, status: 'closed', need: title('已关闭需求') },
      { own: department },
    );
    const engagement = { scenario_id: open, vendor_id: v, department_id: d };
    await thing(
      'engagement',
      { ...engagement, solution_id: solution, status: 'validating' },
      { own: vendor, act: department },
    );
    const second = await thing(
      'solution',
      { owner_id: v, status: 'draft', card: title('另一方案') },
      { own: vendor },
    );
    await thing(
      'engagement',
      { ...engagement, solution_id: second, status: 'proposed' },
      { own: vendor, act: department },
    );
    await add('organisation', {
      name: { zh: '待核验企业' },
      roles: ['supply'],
      credit_code: '91510100MA6123456X',
    });

    const algorithm = await thing(
      'algorithm',
      { owner_id: v, task: 'classification', status: 'listed', card: title('算法'), listed: title('算法') },
      { own: vendor },
    );
    const version = await add('algorithm_version', {
      algorithm_id: algorithm,
      label: '1',
      status: 'ready',
      kind: 'python',
      file_name: 'a',
      bytes: 1,
      sha256: '0',
      sockets: {},
    });
    const data = await add('dataset_version', {
      dataset_id: dataset,
      label: '1',
      status: 'ready',
      file_name: 'a',
      bytes: 1,
      sha256: '0',
      columns: '[]',
      split: {},
    });
    const benchmark = await thing('benchmark', { owner_id: d, title: { zh: '基准' } }, { own: department });
    const benchmarkVersion = await add('benchmark_version', {
      benchmark_id: benchmark,
      number: 1,
      status: 'open',
      dataset_version_id: data,
      plan: { task: 'classification' },
    });
    const run = (status: string, owner: Person) =>
      thing(
        'run',
        {
          algorithm_version_id: version,
          benchmark_version_id: benchmarkVersion,
          vendor_id: owner.organisationId,
          submitted_by: owner.personId,
          status,
          split: 'hidden',
        },
        { own: owner, oversee: department },
      );
    await run('in_review', vendor);
    await run('needs_info', vendor);
    await run('platform_fault', vendor);
    // A run of the lab's own: no reviewer of the lab may decide on it.
    await run('in_review', reviewer);

    const expected: [Person, string[]][] = [
      [vendor, ['solution.submit 退回方案', 'run.submit 已关闭需求', 'review.give_info 算法']],
      [department, ['access_request.approve 数据', 'engagement.accept 已关闭需求']],
      [operator, ['solution.approve 待审方案', 'scenario.approve 待审需求', 'run.requeue 算法']],
      [reviewer, ['review.approve 算法']],
      [admin, ['organisation.verify 待核验企业']],
      [observer, []],
      [otherVendor, []],
      [otherDepartment, []],
    ];
    for (const [who, items] of expected)
      expect((await inbox(who)).sort(), who.roles[0]).toEqual(items.sort());
  });

  it('says since when and until when, and the lab may promise otherwise', async () => {
    const { operator, vendor } = app.cast;
    const id = await thing(
      'algorithm',
      { owner_id: vendor.organisationId, task: 'classification', status: 'in_review', card: title('算法二') },
      { own: vendor },
    );
    await add('event', {
      thing: 'algorithm',
      thing_id: id,
      event: 'algorithm.submitted',
      at: '2026-03-01T00:00:00Z',
    });
    const item = async () => (await app.as(operator)(readInbox, {})).find((one) => one.id === id);
    expect(await item()).toMatchObject({
      since: '2026-03-01T00:00:00.000Z',
      due: '2026-03-06T00:00:00.000Z',
    });
    await app.database.owner.query(`INSERT INTO setting VALUES ('service.days', '{"algorithm.approve": 2}')`);
    expect(await item()).toMatchObject({ due: '2026-03-03T00:00:00.000Z' });
    expect((await app.as(operator)(readInbox, {}))[0]?.id).toBe(id);
    // The thing's own page asks of it alone: the lab reads that it is its turn, its vendor waits.
    const one = { query: { thing: 'algorithm', id } } as const;
    expect(await app.as(operator)(readInbox, one)).toEqual([await item()]);
    expect(await app.as(vendor)(readInbox, one)).toEqual([]);
    expect(await app.as(operator)(readInbox, { query: { thing: 'dataset', id } })).toEqual([]);
    expect(await statusOf(app.as(null)(readInbox, {}))).toBe('401 sign_in_required');
  });
});

describe('the queue console', () => {
  it('shows workers, backlog and failures to the desk alone', async () => {
    const { operator, observer, vendor } = app.cast;
    const reasons = JSON.stringify([
      { code: 'no_cgroup', zh: '无', en: 'none', remedy: { zh: '装', en: 'install' } },
    ]);
    await app.database.owner.query(
      `INSERT INTO worker_state (id, roles, slots, busy, level, cgroup, sandbox, reasons, seen_at) VALUES
       ('execute-1', '{execute}', 2, 1, 'hardened', 'v2', 'available', '[]', now()),
       ('execute-2', '{execute}', 0, 0, NULL, NULL, 'unavailable', $1, now()),
       ('execute-3', '{execute}', 2, 0, 'basic', 'v2', 'available', '[]', now() - interval '61 seconds'),
       ('score-1', '{score,jobs}', 0, 0, NULL, NULL, 'none', '[]', now())`,
      [reasons],
    );
    const seen = await app.as(observer)(readConsole, {});
    expect(seen.paused).toBe(false);
    expect(seen.workers.map((worker) => `${worker.id} ${worker.alive}`)).toEqual([
      'execute-1 true',
      'execute-2 true',
      'execute-3 false',
      'score-1 true',
    ]);
    expect(seen.phases).toMatchObject({ queued: 0, in_review: 2, needs_info: 1 });
    expect(seen.deliveries.pending).toBe(0);
    expect(await statusOf(app.as(vendor)(readConsole, {}))).toBe('403 role_missing');
    const pause = { body: { paused: true } };
    expect(await statusOf(app.as(observer)(pauseQueue, pause))).toBe('403 role_missing');
    await app.as(operator)(pauseQueue, pause);
    await app.as(operator)(pauseQueue, pause);
    expect((await app.as(operator)(readConsole, {})).paused).toBe(true);
    await app.as(operator)(pauseQueue, { body: { paused: false } });
    const { rows } = await app.database.owner.query(
      `SELECT event FROM event WHERE thing = 'lab' ORDER BY seq`,
    );
    expect(rows.map((row) => row.event)).toEqual(['lab.queue_paused', 'lab.queue_resumed']);
  });

  it('counts a vendor’s waiting runs and last week’s faults', async () => {
    const { owner } = app.database;
    const ids = (
      await owner.query(`SELECT id FROM run WHERE status IN ('in_review', 'needs_info') ORDER BY id`)
    ).rows;
    await owner.query(`UPDATE run SET status = 'queued' WHERE id = $1`, [ids[0].id]);
    await owner.query(
      `UPDATE run SET status = 'algorithm_fault', outcome = 'wall_limit', ended_at = now() WHERE id = $1`,
      [ids[1].id],
    );
    await owner.query(`UPDATE run SET ended_at = now() - interval '8 days' WHERE status = 'platform_fault'`);
    const seen = await app.as(app.cast.operator)(readConsole, {});
    expect(seen.backlog).toMatchObject([{ queued: 1, running: 0 }]);
    expect(seen.backlog[0]?.oldest).not.toBeNull();
    expect(seen.failures).toEqual([{ kind: 'wall_limit', count: 1 }]);
  });
});

describe('what everybody may know', () => {
  it('whether programs can be run here, and if not why', async () => {
    const visitor = app.as(null);
    expect(await visitor(readSandboxState, {})).toEqual({
      available: true,
      level: 'hardened',
      cgroup: 'v2',
      workers: 2,
      reasons: [],
    });
    await app.database.owner.query(`DELETE FROM worker_state WHERE id = 'execute-1'`);
    expect(await visitor(readSandboxState, {})).toMatchObject({
      available: false,
      level: null,
      reasons: [{ code: 'no_cgroup' }],
    });
    await app.database.owner.query(`DELETE FROM worker_state WHERE id = 'execute-2'`);
    expect(await visitor(readSandboxState, {})).toMatchObject({
      available: false,
      workers: 0,
      reasons: [{ code: 'no_worker' }],
    });
  });

  it('what is on show: only what is published, and of the rest only how much there is', async () => {
    const { vendor, department } = app.cast;
    const card = {
      ...title('已上架方案'),
      summary: { zh: '摘要' },
      fields: ['public_services'],
      technologies: [],
      trl: 7,
      claims: [],
      deployment: { gpu: false, sites: [], xinchuang: false },
      qualifications: [],
      cases: [],
      cooperationModes: [],
      regions: [],
      priceFrom: null,
      sharedCapacity: null,
    };
    await thing(
      'solution',
      {
        owner_id: vendor.organisationId,
        status: 'listed',
        card: { ...card, ...title('新草稿') },
        listed: card,
        fields: ['public_services'],
      },
      { own: vendor },
    );
    const need = {
      ...title('已发布需求'),
      field: 'public_services',
      region: '510107',
      task: null,
      criteria: [],
      datasetIds: [],
      budget: null,
      deadline: null,
      problem: { zh: '问题' },
      contact: { name: '张', phone: '028-1' },
      budgetOwner: null,
      procurementRoute: null,
      decisionDate: null,
    };
    await thing(
      'scenario',
      { owner_id: department.organisationId, status: 'published', need, field: 'public_services' },
      { own: department },
    );
    const seen = await app.as(null)(readShowcase, {});
    expect(seen.counts).toMatchObject({
      solutions: 1,
      algorithms: 1,
      datasets: 1,
      scenarios: 2,
      benchmarks: 1,
      runs: 4,
      certificates: 0,
      cases: 0,
    });
    expect(seen.story).toBeNull();
    expect(seen.funnel).toEqual([
      { stage: 'showcase', engagements: 1 },
      { stage: 'matching', engagements: 1 },
      { stage: 'validation', engagements: 1 },
      { stage: 'field', engagements: 0 },
      { stage: 'enablement', engagements: 0 },
    ]);
    expect(seen.fields.find((one) => one.field === 'public_services')).toEqual({
      field: 'public_services',
      scenarios: 1,
      solutions: 1,
    });
    expect(seen.solutions.map((one) => one.title.zh)).toEqual(['已上架方案']);
    expect(seen.scenarios.map((one) => one.title.zh)).toEqual(['已发布需求']);
    const text = JSON.stringify(seen);
    for (const secret of ['新草稿', '028-1', '待审', '草稿']) expect(text).not.toContain(secret);
  });
});
