import {
  addNeedPaper,
  draftOfPaper,
  paperOfScenario,
  readNeedPaper,
} from '@scenario-lab/contracts/need-papers';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { uploadFile } from '@scenario-lab/contracts/upload-file';
import { findNeed } from '@scenario-lab/domain/scenarios/paper/find-need';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());
beforeEach(() => app.database.owner.query('DELETE FROM need_paper'));

type Who = TestApp['cast']['department'];
const paper = (said: string, at: number) => ({
  kind: 'text' as const,
  page: 1,
  paragraph: at + 1,
  cells: [said],
});
const found = findNeed(
  [
    '场景名称：道路积水识别',
    '所属区域：成华区',
    '痛点：靠人工巡查发现积水。',
    '验收指标：召回率不低于95%',
    '预算：80万元',
    '联系人：王敏 028-86661234',
  ].map(paper),
);

async function handIn(who: Who): Promise<string> {
  const token = await app.tokenOf(who);
  const client = { baseUrl: app.baseUrl, headers: () => ({ authorization: `Bearer ${token}` }) };
  const data = Buffer.from(`a document ${Math.random()}`);
  const { id: uploadId } = await uploadFile(client, {
    name: '需求.docx',
    purpose: 'file',
    data,
    size: data.length,
  });
  return (await app.as(who)(addNeedPaper, { body: { uploadId } })).id;
}
/** As the worker leaves it; what the sandbox and the finder make of a file is tried there. */
const read = (id: string) =>
  app.database.owner.query(
    'UPDATE need_paper SET read_at = now(), source_sha256 = NULL, found = $2 WHERE id = $1',
    [id, JSON.stringify({ ...found, format: 'word', pages: null })],
  );

it('becomes a draft without what was left out, once, and tells where its fields came from', async () => {
  const { department, otherDepartment, operator, vendor } = app.cast;
  const id = await handIn(department);
  expect(await app.as(department)(readNeedPaper, { params: { id } })).toMatchObject({
    fileName: '需求.docx',
    state: 'reading',
    parts: [],
  });
  expect(await refusalOf(app.as(department)(draftOfPaper, { params: { id }, body: {} }))).toBe(
    '409 wrong_status',
  );
  await read(id);
  const seen = await app.as(department)(readNeedPaper, { params: { id } });
  expect(seen).toMatchObject({ state: 'ready', format: 'word', scenarioId: null });
  expect(seen.parts.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['title', 'problem', 'criteria', 'budget', 'contact']),
  );
  const made = await app.as(department)(draftOfPaper, { params: { id }, body: { leave: ['budget'] } });
  expect(await app.as(department)(draftOfPaper, { params: { id }, body: {} })).toEqual(made);
  expect(await app.as(department)(readScenario, { params: { id: made.id } })).toMatchObject({
    status: 'draft',
    title: { zh: '道路积水识别' },
    problem: { zh: '靠人工巡查发现积水。' },
    region: '510108',
    task: 'binary',
    criteria: [{ metric: 'recall', threshold: 0.95 }],
    budget: null,
    contact: { name: '王敏', phone: '028-86661234' },
  });
  const of = (who: Who) => app.as(who)(paperOfScenario, { query: { scenarioId: made.id } });
  expect((await of(department)).paper).toMatchObject({ id, scenarioId: made.id });
  // Nobody else is told that there is a document, the lab neither.
  for (const who of [otherDepartment, vendor, operator]) {
    expect(await of(who)).toEqual({ paper: null });
    expect(await refusalOf(app.as(who)(readNeedPaper, { params: { id } }))).toBe('404 not_found');
  }
  expect(await refusalOf(app.as(otherDepartment)(draftOfPaper, { params: { id }, body: {} }))).toBe(
    '404 not_found',
  );
});

it('begins with no district that the lab has retired', async () => {
  const { department } = app.cast;
  const id = await handIn(department);
  await read(id);
  const retired = { kind: 'region', code: '510108', name: { zh: '成华区' }, parent: '510100', retired: true };
  await app.database.owner.query(
    `INSERT INTO setting (key, value) VALUES ('taxonomy.terms', $1) ON CONFLICT (key) DO UPDATE SET value = $1`,
    [JSON.stringify([retired])],
  );
  const made = await app.as(department)(draftOfPaper, { params: { id }, body: {} });
  await app.database.owner.query(`DELETE FROM setting WHERE key = 'taxonomy.terms'`);
  expect(await app.as(department)(readScenario, { params: { id: made.id } })).toMatchObject({ region: null });
});

it('is handed in by whoever may write a need, and forgets the upload', async () => {
  const { department, vendor } = app.cast;
  await handIn(department);
  const { rows } = await app.database.owner.query(
    `SELECT count(*)::int AS left FROM upload WHERE file_name = '需求.docx'`,
  );
  expect(rows).toEqual([{ left: 0 }]);
  expect(
    await refusalOf(
      app.as(vendor)(addNeedPaper, { body: { uploadId: '00000000-0000-4000-8000-000000000001' } }),
    ),
  ).toBe('403 role_missing');
});
