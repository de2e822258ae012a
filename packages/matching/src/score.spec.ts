import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateStatus, Evidence, ScenarioFeatures, SolutionFeatures } from './features.js';
import { evidence, reasonOf, scenario, solution, weigh } from './samples.js';
import { weights } from './weights.js';

describe('fit', () => {
  it.each<[string, Partial<SolutionFeatures>, Partial<ScenarioFeatures>, string]>([
    [
      'gpu_missing',
      { deployment: { gpu: true, network: false, sites: [], xinchuang: false } },
      {},
      'against',
    ],
    [
      'network_missing',
      { deployment: { gpu: false, network: true, sites: [], xinchuang: false } },
      { site: { gpu: true, network: false, deployment: [], xinchuang: false } },
      'against',
    ],
    ['site_fit', {}, {}, 'for'],
    [
      'site_mismatch',
      { deployment: { gpu: false, network: false, sites: ['cloud'], xinchuang: false } },
      {},
      'against',
    ],
    ['site_unknown', { deployment: null }, {}, 'unknown'],
    [
      'xinchuang_missing',
      {},
      { site: { gpu: true, network: true, deployment: [], xinchuang: true } },
      'against',
    ],
    ['task_match', {}, {}, 'for'],
    ['task_mismatch', {}, { task: 'binary' }, 'against'],
    ['task_unknown', { algorithms: [] }, {}, 'unknown'],
    ['sockets_fit', {}, {}, 'for'],
    [
      'sockets_mapping',
      {},
      {
        columns: [
          { name: 'rain', type: 'number' },
          { name: '液位', type: 'number' },
        ],
      },
      'for',
    ],
    [
      'sockets_missing',
      {},
      {
        columns: [
          { name: 'rain', type: 'number' },
          { name: 'level', type: 'string' },
        ],
      },
      'against',
    ],
    ['sockets_unknown', {}, { columns: [] }, 'unknown'],
    ['qualification_held', {}, {}, 'for'],
    ['qualification_missing', { qualifications: [] }, {}, 'against'],
    [
      'qualification_expired',
      { qualifications: [{ name: 'iso9001', expires: '2026-02-28' }] },
      {},
      'against',
    ],
    ['region_match', {}, {}, 'for'],
    ['region_other', { regions: ['110000'] }, {}, 'against'],
    ['within_budget', {}, {}, 'for'],
    ['over_budget', { priceFrom: 900_000 }, {}, 'against'],
    ['price_unknown', { priceFrom: null }, {}, 'unknown'],
    ['cooperation_match', {}, {}, 'for'],
    ['cooperation_other', {}, { cooperationModes: ['open_call'] }, 'against'],
    ['immature_for_purchase', { trl: 4 }, { cooperationModes: ['purchase'] }, 'against'],
    ['technologies_shared', {}, {}, 'for'],
  ])('%s', (code, card, need, polarity) => {
    expect(reasonOf(card, code, need)).toMatchObject({ polarity });
    const points = reasonOf(card, code, need)?.contribution ?? Number.NaN;
    expect(Math.sign(points)).toBe(
      polarity === 'for' ? 1 : polarity === 'against' ? (points === 0 ? 0 : -1) : 0,
    );
  });

  it('says nothing against where nothing was asked', () => {
    const silent = scenario({
      field: null,
      technologies: [],
      region: null,
      cooperationModes: [],
      budget: null,
      site: null,
      qualifications: [],
      task: null,
      columns: [],
      criteria: [],
    });
    expect(weigh(silent, solution()).reasons.filter(({ polarity }) => polarity === 'against')).toEqual([]);
  });
});

describe('the score', () => {
  it('can reach 100 by no more than the weights', () => {
    const { mustFactor: _, ...points } = weights;
    expect(Object.values(points).reduce((sum, value) => sum + value, 0)).toBe(100);
  });

  it('finds a card in the other language', () => {
    const english = solution({
      id: 'en',
      title: { en: 'Flood warning' },
      text: { en: 'Predicts waterlogging from rainfall sensors' },
    });
    const unrelated = solution({
      id: 'no',
      title: { en: 'Food market' },
      text: { en: 'Credit of restaurants' },
    });
    const shared = weigh(scenario(), english).reasons.find(({ code }) => code === 'words_shared');
    expect(shared?.params.terms).toEqual(expect.arrayContaining(['~forecast', '~waterlogging']));
    expect(weigh(scenario(), english).score).toBeGreaterThan(weigh(scenario(), unrelated).score);
  });

  const anyEvidence: fc.Arbitrary<Evidence> = fc
    .record({
      benchmarkVersionId: fc.constantFrom('b1', 'b9'),
      datasetLineageId: fc.constantFrom('rain-data', 'elsewhere'),
      taskKind: fc.constantFrom('forecasting', 'binary'),
      metric: fc.constantFrom('mae', 'r2'),
      value: fc.double({ min: -5, max: 30, noNaN: true }),
      half: fc.double({ min: 0, max: 4, noNaN: true }),
      certificateStatus: fc.constantFrom('valid', 'watch', 'suspended', 'expired', 'revoked', null),
      demonstration: fc.boolean(),
    })
    .map(({ half, ...rest }) => ({
      ...rest,
      lower: rest.value - half,
      upper: rest.value + half,
      verdict: null,
    }));
  const anyCard = fc
    .record({
      evidence: fc.array(anyEvidence, { maxLength: 6 }),
      claims: fc.array(
        fc.record({
          metric: fc.constantFrom('mae', 'r2'),
          value: fc.double({ min: -5, max: 30, noNaN: true }),
        }),
        { maxLength: 3 },
      ),
      priceFrom: fc.option(fc.double({ min: 0, max: 1e7, noNaN: true })),
      trl: fc.option(fc.integer({ min: 1, max: 9 })),
      gpu: fc.boolean(),
      task: fc.constantFrom('forecasting', 'binary'),
      regions: fc.subarray(['510100', '110000']),
    })
    .map(({ gpu, task, ...rest }) =>
      solution({
        ...rest,
        deployment: { gpu, network: gpu, sites: ['edge'], xinchuang: false },
        algorithms: [{ id: 'a', task, inputs: [{ column: 'q', type: 'string', required: true }] }],
      }),
    );

  it('is bounded, capped, and the sum of its reasons, each within its weight', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { score, raw, cap, reasons } = weigh(scenario(), card);
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        expect(raw).toBeCloseTo(sum, 4);
        expect(score).toBe(Math.min(Math.max(raw, 0), cap ?? 100, 100));
        for (const it of reasons) expect(Math.abs(it.contribution)).toBeLessThanOrEqual(it.weight + 1e-4);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('never falls when a passing run is added, a passing figure gets better or its certificate rises', () => {
    const rising: (CertificateStatus | null)[] = ['revoked', 'suspended', 'expired', null, 'watch', 'valid'];
    const statusStep = fc.integer({ min: 0, max: rising.length - 2 });
    const mae = fc.double({ min: 1, max: 11, noNaN: true });
    fc.assert(
      fc.property(anyCard, anyEvidence, statusStep, mae, (card, base, step, value) => {
        const passing = (status: CertificateStatus | null | undefined, at: number) =>
          evidence({
            ...base,
            metric: 'mae',
            value: at,
            lower: at,
            upper: at + 0.5,
            certificateStatus: status ?? null,
          });
        const having = (row: Evidence) =>
          weigh(scenario(), { ...card, evidence: [...card.evidence, row] }).score;
        const low = having(passing(rising[step], value));
        expect(having(passing(rising[step + 1], value))).toBeGreaterThanOrEqual(low - 1e-3);
        expect(having(passing(rising[step], value - 1))).toBeGreaterThanOrEqual(low - 1e-3);
        if (rising[step] !== 'revoked' && rising[step] !== 'suspended')
          expect(low).toBeGreaterThanOrEqual(weigh(scenario(), card).score - 1e-3);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('does not depend on the order in which things are listed', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const turned = {
          ...card,
          evidence: [...card.evidence].reverse(),
          claims: [...card.claims].reverse(),
        };
        const need = scenario();
        const turnedNeed = { ...need, columns: [...need.columns].reverse() };
        expect(weigh(turnedNeed, turned)).toEqual(weigh(need, card));
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});
