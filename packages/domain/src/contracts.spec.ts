import * as accounts from '@scenario-lab/contracts/accounts';
import { artifactKinds, outcomes } from '@scenario-lab/contracts/exam';
import * as pilots from '@scenario-lab/contracts/pilots';
import { routes } from '@scenario-lab/contracts/routes';
import { type Result } from '@scenario-lab/contracts/runs';
import { Gate } from '@scenario-lab/contracts/scenarios';
import { expect, expectTypeOf, it } from 'vitest';
import { membershipRoles, organisationRoles, roles } from './actor.js';
import { observationSources } from './pilots/lab-to-field.js';
import { whoMay } from './policies.js';
import * as rule from './runs/certificate-rule.js';
import { vendorResultOf } from './runs/edition.js';
import { algorithmOutcomes } from './runs/outcome.js';
import type { GateState } from './scenarios/gates.js';

// The contract and the domain spell the same words each for itself; here they are held together.

it.each([
  ['roles', accounts.roles, roles],
  ['organisation roles', accounts.organisationRoles, organisationRoles],
  ['membership roles', accounts.membershipRoles, membershipRoles],
  ['observation sources', pilots.observationSources, observationSources],
])('%s are the same', (_words, there, here) => {
  expect([...there].sort()).toEqual([...here].sort());
});

it('the artifact kinds of the contract are kinds the certificate rule knows', () => {
  expect(rule.artifactKinds).toEqual(expect.arrayContaining([...artifactKinds]));
});

it('a program ends well or by a fault the domain knows', () => {
  expect([...outcomes].sort()).toEqual(['ok', ...algorithmOutcomes].sort());
});

it('every route asks for an action some policy answers', () => {
  const guards = new Set(['public', 'signed_in', 'site_token', ...Object.keys(whoMay)]);
  expect(routes.filter((row) => !guards.has(row.access)).map((row) => row.name)).toEqual([]);
});

it('the vendor edition of a result is a result', () => {
  expectTypeOf(vendorResultOf<Result>).returns.toEqualTypeOf<Result>();
  expectTypeOf<GateState>().toExtend<(typeof Gate)['_output']>();
});
