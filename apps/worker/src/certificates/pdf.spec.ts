import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { renderReport } from './pdf.js';
import { limitsOfValidity, predicateType, type Statement } from './statement.js';

const figure = (metric: string, value: number, over = {}) => ({
  metric,
  version: '1',
  slice: null,
  value,
  interval: { lower: value * 0.9, upper: value * 1.1, level: 0.95, method: 'bca' as const },
  bounds: null,
  rows: 400,
  units: 58,
  ...over,
});
const sha = 'ab'.repeat(32);

const statement: Statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'x', digest: { sha256: sha } }],
  predicateType,
  predicate: {
    edition: 'owner',
    reportId: '0193a000-0000-7000-8000-000000000000',
    issuedAt: '2026-11-23T08:00:00.000Z',
    certificate: {
      number: 'SL-2026-000001',
      issuedAt: '2026-11-23T08:00:00.000Z',
      expiresAt: '2027-11-23T08:00:00.000Z',
      demonstration: true,
    },
    certificateObstacles: [],
    run: { id: 'r', number: 7, split: 'hidden', submittedAt: '2026-11-23T07:00:00.000Z', endedAt: null },
    vendor: { id: 'v', name: { zh: '成都示例科技有限公司', en: 'Example Ltd' } },
    algorithm: {
      id: 'a',
      title: { zh: '空气质量预测', en: 'Air quality forecast' },
      versionId: 'av',
      label: '1.0',
      kind: 'bundle',
    },
    scenario: { id: 's', title: { zh: '城区空气质量预警', en: 'Warning of bad air' } },
    benchmark: {
      id: 'b',
      title: { zh: '空气质量基准', en: 'Air benchmark' },
      versionId: 'bv',
      number: 2,
      task: 'regression',
      target: 'pm25',
      resamplingUnit: { kind: 'block', duration: 'P7D' },
      limits: {
        cpuSeconds: 30,
        wallSeconds: 60,
        memoryBytes: 2 ** 29,
        processes: 8,
        tmpBytes: 2 ** 20,
        outBytes: 2 ** 20,
        logBytes: 2 ** 20,
      },
      rows: 400,
      executions: 1,
    },
    dataset: {
      id: 'd',
      title: { zh: '国控点小时数据' },
      versionId: 'dv',
      label: '2024',
      accessMode: 'sandbox_only',
      truthPublic: true,
    },
    digests: {
      artifact: sha,
      unpackedArtifact: sha,
      pack: sha,
      benchmark: sha,
      hiddenSplit: sha,
      environment: `sha256:${sha}`,
      dataset: sha,
      predictions: sha,
      result: sha,
    },
    metricCode: { mae: '1', rmse: '1' },
    overall: 'pass',
    criteria: [
      {
        criterion: { id: 'c', metric: 'mae', direction: 'at_most', threshold: 12, unit: 'µg/m³', must: true },
        value: 9.87,
        interval: { lower: 9.1, upper: 10.6, level: 0.95, method: 'bca' },
        bound: 10.8,
        verdict: 'pass',
        note: null,
      },
      {
        criterion: {
          id: 'w',
          metric: 'rmse',
          direction: 'at_most',
          threshold: 10,
          must: false,
          slice: { column: 'season', value: '冬季' },
        },
        value: 13,
        interval: { lower: 11, upper: 15, level: 0.95, method: 'bca' },
        bound: null,
        verdict: 'fail',
        note: null,
      },
    ],
    figures: [
      figure('mae', 9.87),
      figure('rmse', 12.3),
      figure('mae', 11.2, { slice: { column: 'season', value: '冬季' } }),
    ],
    plots: {
      confusion: null,
      reliability: null,
      horizon: [1, 2, 3, 4].map((step) => ({ step, mae: 5 + step, count: 100 })),
      residuals: [-2, -1, 0, 1].map((from) => ({ from, to: from + 1, count: 100 - 30 * Math.abs(from) })),
    },
    baseline: [{ metric: 'mae', value: 21 }],
    previousVersion: { run: 3, label: '0.9', figures: [{ metric: 'mae', value: 11 }] },
    resources: { cpuSeconds: 3.21, peakMemoryBytes: 150e6, wallSeconds: 4, executions: 1 },
    looks: { number: 1, of: 3, used: 1 },
    unpublishedRuns: 0,
    priorAccess: false,
    sandbox: {
      level: 'hardened',
      runtime: {
        name: 'debian-12',
        source: 'debian-packages',
        versions: { python: '3.11.2' },
        digest: `sha256:${sha}`,
      },
    },
    offlineEvidence: [],
    review: {
      decision: 'approve',
      statement: '测试过程规范，数据与代码版本一致。',
      reviewer: '李复核',
      at: '2026-11-23T07:30:00.000Z',
    },
    limitsOfValidity,
  },
};

/** The text of a PDF as a reader's search would find it: glyph numbers through each font's ToUnicode map. */
function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id, body] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id!, body!);
  const streamOf = (body: string) => {
    const inner = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1] ?? '';
    return inflateSync(Buffer.from(inner, 'latin1')).toString('latin1');
  };
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name, id] of raw.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!) ?? '')?.[1];
    if (unicode) fonts.set(name!, mapOf(streamOf(objects.get(unicode)!)));
  }
  const words: string[] = [];
  for (const [, id] of raw.matchAll(/\/Contents (\d+) 0 R/g)) {
    let font = new Map<string, string>();
    for (const [, name, shown] of streamOf(objects.get(id!)!).matchAll(
      /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g,
    )) {
      if (name !== undefined) font = fonts.get(name) ?? font;
      for (const [, hex] of (shown ?? '').matchAll(/<([0-9a-f]*)>/g)) {
        for (const glyph of hex!.match(/.{4}/g) ?? []) words.push(font.get(glyph) ?? '?');
      }
    }
  }
  return words.join('');
}

function mapOf(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from, , list] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    [...list!.matchAll(/<([0-9a-f ]+)>/g)].forEach(([, code], at) => {
      const glyph = (Number.parseInt(from!, 16) + at).toString(16).padStart(4, '0');
      const units = code!
        .replaceAll(' ', '')
        .match(/.{4}/g)!
        .map((unit) => Number.parseInt(unit, 16));
      map.set(glyph, String.fromCharCode(...units));
    });
  }
  return map;
}

describe('renderReport', () => {
  it.each([
    [
      'zh',
      [
        '算法测试验证报告',
        '成都示例科技有限公司',
        '演示数据，真值公开',
        '平均绝对误差',
        '达标',
        'SL-2026-000001',
      ],
    ],
    [
      'en',
      [
        'Algorithm validation report',
        'Example Ltd',
        'Demonstration, truth public',
        'Mean absolute error',
        'pass',
      ],
    ],
  ] as const)('writes %s that can be selected and searched', async (language, expected) => {
    const text = textOf(
      await renderReport(statement, language, 'https://lab.example/certificates/SL-2026-000001', 'ed25519-0'),
    );
    for (const words of expected) expect(text).toContain(words);
  });

  it('gives the same bytes for the same statement', async () => {
    const once = await renderReport(statement, 'zh', 'https://lab.example/x', 'k');
    expect((await renderReport(statement, 'zh', 'https://lab.example/x', 'k')).equals(once)).toBe(true);
  });
});
