import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson, envelopeText, keyIdOf, sealEnvelope } from '../../envelope.js';
import { type ArchiveFile, writeArchive } from '../archive.js';
import { type PackContent, type PackManifest, packPredicateType } from '../content.js';

const text = new TextEncoder();
export const digestOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
const program = text.encode('program');

/** A lab elsewhere, with a key of its own. */
export function foreignLab(seed = 7) {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = btoa(String.fromCharCode(...ed25519.getPublicKey(secret)));
  const keyId = keyIdOf(publicKey);
  const sign = (message: Uint8Array) => ed25519.sign(message, secret);
  const seal = (statement: unknown) => envelopeText(sealEnvelope(statement, keyId, sign));
  return {
    publicKey,
    keyId,
    seal,
    /** The files with a manifest of them, or of what it was changed into. */
    pack: (files: ArchiveFile[], change: (manifest: PackManifest) => unknown = (one) => one) =>
      writeArchive([
        ...files,
        { name: 'manifest.json', bytes: text.encode(seal(change(manifestOf(files)))) },
      ]),
  };
}

const both = (en: string, zh: string) => ({ en, zh });
const criterion = {
  id: 'mae',
  metric: 'mae',
  direction: 'at_most' as const,
  threshold: 12,
  unit: 'cm',
  must: true,
};

export function sampleContent(program_: Uint8Array = program): PackContent {
  return {
    'need.json': {
      title: { en: 'Flooded underpasses', zh: '下穿隧道积水' },
      field: null,
      region: '510100',
      problem: both('Water rises faster than anybody drives there.', '水位上涨比车辆到达更快。'),
      users: null,
      today: null,
      task: 'regression',
      subject: null,
      criteria: [criterion],
      conditions: null,
      site: null,
      qualifications: [],
      cooperationMode: null,
      procurementRoute: null,
    },
    'exam.json': {
      title: { en: 'Levels at underpasses', zh: '下穿隧道液位' },
      number: 1,
      digest: null,
      plan: {
        task: 'regression',
        target: 'level',
        positive: null,
        features: ['rain', 'pump'],
        slices: [],
        metrics: ['mae', 'rmse'],
        criteria: [criterion],
        resamplingUnit: { kind: 'row' },
        forecast: null,
        limits: {
          cpuSeconds: 60,
          wallSeconds: 120,
          memoryBytes: 2 ** 30,
          processes: 16,
          tmpBytes: 2 ** 20,
          outBytes: 2 ** 20,
          logBytes: 2 ** 16,
        },
        looks: 3,
        baseline: 'mean',
      },
      columns: [
        { name: 'rain', type: 'number', role: 'feature', knownAt: 'always', sensitivity: 'none', unit: 'mm' },
        { name: 'pump', type: 'boolean', role: 'feature', knownAt: 'always', sensitivity: 'none' },
        { name: 'level', type: 'number', role: 'target', knownAt: 'always', sensitivity: 'none', unit: 'cm' },
      ],
    },
    'case.json': {
      id: '01990000-0000-7000-8000-000000000001',
      title: { en: 'Underpasses of the first city', zh: '首城下穿隧道' },
      lesson: both('Gauges first.', '先装液位计。'),
      numbers: [
        {
          criterion: 'mae',
          name: { en: 'Mean error', zh: '平均误差' },
          unit: 'cm',
          baseline: 31,
          target: 12,
          lab: 10.4,
          field: 11,
          gap: -0.6,
          observations: 90,
        },
      ],
      field: null,
      region: '510100',
      department: { name: { en: 'Water Bureau of the first city', zh: '首城水务局' }, creditCode: null },
      vendor: { name: { en: 'Gauge Works', zh: '量测工坊' }, creditCode: '91510100MA6C000000' },
      certificate: {
        number: 'SL-2026-000007',
        issuedAt: '2026-03-01T00:00:00.000Z',
        expiresAt: '2036-03-01T00:00:00.000Z',
        demonstration: false,
        level: 'hardened',
      },
    },
    'context.json': {
      region: '510100',
      sites: ['Shiling'],
      from: '2026-01-01',
      until: '2026-03-31',
      rows: 4000,
      timeCoverage: null,
      columns: [
        { name: 'rain', type: 'number', nullShare: 0, distinct: 300, min: 0, max: 80 },
        { name: 'level', type: 'number', nullShare: 0.01, distinct: 900, min: 0, max: 240 },
      ],
    },
    'terms.json': {
      budget: 800_000,
      priceFrom: 300_000,
      cooperationMode: null,
      procurementRoute: null,
      conditions: null,
      pilotConditions: both('Runs beside the old pumps.', '与原有泵站并行运行。'),
      milestones: [{ title: { en: 'Gauges in place', zh: '液位计就位' }, due: '2026-01-15' }],
    },
    'algorithm.json': {
      title: { en: 'Level forecast', zh: '液位预测' },
      summary: both('From rain to levels.', '由降雨推算液位。'),
      task: 'regression',
      licence: 'proprietary',
      card: { intendedUse: both('Underpasses', '下穿隧道') },
      label: '1.0',
      kind: 'bundle',
      fileName: 'a.zip',
      bytes: program_.length,
      sha256: digestOf(program_),
      sockets: { task: 'regression', inputs: [{ column: 'rain', type: 'number', required: true }] },
      onnx: null,
      solution: {
        title: { en: 'Level watch', zh: '液位监测' },
        summary: both('Watches levels.', '监测液位。'),
        trl: 8,
      },
    },
  };
}

/** A pack's files but its manifest; the report is none. */
export function packFiles(
  content = sampleContent(),
  artifact: Uint8Array | null = program,
  report = 'no report\n',
) {
  const files: ArchiveFile[] = Object.entries(content).map(([name, part]) => ({
    name,
    bytes: text.encode(`${canonicalJson(part)}\n`),
  }));
  files.push({ name: 'report.json', bytes: text.encode(report) });
  if (artifact) files.push({ name: 'artifact', bytes: artifact });
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function manifestOf(files: readonly ArchiveFile[]): PackManifest {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ name, bytes }) => ({ name, digest: { sha256: digestOf(bytes) } })),
    predicateType: packPredicateType,
    predicate: {
      packId: '01990000-0000-7000-8000-000000000002',
      caseId: '01990000-0000-7000-8000-000000000001',
      issuedAt: '2026-05-01T00:00:00.000Z',
      lab: { name: { en: 'Lab of the first city', zh: '首城实验室' }, address: 'https://lab.example' },
      bytes: Object.fromEntries(files.map(({ name, bytes }) => [name, bytes.length])),
      consents: [
        {
          side: 'department',
          name: { en: 'Water Bureau', zh: '首城水务局' },
          at: '2026-04-01T00:00:00.000Z',
          algorithm: false,
        },
        {
          side: 'vendor',
          name: { en: 'Gauge Works', zh: '量测工坊' },
          at: '2026-04-02T00:00:00.000Z',
          algorithm: true,
        },
      ],
      leftOut: [],
    },
  };
}
