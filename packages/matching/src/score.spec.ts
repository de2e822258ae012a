import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from './corpus.js';
import type { CertificateStatus, Evidence, ScenarioFeatures, SolutionFeatures } from './features.js';
import { matchScore } from './score.js';
import { weights } from './weights.js';

const asOf = '2026-03-01';

const scenario = (more: Partial<ScenarioFeatures> = {}): ScenarioFeatures => ({
  id: 's1',
  title: { zh: '城市内涝积水点短时预测', en: 'Short-term forecast of waterlogging spots' },
  text: { zh: '利用降雨和液位传感器数据，提前一小时预警积水点。' },
  field: 'public_services',
  technologies: ['时序预测'],
  region: '510104',
  cooperationModes: ['pilot'],
  budget: 800_000,
  site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: false },
  qualifications: ['ISO 9001'],
  task: 'forecasting',
  columns: [
    { name: 'time', type: 'timestamp' },
    { name: 'rain', type: 'number' },
    { name: 'level', type: 'number' },
  ],
  datasetLineageIds: ['rain-data'],
  benchmarkVersionIds: ['b1'],
  criteria: [
    { metric: 'mae', direction: 'at_most', threshold: 12, unit: 'mm', must: true },
    { metric: 'r2', direction: 'at_least', threshold: 0.8, must: false },
  ],
  ...more,
});

const solution = (more: Partial<SolutionFeatures> = {}): SolutionFeatures => ({
  id: 'v1',
  title: { zh: '内涝预警平台' },
  text: { zh: '融合降雨预报与液位数据，预测积水深度。' },
  field: 'public_services',
  technologies: ['时序预测', '图神经网络'],
  regions: ['510100'],
  cooperationModes: ['pilot', 'purchase'],
  priceFrom: 500_000,
  deployment: { gpu: false, network: false, sites: ['on_premises', 'cloud'], xinchuang: false },
  qualifications: [{ name: 'ISO 9001 质量管理体系认证', expires: '2027-01-01' }],
  algorithms: [
    {
      id: 'a1',
      task: 'forecasting',
      inputs: [
        { column: 'Rain', type: 'number', required: true },
        { column: 'level', type: 'number', required: true },
      ],
    },
  ],
  evidence: [],
  claims: [],
  trl: 7,
  ...more,
});

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  benchmarkVersionId: 'b1',
  datasetLineageId: 'rain-data',
  taskKind: 'forecasting',
  metric: 'mae',
  value: 10,
  lower: 9,
  upper: 11,
  verdict: 'pass',
  certificateStatus: 'valid',
  demonstration: false,
  ...more,
});

const corpus = buildCorpus([
  solution(),
  solution({ id: 'v2', title: { zh: '垃圾分类识别' }, text: { zh: '摄像头识别垃圾投放' } }),
  solution({ id: 'v3', title: { en: 'Bus dispatch' }, text: { en: 'Scheduling of buses by ridership' } }),
]);
const weigh = (need: ScenarioFeatures, card: SolutionFeatures) => matchScore(need, card, corpus, asOf);
const scoreWith = (more: Partial<Evidence>) =>
  weigh(scenario(), solution({ evidence: [evidence(more)] })).score;
const reasonOf = (card: Partial<SolutionFeatures>, code: string, need: Partial<ScenarioFeatures> = {}) =>
  weigh(scenario(need), solution(card)).reasons.find((it) => it.code === code);

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
