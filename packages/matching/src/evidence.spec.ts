import { describe, expect, it } from 'vitest';
import type { CertificateStatus, Evidence } from './features.js';
import { evidence, reasonOf, scenario, solution, weigh } from './samples.js';

const scoreWith = (more: Partial<Evidence>) =>
  weigh(scenario(), solution({ evidence: [evidence(more)] })).score;

describe('evidence', () => {
  it('puts a certificate on this need before one on similar data, a finished run, a claim and nothing', () => {
    const other = { benchmarkVersionId: 'b9' };
    const order = [
      scoreWith({}),
      scoreWith(other),
      scoreWith({ ...other, datasetLineageId: 'elsewhere' }),
      scoreWith({ ...other, datasetLineageId: 'elsewhere', certificateStatus: null }),
      weigh(scenario(), solution({ claims: [{ metric: 'mae', value: 8 }] })).score,
      weigh(scenario(), solution()).score,
      weigh(scenario(), solution({ claims: [{ metric: 'mae', value: 20 }] })).score,
      scoreWith({ value: 20, lower: 19, upper: 21 }),
    ];
    expect(order).toEqual([...order].sort((one, next) => next - one));
    expect(new Set(order).size).toBe(order.length);
  });

  it('falls with every step of the certificate, and a revoked one speaks against', () => {
    const statuses: (CertificateStatus | null)[] = [
      'valid',
      'watch',
      null,
      'expired',
      'suspended',
      'revoked',
    ];
    const scores = statuses.map((certificateStatus) => scoreWith({ certificateStatus }));
    expect(scores).toEqual([...scores].sort((one, next) => next - one));
    expect(new Set(scores).size).toBe(scores.length);
    const revoked = reasonOf(
      { evidence: [evidence({ certificateStatus: 'revoked' })] },
      'certificate_revoked',
    );
    expect(revoked).toMatchObject({ polarity: 'against', contribution: -10, params: { tier: 'own' } });
    expect(scoreWith({ certificateStatus: 'revoked' })).toBeLessThan(weigh(scenario(), solution()).score);
  });

  it('is judged against the threshold of today', () => {
    const card = solution({ evidence: [evidence({ verdict: 'pass', threshold: 12 })] });
    const at = (threshold: number) =>
      weigh(scenario({ criteria: [{ metric: 'mae', direction: 'at_most', threshold, must: true }] }), card);
    const verdicts = [12, 11.5, 10, 8].map(
      (threshold) => at(threshold).reasons.find(({ params }) => params.metric === 'mae')?.code,
    );
    expect(verdicts).toEqual(['evidence_pass', 'evidence_pass', 'evidence_inconclusive', 'evidence_fail']);
    const scores = [12, 11.5, 10, 8].map((threshold) => at(threshold).score);
    expect(scores).toEqual([...scores].sort((one, next) => next - one));
    expect(new Set(scores).size).toBe(4);
  });

  it('trusts the run’s own verdict while the threshold is the same', () => {
    const card = { evidence: [evidence({ verdict: 'inconclusive', threshold: 12 })] };
    expect(reasonOf(card, 'evidence_inconclusive')).toBeDefined();
  });

  it('caps the score where a must failed, lower on the own benchmark than on similar data, not by demonstration', () => {
    const fail = { value: 20, lower: 18, upper: 22, verdict: 'fail' as const };
    const best = evidence({ metric: 'r2', value: 0.95, lower: 0.94, upper: 0.96 });
    const capped = (more: Partial<Evidence>) =>
      weigh(scenario(), solution({ evidence: [best, evidence({ ...fail, ...more })] }));
    expect(capped({})).toMatchObject({ cap: 30 });
    expect(capped({}).score).toBeLessThanOrEqual(30);
    expect(
      capped({}).reasons.some(({ code, polarity }) => code === 'must_failed_cap' && polarity === 'against'),
    ).toBe(true);
    expect(capped({ benchmarkVersionId: 'b9' }).cap).toBe(55);
    expect(capped({ benchmarkVersionId: 'b9', datasetLineageId: 'x' }).cap).toBeNull();
    expect(capped({ demonstration: true }).cap).toBeNull();
    expect(capped({ certificateStatus: 'revoked' }).cap).toBeNull();
    const nice = weigh(
      scenario(),
      solution({ evidence: [evidence({ metric: 'r2', value: 0.1, lower: 0, upper: 0.2 })] }),
    );
    expect(nice.cap).toBeNull();
  });

  it('lets a failure silence the claim and what was measured farther away, but not a later pass', () => {
    const fail = evidence({ value: 20, lower: 18, upper: 22, verdict: 'fail', certificateStatus: null });
    const away = evidence({ benchmarkVersionId: 'b9' });
    const claims = [{ metric: 'mae', value: 5 }];
    expect(reasonOf({ evidence: [fail, away], claims }, 'evidence_fail')).toBeDefined();
    expect(reasonOf({ evidence: [fail, away], claims }, 'claim_meets')).toBeUndefined();
    expect(reasonOf({ evidence: [fail, evidence()] }, 'evidence_pass')).toBeDefined();
  });

  it('counts whole-data figures half for a slice, and a slice not at all for the whole', () => {
    const slice = { column: 'season', value: 'winter' };
    const sliced = {
      criteria: [{ metric: 'mae', direction: 'at_most' as const, threshold: 12, must: true, slice }],
    };
    const whole = reasonOf({ evidence: [evidence()] }, 'evidence_pass', sliced)?.contribution ?? 0;
    const exact = reasonOf({ evidence: [evidence({ slice })] }, 'evidence_pass', sliced)?.contribution ?? 0;
    expect(whole).toBeCloseTo(exact / 2, 3);
    expect(reasonOf({ evidence: [evidence({ slice })] }, 'evidence_pass')).toBeUndefined();
  });

  it('says so where a need states no criteria', () => {
    expect(reasonOf({ evidence: [evidence()] }, 'criteria_missing', { criteria: [] })?.polarity).toBe(
      'unknown',
    );
    expect(reasonOf({ evidence: [evidence()] }, 'evidence_general', { criteria: [] })?.contribution).toBe(
      22.5,
    );
  });
});
