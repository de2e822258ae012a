import { expect, it } from 'vitest';
import { type Certifiable, mayCertify } from './certificate-rule.js';

const good: Certifiable = {
  status: 'approved',
  split: 'hidden',
  kind: 'bundle',
  sandboxLevel: 'hardened',
  truth: 'undisclosed',
  criteria: [
    { must: true, verdict: 'pass' },
    { must: false, verdict: 'fail' },
  ],
};

it.each(['bundle', 'wasm', 'onnx', 'oci'] as const)('follows for %s when every must passed', (kind) => {
  expect(mayCertify({ ...good, kind })).toEqual({ ok: true, reasons: [], demonstration: false });
});

it('demonstration data are certified with the mark', () => {
  expect(mayCertify({ ...good, truth: 'demonstration' })).toMatchObject({ ok: true, demonstration: true });
});

it.each<[Partial<Certifiable>, string]>([
  [{ status: 'in_review' }, 'not_approved'],
  [{ status: 'void' }, 'not_approved'],
  [{ split: 'validation' }, 'not_hidden'],
  [{ criteria: [{ must: false, verdict: 'pass' }] }, 'no_must'],
  [{ criteria: [{ must: true, verdict: 'inconclusive' }] }, 'must_not_passed'],
  [{ sandboxLevel: 'basic' }, 'sandbox_basic'],
  [{ kind: 'predictions' }, 'kind_not_certifiable'],
  [{ kind: 'endpoint' }, 'kind_not_certifiable'],
  [{ truth: 'disclosed' }, 'truth_disclosed'],
])('%j: %s', (change, reason) => {
  expect(mayCertify({ ...good, ...change })).toMatchObject({ ok: false, reasons: [reason] });
});

it('names everything that stands in the way', () => {
  const answer = mayCertify({ ...good, sandboxLevel: 'basic', kind: 'endpoint', split: 'sample' });
  expect(answer.reasons).toEqual(['not_hidden', 'sandbox_basic', 'kind_not_certifiable']);
});
