import { routes } from '@scenario-lab/contracts/routes';
import { expect, it } from 'vitest';
import { depthOf } from './body.js';

const depth = (text: string) => depthOf(Buffer.from(text));

it('counts the nesting of arrays and objects, and no brackets within a text', () => {
  expect(depth('1')).toBe(0);
  expect(depth('{"a":[{"b":[]}],"c":{}}')).toBe(4);
  expect(depth('{"a":"[[[[{{{{","b":"\\"[[","c":"\\\\"}')).toBe(1);
  expect(depth('["场景 [[[ 实验室 😀"]')).toBe(1);
});

it('stops counting where it is too deep already', () => {
  expect(depth('['.repeat(4_000_000))).toBe(33);
});

it('gives no visitor more than the common limit', () => {
  const generous = routes.filter((row) => row.bodyBytes && row.access === 'public');
  expect(generous.map((row) => row.name)).toEqual([]);
});
