import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { EditionContent, EditionEntry } from '@scenario-lab/contracts/editions';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { SaveSolution } from '@scenario-lab/contracts/solutions';
import { cardCells } from '@scenario-lab/domain/editions/card-cells';
import { draftOfRow } from '@scenario-lab/domain/editions/draft-of-row';
import { editionRows, type Language, textOf } from '@scenario-lab/domain/editions/edition-sheet';
import { needCells } from '@scenario-lab/domain/editions/need-cells';
import { type ListSheet, readList } from '@scenario-lab/domain/editions/read-list';
import { chengdu } from '@scenario-lab/domain/taxonomies/regions';
import { shipped } from '@scenario-lab/domain/taxonomies/terms';
import { readWorkbook } from '@scenario-lab/tables/read-workbook';
import { sourceOf } from '@scenario-lab/tables/source';
import { workbookOf } from '@scenario-lab/tables/workbook';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';

const terms = [...shipped, ...chengdu];
const limits = { sheets: 5, rows: 1_000, columns: 50 };

function sheetsOfWorkbook(bytes: Uint8Array): ListSheet[] {
  const members = unzipSync(bytes);
  return readWorkbook((name) => members[name] && strFromU8(members[name]), limits);
}
function sheetsOfCsv(text: string): ListSheet[] {
  const records = sourceOf(() => [new TextEncoder().encode(text)], {}, { columns: 50, rows: 1_000 }).open();
  const rows: { row: number; cells: string[] }[] = [];
  for (let cells = records.next(); cells; cells = records.next()) rows.push({ row: records.row(), cells });
  return [{ name: '', rows }];
}

const need = SaveScenario.parse({
  title: { zh: '隧道积水，“预警”', en: 'Flooded underpasses' },
  field: 'public_services',
  region: '510104',
  problem: { zh: '=积水\n两处', en: '-Water' },
  users: { zh: '值班员' },
  criteria: [{ id: 'c1', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'cm', must: true }],
  conditions: { zh: '提供机房', en: 'A room' },
  cooperationMode: 'pilot',
  budget: 1_234_567.89,
  budgetOwner: '财政资金',
  deadline: '2026-12-31',
  contact: { name: '周敏', phone: '028-61234567' },
  inList: { ask: null, indicators: { zh: '五分钟内' }, data: { zh: '水位' }, period: '6 个月' },
});
const card = SaveSolution.parse({
  title: { zh: '哨兵', en: 'Sentinel' },
  summary: { zh: '看' },
  fields: ['public_services', 'environmental_protection'],
  technologies: ['computer_vision', '自研引擎'],
  trl: 7,
  claims: [{ metric: 'mape', value: 5 }],
  deployment: { gpu: true, sites: ['edge', 'cloud'], xinchuang: true },
  qualifications: [
    { name: 'high_tech', expires: '2027-01-01' },
    { name: '自有资质', expires: null },
  ],
  cases: [
    { title: '东湖', text: '已上线' },
    { title: '西湖', text: '' },
  ],
  contact: { name: '李四', phone: '13900001111' },
  inList: { indicators: null, ip: { zh: '专利 3 项' }, applies: null, deployment: { zh: '恒温机房' } },
});
const owner = { zh: '市水务局', en: '市水务局' };
const entries: Record<EditionContent['kind'], EditionEntry> = {
  opportunity: { id: 'n', cells: needCells(need, { owner, data: [{ zh: '雨量' }], terms, contacts: true }) },
  capability: { id: 'c', cells: cardCells(card, { owner, creditCode: null, terms, contacts: true }) },
};

const cases = (['opportunity', 'capability'] as const).flatMap((kind) =>
  (['zh', 'en'] as const).flatMap((language) =>
    (['xlsx', 'csv'] as const).map((format) => [kind, language, format] as const),
  ),
);
it.each(cases)('an exported %s list (%s, %s) is read back as the same entries', (kind, language, format) => {
  const content: EditionContent = { kind, title: { zh: '清单' }, note: null, entries: [entries[kind]] };
  const rows = editionRows(content, language);
  const sheets =
    format === 'xlsx'
      ? sheetsOfWorkbook(workbookOf([{ name: '清单', rows, head: 1 }]))
      : sheetsOfCsv(csvForSpreadsheets(rows));
  const [line, ...more] = readList(sheets);
  expect(more).toEqual([]);
  expect(line?.kind).toBe(kind);
  const draft = draftOfRow(line as NonNullable<typeof line>, terms);
  expect(draft.faults).toEqual([]);
  const about = { owner: { [language]: draft.owner.name }, terms, contacts: true };
  const again = draft.need
    ? needCells(draft.need, { ...about, data: [] })
    : cardCells(draft.card as NonNullable<typeof draft.card>, {
        ...about,
        creditCode: draft.owner.creditCode,
      });
  const said = (cells: EditionEntry['cells'], to: Language) =>
    Object.fromEntries(Object.entries(cells).map(([id, cell]) => [id, textOf(cell, to)]));
  expect(said(again, language)).toEqual(said(entries[kind].cells, language));
});
