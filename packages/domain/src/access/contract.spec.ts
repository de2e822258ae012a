import { expect, it } from 'vitest';
import { type Contract, odrlOf } from './contract.js';

const contract: Contract = {
  grantId: 'g',
  datasetUrl: 'https://lab.example/datasets/d',
  sandboxUrl: 'https://lab.example/#sandbox',
  owner: { id: 'o', name: 'Bureau' },
  grantee: { id: 'v', name: 'Vendor' },
  purposeKind: 'evaluation',
  methods: ['compute', 'data_job'],
  until: '2027-01-31',
  uses: 3,
  terms: 0,
};
interface Said {
  permission: { action: string; constraint: { leftOperand: string }[]; duty?: { action: string }[] }[];
}

it('permits what was agreed on and nothing else, each within its bounds', () => {
  const { permission } = odrlOf(contract) as unknown as Said;
  expect(
    permission.map(({ action, constraint, duty }) => [
      action,
      constraint.map(({ leftOperand }) => leftOperand),
      duty?.map((one) => one.action),
    ]),
  ).toEqual([
    ['use', ['purpose', 'dateTime', 'virtualLocation'], undefined],
    ['derive', ['purpose', 'dateTime', 'count', 'virtualLocation'], ['obtainConsent']],
  ]);
});

it('counts nothing where no number was agreed on, and always forbids to pass the data on', () => {
  const free = odrlOf({ ...contract, methods: ['download'], uses: null }) as unknown as Said & {
    prohibition: unknown;
  };
  expect(free.permission[0]?.action).toBe('reproduce');
  expect(free.permission[0]?.constraint.map(({ leftOperand }) => leftOperand)).not.toContain('count');
  expect(free.prohibition).toEqual([{ action: 'distribute' }]);
});
