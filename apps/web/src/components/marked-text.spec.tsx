import { expect, it } from 'vitest';
import { rangesOf } from './marked-text.js';

it('finds words whatever their case, and joins what touches', () => {
  expect(rangesOf('Pump station pumps', ['pump'])).toEqual([
    [0, 4],
    [13, 17],
  ]);
  expect(rangesOf('泵站故障预警', ['泵站', '站故障'])).toEqual([[0, 4]]);
  expect(rangesOf('泵站', ['', '路灯'])).toEqual([]);
});

it('marks nothing where letters change their length with their case', () => {
  // U+0130 becomes two code units in lower case: places counted in one are not those of the other.
  expect(rangesOf('\u0130stanbul pump', ['pump'])).toEqual([]);
});
