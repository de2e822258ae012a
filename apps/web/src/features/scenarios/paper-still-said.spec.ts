import { expect, it } from 'vitest';
import { stillSaid } from './paper-still-said.js';
import type { ScenarioValues } from './scenario-values.js';

const values = {
  problem: { zh: '积水' },
  today: { zh: '', en: '' },
  users: null,
  criteria: [],
  qualifications: ['甲级'],
  budget: 0,
  contact: { name: '', phone: '' },
  inList: { ask: { zh: '要' }, indicators: null, data: null, period: '' },
} as unknown as ScenarioValues;

it('a mark stands only beside a field that says something', () => {
  const fields = [
    'problem',
    'today',
    'users',
    'criteria',
    'qualifications',
    'budget',
    'contact',
    'ask',
    'period',
  ] as const;
  expect(fields.filter((field) => stillSaid(values, field))).toEqual([
    'problem',
    'qualifications',
    'budget',
    'ask',
  ]);
});
