import { describe, expect, it } from 'vitest';
import { nextOf } from './next-action.js';

const vendor = { id: 'v', name: { en: 'Vendor' } };
const base = {
  status: 'proposed' as const,
  allowed: ['engagement.read'],
  vendor,
  benchmarks: [{ id: 'b', versionId: 'bv', title: { en: 'Benchmark' } }],
  pilotId: null,
  caseId: null,
};
const asVendor = { organisationId: 'v', mayRun: true };
const asDepartment = { organisationId: 'd', mayRun: false };

describe('the next action', () => {
  it('is the answer for who may answer, and waiting for the other side', () => {
    expect(nextOf({ ...base, allowed: ['engagement.accept'] }, asDepartment)).toEqual({
      kind: 'deed',
      name: 'accept',
    });
    expect(nextOf(base, asVendor)).toEqual({ kind: 'wait', on: 'department' });
    expect(nextOf({ ...base, status: 'invited' }, asDepartment)).toEqual({ kind: 'wait', on: 'vendor' });
  });
  it('is a run for the vendor while validating, as soon as there is a benchmark', () => {
    const validating = { ...base, status: 'validating' as const };
    expect(nextOf(validating, asVendor)).toEqual({ kind: 'page', name: 'start_run' });
    expect(nextOf(validating, asDepartment)).toEqual({ kind: 'wait', on: 'vendor' });
    expect(nextOf({ ...validating, benchmarks: [] }, asVendor)).toEqual({ kind: 'wait', on: 'benchmark' });
  });
  it('is the pilot once validated: planned by who may, opened by everybody', () => {
    const validated = { ...base, status: 'validated' as const };
    expect(nextOf({ ...validated, allowed: ['pilot.plan'] }, asDepartment)).toEqual({
      kind: 'page',
      name: 'plan_pilot',
    });
    expect(nextOf(validated, asVendor)).toEqual({ kind: 'wait', on: 'department' });
    expect(nextOf({ ...validated, pilotId: 'p' }, asVendor)).toEqual({ kind: 'page', name: 'open_pilot' });
  });
  it('is the acceptance of what was awarded, unless a pilot measures it', () => {
    const awarded = {
      ...base,
      status: 'awarded' as const,
      allowed: ['engagement.accept_field', 'pilot.plan'],
    };
    expect(nextOf(awarded, asDepartment)).toEqual({ kind: 'deed', name: 'accept_field' });
    expect(nextOf({ ...awarded, pilotId: 'p' }, asDepartment)).toEqual({ kind: 'page', name: 'open_pilot' });
    expect(nextOf({ ...awarded, allowed: [] }, asVendor)).toEqual({ kind: 'wait', on: 'department' });
  });
  it('is the case when it is over and there is one', () => {
    const over = { ...base, status: 'field_rejected' as const };
    expect(nextOf({ ...over, caseId: 'c' }, asVendor)).toEqual({ kind: 'page', name: 'open_case' });
    expect(nextOf(over, asVendor)).toEqual({ kind: 'over' });
  });
});
