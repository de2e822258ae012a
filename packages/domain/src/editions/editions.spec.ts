import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { SaveSolution } from '@scenario-lab/contracts/solutions';
import { expect, it } from 'vitest';
import { shipped } from '../taxonomies/terms.js';
import { cardCells } from './card-cells.js';
import { joined } from './cells.js';
import { differenceOf } from './difference.js';
import { needCells } from './need-cells.js';

const about = { owner: { zh: '水务局' }, terms: shipped, contacts: true };

it('joins texts, and lets one language stand in only where the other is spoken', () => {
  expect(joined([{ zh: '甲' }, null, { zh: '乙', en: 'B' }], 'list')).toEqual({ zh: '甲、乙', en: '甲, B' });
  expect(joined([{ zh: '甲' }, { zh: '乙' }], 'parts')).toEqual({ zh: '甲；乙' });
  expect(joined([null, {}], 'parts')).toBeNull();
});

it('takes from the form what the list does not say itself', () => {
  const need = SaveScenario.parse({
    title: { zh: '积水' },
    users: { zh: '值班员' },
    today: { zh: '人工巡查' },
    criteria: [
      { id: 'c1', metric: 'recall', direction: 'at_least', threshold: 0.9, must: true },
      { id: 'c2', metric: 'peak_memory_mib', direction: 'at_most', threshold: 512, must: false },
    ],
    budget: 999,
  });
  const cells = needCells(need, { ...about, data: [{ zh: '水位' }] });
  expect(cells).toMatchObject({
    ask: { zh: '值班员\n人工巡查' },
    indicators: { zh: '召回率不低于 0.9；峰值内存不超过 512 MB' },
    data: { zh: '水位' },
    budget: 0.0999,
  });
  expect(cells).not.toHaveProperty('region');
  const said = needCells(
    {
      ...need,
      inList: { ask: { zh: '预警' }, indicators: { zh: '五分钟内' }, data: null, period: '6 个月' },
    },
    { ...about, data: [] },
  );
  expect(said).toMatchObject({ ask: { zh: '预警' }, period: { zh: '6 个月' } });
  expect(said.indicators).toMatchObject({ zh: expect.stringMatching(/；五分钟内$/) });
});

it('prints a card with its codes in words, and no contact unless it may', () => {
  const card = SaveSolution.parse({
    title: { zh: '哨兵' },
    summary: { zh: '看' },
    fields: ['public_services'],
    technologies: ['computer_vision', '自研引擎'],
    trl: 7,
    claims: [{ metric: 'mape', value: 5, context: '2025' }],
    deployment: { gpu: true, sites: ['edge'], xinchuang: true },
    qualifications: [{ name: 'high_tech', expires: '2027-01-01' }],
    cases: [{ title: '东湖', text: '已上线' }],
    contact: { name: '李', phone: '1' },
  });
  const cells = cardCells(card, { ...about, creditCode: null });
  expect(cells).toMatchObject({
    technology: { zh: '计算机视觉、自研引擎' },
    indicators: { zh: '平均绝对百分比误差 5%（2025）' },
    trl: 7,
    cases: { zh: '东湖：已上线' },
    applies: { zh: '公共服务' },
    deployment: { zh: '边缘部署；需要 GPU', en: 'Edge; GPU needed' },
    xinchuang: { zh: '是' },
    qualifications: { zh: '高新技术企业（有效期至 2027-01-01）' },
    contact: { zh: '李' },
  });
  const silent = cardCells(card, { ...about, contacts: false, creditCode: null });
  expect(silent).not.toHaveProperty('contact');
  expect(silent).not.toHaveProperty('phone');
});

it('finds what differs by what the entries were made of', () => {
  const entry = (id: string, budget: number, name = 'x') => ({ id, cells: { name: { zh: name }, budget } });
  const columns = ['name', 'budget'];
  expect(differenceOf([entry('a', 1), entry('b', 2)], [entry('c', 3), entry('b', 2, 'y')], columns)).toEqual({
    added: ['c'],
    changed: [{ id: 'b', columns: ['name'] }],
    gone: [{ id: 'a', name: { zh: 'x' } }],
  });
  // A column one of the two does not print is no difference.
  expect(differenceOf([entry('a', 1)], [entry('a', 2)], ['name']).changed).toEqual([]);
});
