import { things } from '@scenario-lab/contracts/lab';
import { matchPath } from 'react-router';
import { describe, expect, it } from 'vitest';
import { pageOf, pattern } from './paths.js';

/** Shown on the page of what they belong to; nothing of theirs waits in an inbox. */
const parts = ['algorithm_version', 'dataset_version'];

describe('the page of a thing', () => {
  it('is there for every kind that may wait for somebody, and is a page of the product', () => {
    const id = '01900000-0000-7000-8000-000000000001';
    for (const thing of things.filter((one) => !parts.includes(one))) {
      const address = pageOf(thing, thing === 'certificate' ? 'SL-2026-000001' : id)?.split('?')[0];
      const known = Object.values(pattern).some((one) => matchPath(one, address ?? ''));
      expect(known, `${thing}: ${address}`).toBe(true);
    }
    for (const thing of parts) expect(pageOf(thing, id)).toBeNull();
  });
  it('is the benchmark’s for a version and the number’s for a certificate', () => {
    expect(pageOf('benchmark_version', 'b')).toBe('/benchmarks/b');
    expect(pageOf('certificate', 'SL-2026-000001')).toBe('/certificates/SL-2026-000001');
  });
});
