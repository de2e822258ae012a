import { describe, expect, it } from 'vitest';
import { claimStanding } from './claim-standing.js';

const found = (metric: string, value: number, lower: number | null, upper: number | null) => ({
  benchmarkVersionId: 'b',
  benchmark: { en: 'Exam' },
  metric,
  value,
  lower,
  upper,
  certificate: null,
  certificateStatus: null,
});
const claim = (metric: string, value: number) => ({ metric, value });

describe('a claim beside its measurement', () => {
  it('is above what was measured where the interval does not reach it', () => {
    expect(claimStanding(claim('recall', 0.92), [found('recall', 0.84, 0.75, 0.87)])).toBe('above_measured');
  });

  it('agrees inside the interval and on the modest side of it', () => {
    const measured = [found('recall', 0.84, 0.75, 0.87)];
    expect(claimStanding(claim('recall', 0.87), measured)).toBe('agrees');
    expect(claimStanding(claim('recall', 0.6), measured)).toBe('agrees');
  });

  it('is turned round where less is better', () => {
    const measured = [found('mae', 10.8, 10.1, 11.5)];
    expect(claimStanding(claim('mae', 9), measured)).toBe('above_measured');
    expect(claimStanding(claim('mae', 12), measured)).toBe('agrees');
  });

  it('is unproven without a measurement of the same metric', () => {
    expect(claimStanding(claim('f1', 0.9), [found('recall', 0.84, 0.75, 0.87)])).toBe('unproven');
  });

  it('is contradicted by one exam though another agrees, and a figure without interval stands for itself', () => {
    const agrees = found('recall', 0.95, 0.9, 0.98);
    expect(claimStanding(claim('recall', 0.92), [agrees, found('recall', 0.8, null, null)])).toBe(
      'above_measured',
    );
    expect(claimStanding(claim('recall', 0.92), [agrees])).toBe('agrees');
  });
});
