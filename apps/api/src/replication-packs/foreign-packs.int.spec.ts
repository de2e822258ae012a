import { readBenchmark } from '@scenario-lab/contracts/benchmarks';
import {
  arrangeExam,
  discardPack,
  endTrustedLab,
  listForeignPacks,
  listTrustedLabs,
  readDifference,
  readForeignPack,
  receivePack,
  requestForeignReplication,
} from '@scenario-lab/contracts/foreign-packs';
import { foreignLab, packFiles, sampleContent } from '@scenario-lab/contracts/packs/testing/sample-pack';
import { editScenario, readScenario } from '@scenario-lab/contracts/scenarios';
import { makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { at, deskOf, told } from './test-desk.js';

let here: TestApp;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  here = await testApp();
  desk = deskOf(here);
});
afterAll(() => here?.close());

type Who = Parameters<TestApp['as']>[0];
const count = async (table: string) =>
  (await here.database.owner.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n as number;

describe('a lab that is believed', () => {
  it('is pinned by keys that are keys, once, and never by one’s own', async () => {
    const lab = foreignLab(21);
    expect(await refusalOf(desk.pin(lab.publicKey, { who: here.cast.reviewer }))).toBe('403 role_missing');
    for (const keys of ['no key', '{}', '[]', `${lab.publicKey} x`, lab.publicKey.slice(1)])
      expect(await refusalOf(desk.pin(keys)), keys).toBe('422 invalid_input keys');
    await here.database.owner.query('INSERT INTO lab_key (key_id, public_key) VALUES ($1, $2)', [
      foreignLab(22).keyId,
      foreignLab(22).publicKey,
    ]);
    expect(await refusalOf(desk.pin(foreignLab(22).publicKey))).toBe('422 invalid_input keys');
    const { id } = await desk.pin(lab.publicKey);
    expect(await refusalOf(desk.pin(lab.publicKey))).toBe('409 duplicate');
    const { id: packId } = await desk.receive(lab.pack(packFiles()));
    await here.as(here.cast.admin)(endTrustedLab, { ...at(id), body: { reason: 'its key is lost' } });
    expect(await told(desk.receive(lab.pack(packFiles(sampleContent(), null))))).toContain('no_trusted_key');
    expect(await refusalOf(desk.take(packId))).toBe('409 wrong_status');
    expect((await desk.read(packId)).recognition.reasons).toContain('lab_ended');
    await here.as(here.cast.operator)(discardPack, { ...at(packId), body: { reason: 'not ours' } });
    expect(await refusalOf(desk.read(packId))).toBe('404 not_found');
    const shown = await here.as(here.cast.observer)(listTrustedLabs, {});
    expect(shown.find((one) => one.id === id)).toMatchObject({ allowed: [], keys: [{ keyId: lab.keyId }] });
  });
});

describe('a pack that came', () => {
  const lab = foreignLab(31);
  it('is refused by name when anything of it does not hold, and leaves nothing', async () => {
    await desk.pin(lab.publicKey);
    const before = [await count('foreign_pack'), await count('scenario'), await count('algorithm')];
    const files = packFiles();
    const good = lab.pack(files);
    const broken = good.slice();
    broken[60] = (broken[60] ?? 0) ^ 1;
    const stored = Buffer.from(good);
    for (const [bytes, reason] of [
      [new TextEncoder().encode('PK no zip at all, but long enough to be one'), 'not_a_zip'],
      [good.subarray(0, good.length - 10), 'truncated'],
      [broken, 'damaged_file'],
      [foreignLab(32).pack(files), 'no_trusted_key'],
      [lab.pack([...files, { name: 'extra.json', bytes: stored.subarray(0, 3) }]), 'file_extra'],
      [lab.pack(files, (one) => ({ ...one, subject: one.subject.slice(1) })), 'file_extra'],
      [lab.pack(files.filter(({ name }) => name !== 'case.json')), 'part_missing'],
      [
        lab.pack(files, (one) => ({ ...one, predicate: { ...one.predicate, consents: [] } })),
        'program_not_agreed',
      ],
    ] as const)
      expect(await told(desk.receive(bytes)), reason).toContain(`422 pack_refused ${reason}`);
    expect([await count('foreign_pack'), await count('scenario'), await count('algorithm')]).toEqual(before);
    for (const who of [here.cast.vendor, here.cast.department, here.cast.observer]) {
      const uploadId = await desk.uploaded(good, who);
      expect(await refusalOf(here.as(who)(receivePack, { body: { uploadId } }))).toBe('403 role_missing');
    }
  });

  it('makes nothing twice, tells what a later one changed, and is taken back while nobody has worked on it', async () => {
    const { vendor, department, otherVendor, operator } = here.cast;
    const { id } = await desk.receive(lab.pack(packFiles()));
    const scenarios = await count('scenario');
    const algorithms = await count('algorithm');
    await desk.take(id);
    expect(await refusalOf(desk.take(id))).toBe('409 wrong_status');
    await desk.undo(id);
    expect([await count('scenario'), await count('algorithm')]).toEqual([scenarios, algorithms]);
    expect(await desk.read(id)).toMatchObject({
      state: 'received',
      made: { scenario: null, algorithm: null },
    });
    await here.database.owner.query('UPDATE organisation SET credit_code = $2 WHERE id = $1', [
      otherVendor.organisationId,
      '91510100MA6CCCCCC0',
    ]);
    expect(await refusalOf(desk.take(id, otherVendor.organisationId))).toBe('422 invalid_input supplierId');
    expect(await refusalOf(desk.take(id, department.organisationId))).toBe('422 invalid_input supplierId');

    await desk.take(id);
    const first = await desk.read(id);
    // The same program of the same vendor in a later pack is the one that is here.
    const content = sampleContent();
    content['terms.json'] = { ...content['terms.json'], budget: 1 };
    const { id: later } = await desk.receive(lab.pack(packFiles(content)));
    expect((await desk.read(later)).changed).toMatchObject({ packId: id });
    expect((await desk.read(later)).changed?.parts.filter(({ what }) => what !== 'same')).toEqual([
      { file: 'terms.json', what: 'changed' },
    ]);
    await desk.take(later);
    expect((await desk.read(later)).made.algorithm).toMatchObject({
      versionId: first.made.algorithm?.versionId,
      known: true,
    });
    await desk.undo(later);
    expect((await desk.read(id)).made.algorithm?.versionId).toBe(first.made.algorithm?.versionId);

    const scenarioId = first.made.scenario ?? '';
    const need = await here.as(department)(readScenario, at(scenarioId));
    await here.as(department)(editScenario, {
      ...at(scenarioId),
      body: { title: need.title, region: '510104' },
    });
    expect(await refusalOf(desk.undo(id))).toBe('409 pack_in_use');
    expect((await desk.read(id)).made.algorithm?.versionId).toBe(first.made.algorithm?.versionId);
    expect(await refusalOf(here.as(vendor)(readForeignPack, at(id)))).toBe('404 not_found');
    expect((await here.as(vendor)(listForeignPacks, {})).length).toBe(0);
    expect((await here.as(operator)(listForeignPacks, {})).map((one) => one.id)).toContain(id);
  });

  it('without its vendor here is a need and a plan, and nothing to test', async () => {
    const { 'algorithm.json': _program, ...content } = sampleContent();
    const { id } = await desk.receive(lab.pack(packFiles(content, null)));
    await desk.take(id, null);
    const { department } = here.cast;
    expect(await desk.read(id, department)).toMatchObject({ made: { vendor: null, algorithm: null } });
    const ask = here.as(department)(requestForeignReplication, {
      ...at(id),
      body: { purpose: 'For our own underpasses.' },
    });
    expect(await refusalOf(ask)).toBe('409 gate_incomplete');
  });

  it('is compared with the adopter’s data and becomes an exam on them', async () => {
    const { department, otherDepartment, operator } = here.cast;
    const { id } = await desk.receive(lab.pack(packFiles(sampleContent(), null, 'another report\n')));
    await desk.take(id);
    const own = await makeBenchmark(here.database.owner, department, {
      accessMode: 'sandbox_only',
      listed: false,
    });
    const [{ dataset_version_id: datasetVersionId }] = (
      await here.database.owner.query('SELECT dataset_version_id FROM benchmark_version WHERE id = $1', [
        own.benchmarkVersionId,
      ])
    ).rows as [{ dataset_version_id: string }];
    const columns = [
      { name: 'rain', type: 'number', role: 'feature', unit: 'cm', knownAt: 'always', sensitivity: 'none' },
      { name: 'level', type: 'number', role: 'target', unit: 'cm', knownAt: 'always', sensitivity: 'none' },
      { name: 'wind', type: 'number', role: 'feature', knownAt: 'always', sensitivity: 'none' },
    ];
    await here.database.owner.query('UPDATE dataset_version SET columns = $2, rows = 900 WHERE id = $1', [
      datasetVersionId,
      JSON.stringify(columns),
    ]);
    const difference = (who: Who) => here.as(who)(readDifference, { ...at(id), query: { datasetVersionId } });
    expect(await refusalOf(difference(otherDepartment))).toBe('404 not_found');
    const { lines, columns: asked, alike } = await difference(department);
    expect(lines.map(({ kind, column, weight }) => `${weight} ${kind} ${column}`)).toEqual([
      'test unit_differs rain',
      'test column_missing pump',
      'test fewer_rows ',
      'note column_extra ',
      'note not_known ',
    ]);
    expect([asked, alike]).toEqual([3, 1]);

    const arrange = (who: Who) => here.as(who)(arrangeExam, { ...at(id), body: { datasetVersionId } });
    expect(await refusalOf(arrange(otherDepartment))).toBe('404 not_found');
    const { benchmarkId } = await arrange(department);
    const benchmark = await here.as(department)(readBenchmark, at(benchmarkId));
    expect(benchmark.versions[0]).toMatchObject({
      status: 'draft',
      plan: { target: 'level', features: ['rain'], datasetVersionId, looks: 3, limits: { cpuSeconds: 60 } },
    });
    // A second time it is a further version of the same.
    expect((await arrange(operator)).benchmarkId).toBe(benchmarkId);
    expect(await refusalOf(desk.undo(id))).toBe('409 pack_in_use');
  });
});
