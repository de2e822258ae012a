import { expect, it } from 'vitest';
import { wantedOf } from './wanted-text.js';

it('takes a field a line, with what it means after a bar of either width', () => {
  expect(wantedOf('液位 ｜ 米，逐小时\n\n  time | UTC | always\nsite')).toEqual([
    { name: '液位', note: '米，逐小时' },
    { name: 'time', note: 'UTC | always' },
    { name: 'site', note: '' },
  ]);
});

it('leaves a line without a name for the contract to refuse', () => {
  expect(wantedOf('| only a note')).toEqual([{ name: '', note: 'only a note' }]);
});
