import {
  createEdition,
  type EditionContent,
  type EditionKind,
  editionDeeds,
  readEdition,
} from '@scenario-lab/contracts/editions';
import { applyImport, readImport } from '@scenario-lab/contracts/list-imports';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { SaveSolution } from '@scenario-lab/contracts/solutions';
import { newId } from '@scenario-lab/db/ids';
import { editionRows, type Language, textOf } from '@scenario-lab/domain/editions/edition-sheet';
import { rowsOfEdition } from '@scenario-lab/domain/editions/read-edition-file';
import { type ListRow, readList } from '@scenario-lab/domain/editions/read-list';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

/** Two labs, each with a database of its own. */
let from: TestApp;
let to: TestApp;
beforeAll(async () => {
  from = await testApp();
  to = await testApp();
});
afterAll(async () => {
  await from?.close();
  await to?.close();
});

const owner = { zh: '东江市水务局', en: 'Water Bureau of Dongjiang' };
const needs = [
  {
    title: { zh: '隧道积水，“预警”', en: 'Flooded underpasses' },
    field: 'public_services',
    region: '510104',
    problem: { zh: '=积水\n两处', en: '-Water' },
    users: { zh: '值班员' },
    today: { zh: '人工巡查', en: 'By hand' },
    criteria: [{ id: 'c1', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'cm', must: true }],
    conditions: { zh: '提供机房', en: 'A room' },
    cooperationMode: 'pilot',
    budget: 1_234_567.89,
    budgetOwner: '财政资金',
    deadline: '2031-12-31',
    contact: { name: '周敏（办公室）', phone: '028-61234567 转 5' },
    inList: { ask: null, indicators: { zh: '五分钟内' }, data: { zh: '水位' }, period: '6 个月' },
  },
  // Says what it asks for and no problem; in English alone.
  { title: { en: 'Leaks found by night' }, inList: { ask: { en: 'Find leaks' }, period: null } },
];
const cards = [
  {
    title: { zh: '哨兵', en: 'Sentinel' },
    summary: { zh: '看', en: 'Looks' },
    fields: ['public_services', 'environmental_protection'],
    technologies: ['computer_vision', '自研引擎'],
    trl: 7,
    claims: [{ metric: 'mape', value: 5 }],
    deployment: { gpu: true, sites: ['edge', 'cloud'], xinchuang: true },
    qualifications: [
      { name: 'high_tech', expires: '2027-01-01' },
      { name: '甲级、乙级资质', expires: null },
    ],
    cases: [{ title: '东湖', text: '已上线\n两年' }],
    contact: { name: '李四', phone: '13900001111' },
    inList: {
      indicators: { zh: '漏报少', en: 'Few misses' },
      ip: { zh: '专利 3 项', en: '3 patents' },
      applies: null,
      deployment: { zh: '恒温机房', en: 'A cool room' },
    },
  },
];

/** What the first lab publishes, as its own page says it. */
async function publishedBy(app: TestApp, kind: EditionKind, itemIds: string[]): Promise<EditionContent> {
  const body = { kind, title: { zh: '清单' }, itemIds, contacts: true };
  const { id } = await app.as(app.cast.operator)(createEdition, { body });
  await app.as(app.cast.operator)(editionDeeds.submit, { params: { id }, body: {} });
  await app.as(app.cast.admin)(editionDeeds.publish, { params: { id }, body: {} });
  return (await app.as(null)(readEdition, { params: { id } })).content;
}

async function published(kind: EditionKind): Promise<EditionContent> {
  const sql = from.database.owner;
  const ownerId = newId();
  await sql.query('INSERT INTO organisation (id, name, roles, verified) VALUES ($1, $2, $3, true)', [
    ownerId,
    JSON.stringify(owner),
    [kind === 'opportunity' ? 'demand' : 'supply'],
  ]);
  const ids: string[] = [];
  for (const one of kind === 'opportunity' ? needs : cards) {
    const id = newId();
    ids.push(id);
    if (kind === 'opportunity')
      await sql.query(`INSERT INTO scenario (id, owner_id, status, need) VALUES ($1, $2, 'published', $3)`, [
        id,
        ownerId,
        JSON.stringify(SaveScenario.parse(one)),
      ]);
    else
      await sql.query(
        `INSERT INTO solution (id, owner_id, status, card, listed, fields) VALUES ($1, $2, 'listed', $3, $3, $4)`,
        [id, ownerId, JSON.stringify(SaveSolution.parse(one)), cards[0]?.fields],
      );
  }
  return publishedBy(from, kind, ids);
}

/** The second lab takes over what the file says, as its worker lays it down, and publishes it. */
async function takenOver(kind: EditionKind, rows: readonly ListRow[]): Promise<EditionContent> {
  const { operator } = to.cast;
  const sql = to.database.owner;
  for (const table of ['list_import_row', 'scenario', 'solution'])
    await sql.query(`TRUNCATE ${table} CASCADE`);
  const id = newId();
  await sql.query(
    `INSERT INTO list_import (id, organisation_id, person_id, file_name, sha256, read_at) VALUES ($1, $2, $3, 'a', 'x', now())`,
    [id, operator.organisationId, operator.personId],
  );
  for (const [at, line] of rows.entries())
    await sql.query(
      `INSERT INTO list_import_row (import_id, number, kind, sheet, row, said, unit) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, at + 1, line.kind, line.sheet, line.row, JSON.stringify(line.values), line.unit],
    );
  const params = { id };
  const { lines } = await to.as(operator)(readImport, { params });
  expect(lines.flatMap(({ faults }) => faults)).toEqual([]);
  expect(await to.as(operator)(applyImport, { params })).toEqual({
    imported: rows.length,
    refused: 0,
    doubles: 0,
  });
  const done = await to.as(operator)(readImport, { params });
  const ids = done.lines.map(({ thingId }) => thingId ?? '');
  await sql.query(
    kind === 'opportunity'
      ? `UPDATE scenario SET status = 'published'`
      : `UPDATE solution SET status = 'listed', listed = card`,
  );
  return publishedBy(to, kind, ids);
}

const cellsOf = ({ entries }: EditionContent) => entries.map(({ cells }) => cells);
const said = (content: EditionContent, language: Language) =>
  cellsOf(content).map((cells) =>
    Object.fromEntries(Object.entries(cells).map(([id, cell]) => [id, textOf(cell, language)])),
  );

it.each(['opportunity', 'capability'] as const)(
  'an edition (%s) imported by another lab gives the same entries',
  async (kind) => {
    const content = await published(kind);
    // The JSON holds both languages.
    const rows = rowsOfEdition(JSON.parse(JSON.stringify({ content, number: 1 })));
    expect(cellsOf(await takenOver(kind, rows ?? []))).toEqual(cellsOf(content));
    // A sheet holds one; its bytes as XLSX and CSV are read back in the worker's own test.
    for (const language of ['zh', 'en'] as const) {
      const grid = editionRows(content, language).map((cells, at) => ({
        row: at + 1,
        cells: cells.map((cell) => (cell === null ? '' : String(cell))),
      }));
      const again = await takenOver(kind, readList([{ name: '清单', rows: grid }]));
      expect(said(again, language)).toEqual(said(content, language));
    }
  },
);

it('JSON that is no edition is no list', () => {
  for (const document of [{}, [], null, { content: { kind: 'opportunity' } }, { content: [] }])
    expect(rowsOfEdition(document)).toBeNull();
});
