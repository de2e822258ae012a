import { expect, it } from 'vitest';
import { type Actor, holds, isLab, rolesOf } from './actor.js';

it.each([
  [['supply'], ['member'], ['vendor']],
  [['supply', 'demand'], ['owner'], ['vendor', 'department']],
  [['operate'], ['reviewer', 'operator'], ['operator', 'reviewer']],
  [['operate'], ['member'], []],
  [
    ['operate', 'supply'],
    ['member', 'admin'],
    ['vendor', 'admin'],
  ],
  [['supply'], [], []],
] as const)('%j with membership %j acts as %j', (organisation, membership, expected) => {
  expect(rolesOf(organisation, membership)).toEqual(expected);
});

it('a vendor cannot make its own people reviewers, nor can an unknown word make a role', () => {
  expect(rolesOf(['supply'], ['reviewer', 'admin', 'observer'])).toEqual([]);
  expect(rolesOf(['operate'], ['vendor', 'root'])).toEqual([]);
});

it('anonymous holds nothing; an observer is not the lab', () => {
  const observer: Actor = {
    personId: 'o',
    organisationId: 'lab',
    controlGroupId: null,
    roles: ['observer'],
    isOwner: false,
  };
  expect(holds('anonymous', ['vendor'])).toBe(false);
  expect(holds(observer, ['observer'])).toBe(true);
  expect(isLab(observer)).toBe(false);
});
