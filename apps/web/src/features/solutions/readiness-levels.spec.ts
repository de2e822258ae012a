import { expect, it } from 'vitest';
import { levelsOf } from './readiness-levels.js';

const measured = {
  benchmarkVersionId: 'a',
  benchmark: {},
  metric: 'mae',
  value: 1,
  lower: null,
  upper: null,
  certificate: 'SL-1',
  certificateStatus: 'valid',
};
const told = { trl: 7, provenTrl: null, trlEvidence: [], measured: [], provingCases: [] };
const said = (level: number, documented: boolean) => ({ level, basis: 'x', documented });

it('says of a level nothing is said of that nothing is, once for neighbours', () => {
  expect(levelsOf(told)).toEqual([{ from: 1, to: 7, standing: 'none' }]);
});

it('keeps apart what the lab has seen, what is documented and what is only claimed', () => {
  const lines = levelsOf({
    ...told,
    provenTrl: 5,
    measured: [measured],
    trlEvidence: [said(6, true), said(7, false), said(3, false)],
  });
  expect(lines).toEqual([
    { from: 7, to: 7, standing: 'claimed' },
    { from: 6, to: 6, standing: 'documented' },
    { from: 5, to: 5, standing: 'proven' },
    { from: 4, to: 4, standing: 'proven' },
    { from: 3, to: 3, standing: 'proven' },
    { from: 1, to: 2, standing: 'proven' },
  ]);
});

it('shows what was proven above the own estimate', () => {
  const lines = levelsOf({ ...told, trl: 4, provenTrl: 7, provingCases: [{ id: 'c', title: {} }] });
  expect(lines[0]).toEqual({ from: 7, to: 7, standing: 'proven' });
});
