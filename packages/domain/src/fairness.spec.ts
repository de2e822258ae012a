import { expect, it } from 'vitest';
import { debtsOf, type Favour } from './fairness.js';

const visit: Favour = { id: 'f1', kind: 'visit', givenToOrganisationId: 'a' };

it('owes every other participant what one was given', () => {
  expect(debtsOf([visit], [], ['a', 'b', 'c'])).toEqual([{ favourId: 'f1', owedTo: ['b', 'c'] }]);
});

it('is settled once all were offered it, and open again for who joins later', () => {
  const offers = [
    { favourId: 'f1', organisationId: 'b' },
    { favourId: 'other', organisationId: 'c' },
    { favourId: 'f1', organisationId: 'c' },
  ];
  expect(debtsOf([visit], offers, ['a', 'b', 'c'])).toEqual([]);
  expect(debtsOf([visit], offers, ['a', 'b', 'c', 'd'])).toEqual([{ favourId: 'f1', owedTo: ['d'] }]);
});
