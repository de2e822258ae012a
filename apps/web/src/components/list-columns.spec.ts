// @vitest-environment jsdom
import { listOrganisations } from '@scenario-lab/contracts/accounts';
import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { listRuns } from '@scenario-lab/contracts/runs';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { beforeAll, expect, it } from 'vitest';
import { words as en } from '../i18n/en/words.js';
import { loadLanguage } from '../i18n/i18n.js';
import { words as zh } from '../i18n/zh/words.js';
import { type CellWords, listCell, listColumns } from './list-columns.js';

beforeAll(() => loadLanguage('zh'));

it('are read off the row: no ids, nothing of what one may do, nothing a cell cannot say', () => {
  expect(listColumns(listScenarios as Route)).toEqual([
    'title',
    'owner',
    'status',
    'field',
    'region',
    'task',
    'budget',
    'deadline',
    'engagements',
    'badges',
    'updatedAt',
  ]);
  expect(listColumns(listOrganisations as Route)).not.toContain('controlGroupId');
  expect(listColumns(listRuns as Route)).toContain('algorithm');
});

it('have a word in both languages, whatever the list', () => {
  // What one is told, where it is told besides, with whom one offers and when one meets is read in its own place, not in the component of
  // the lists.
  const apart = ['notice.list', 'webhook.list', 'consortium.list', 'field_remark.list', 'meeting.list'];
  const lists = routes.filter(
    ({ name, method }) => /\.(browse|list)$/.test(name) && method === 'GET' && !apart.includes(name),
  );
  const keys = new Set(lists.flatMap((row) => listColumns(row)));
  expect(keys.size).toBeGreaterThan(50);
  for (const words of [zh, en]) {
    const known = Object.keys(words.column);
    expect([...keys].filter((key) => !known.includes(key))).toEqual([]);
    expect(known.filter((key) => !keys.has(key))).toEqual([]);
  }
});

it('say codes in words, things by their names, and leave figures figures', () => {
  const about: CellWords = {
    thing: 'scenario',
    language: 'zh',
    nameOf: (key, code) => `${key}:${code}`,
    yes: '是',
    no: '否',
  };
  const cell = (key: string, value: unknown) => listCell(key, value, about);
  expect(cell('status', 'published')).toBe('已发布');
  expect(cell('field', 'public_services')).toBe('公共服务');
  expect(cell('region', '510104')).toBe('region:510104');
  expect(cell('owner', { id: 'x', name: { zh: '水务局', en: 'Water' } })).toBe('水务局');
  expect(cell('algorithm', { id: 'x', title: { en: 'Pump' }, label: 'v2' })).toBe('Pump v2');
  expect(cell('budget', 1_250_000)).toBe(1_250_000);
  expect(cell('truthPublic', false)).toBe('否');
  expect(cell('sites', ['东站', '西站'])).toBe('sites:东站、sites:西站');
  expect(cell('deadline', null)).toBeNull();
});
