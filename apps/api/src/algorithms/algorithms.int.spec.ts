import {
  addAlgorithmVersion,
  algorithmDeeds,
  createAlgorithm,
  editAlgorithm,
  listAlgorithms,
  readAlgorithm,
  retireAlgorithmVersion,
} from '@scenario-lab/contracts/algorithms';
import { createSolution } from '@scenario-lab/contracts/solutions';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const card = (more = {}) => ({
  title: { zh: '液位短时预测', en: 'Water level nowcast' },
  summary: { en: 'Gradient boosting on rain and level' },
  fields: ['public_services' as const],
  task: 'regression' as const,
  card: { intendedUse: { en: 'One hour ahead' } },
  ...more,
});
const sockets = { task: 'regression' as const, inputs: [{ column: 'rain', type: 'number' as const }] };

async function uploaded(who: SignedIn, more: Record<string, unknown> = {}) {
  const row = { purpose: 'artifact', sha256: 'a'.repeat(64), used: false, ...more };
  const id = newId();
  await app.database.owner.query(
    `INSERT INTO upload (id, organisation_id, person_id, file_name, purpose, bytes, received, sha256, used)
     VALUES ($1, $2, $3, 'model.zip', $4, 1000, 1000, $5, $6)`,
    [id, who.organisationId, who.personId, row.purpose, row.sha256, row.used],
  );
  return id;
}

describe('algorithms', () => {
  it('take a version from an upload and have it inspected', async () => {
    const { vendor } = app.cast;
    const { id } = await app.as(vendor)(createAlgorithm, { body: card() });
    const version = await app.as(vendor)(addAlgorithmVersion, {
      params: { id },
      body: { uploadId: await uploaded(vendor), label: '1.0', kind: 'bundle', sockets },
    });
    expect(version).toMatchObject({ status: 'uploaded', fileName: 'model.zip', bytes: 1000, runs: 0 });
    const { rows } = await app.database.owner.query(
      'SELECT d.job, e.event FROM delivery d JOIN event e ON e.id = d.event_id WHERE d.thing_id = $1',
      [version.id],
    );
    expect(rows).toEqual([{ job: 'inspect-artifact', event: 'algorithm_version.uploaded' }]);

    const retire = () => app.as(vendor)(retireAlgorithmVersion, { params: { id: version.id } });
    expect(await refusalOf(retire())).toBe('409 wrong_status');
    await app.database.owner.query("UPDATE algorithm_version SET status = 'ready' WHERE id = $1", [
      version.id,
    ]);
    const ready = await app.as(vendor)(readAlgorithm, { params: { id } });
    expect(ready.versionList[0]?.allowed).toEqual(['algorithm.retire_version']);
    await retire();
    const retired = await app.as(vendor)(readAlgorithm, { params: { id } });
    expect(retired.versionList.map(({ status }) => status)).toEqual(['retired']);
  });

  it('name what is wrong with an upload, its maps or its sockets, and keep nothing of it', async () => {
    const { vendor, otherVendor } = app.cast;
    const { id } = await app.as(vendor)(createAlgorithm, { body: card() });
    const add = async (upload: Promise<string> | string, more = {}) =>
      refusalOf(
        app.as(vendor)(addAlgorithmVersion, {
          params: { id },
          body: { uploadId: await upload, label: '1.0', kind: 'bundle', sockets, ...more },
        }),
      );
    expect(await add(newId())).toBe('422 invalid_input uploadId');
    expect(await add(uploaded(otherVendor))).toBe('422 invalid_input uploadId');
    expect(await add(uploaded(vendor, { purpose: 'dataset' }))).toBe('422 invalid_input uploadId');
    expect(await add(uploaded(vendor, { sha256: null }))).toBe('422 invalid_input uploadId');
    expect(await add(uploaded(vendor, { used: true }))).toBe('422 invalid_input uploadId');
    expect(await add(uploaded(vendor), { kind: 'onnx' })).toBe('422 invalid_input onnx');
    expect(await add(uploaded(vendor), { sockets: { ...sockets, task: 'binary' } })).toBe(
      '422 invalid_input sockets.task',
    );
    expect((await app.as(vendor)(readAlgorithm, { params: { id } })).versionList).toEqual([]);
    const once = await uploaded(vendor);
    expect(await add(once)).toBe('went through');
    expect(await add(once, { label: '1.1' })).toBe('422 invalid_input uploadId');
    expect(await add(uploaded(vendor))).toBe('409 duplicate');
  });

  it('show versions to the owner and the lab only', async () => {
    const { vendor, otherVendor, operator } = app.cast;
    const solution = await app.as(vendor)(createSolution, {
      body: { title: { en: 'S' }, summary: { en: 'S' }, fields: [], trl: 5 },
    });
    const { id } = await app.as(vendor)(createAlgorithm, { body: card({ solutionId: solution.id }) });
    const version = await app.as(vendor)(addAlgorithmVersion, {
      params: { id },
      body: { uploadId: await uploaded(vendor), label: '1.0', kind: 'wasm', sockets },
    });
    for (const who of [null, otherVendor]) {
      expect(await refusalOf(app.as(who)(readAlgorithm, { params: { id } }))).toBe('404 not_found');
    }
    expect(await refusalOf(app.as(otherVendor)(retireAlgorithmVersion, { params: { id: version.id } }))).toBe(
      '404 not_found',
    );
    await app.as(vendor)(algorithmDeeds.submit, { params: { id }, body: {} });
    await app.as(operator)(algorithmDeeds.approve, { params: { id }, body: {} });
    expect((await app.as(operator)(readAlgorithm, { params: { id } })).versionList).toHaveLength(1);
    for (const who of [null, otherVendor]) {
      const seen = await app.as(who)(readAlgorithm, { params: { id } });
      // The card is listed while the solution behind it is still a draft.
      expect(seen).toMatchObject({ versionList: [], versions: 0, solution: null });
    }
    expect((await app.as(vendor)(readAlgorithm, { params: { id } })).solution?.id).toBe(solution.id);
    expect(
      await app.sqlAs(otherVendor, 'SELECT id FROM algorithm_version WHERE algorithm_id = $1', [id]),
    ).toEqual([]);
    const found = await app.as(null)(listAlgorithms, { query: { q: '液位', task: 'regression' } });
    expect(found.items.map((item) => item.id)).toContain(id);
    expect(found.facets.task.regression).toBeGreaterThan(0);
  });

  it('answer by who asks', async () => {
    const { vendor, otherVendor, department } = app.cast;
    expect(await refusalOf(app.as(null)(createAlgorithm, { body: card() }))).toBe('401 sign_in_required');
    expect(await refusalOf(app.as(department)(createAlgorithm, { body: card() }))).toBe('403 role_missing');
    const { id } = await app.as(vendor)(createAlgorithm, { body: card() });
    expect(await refusalOf(app.as(otherVendor)(editAlgorithm, { params: { id }, body: card() }))).toBe(
      '404 not_found',
    );
    const stolen = app.as(otherVendor)(addAlgorithmVersion, {
      params: { id },
      body: { uploadId: await uploaded(otherVendor), label: '1.0', kind: 'bundle', sockets },
    });
    expect(await refusalOf(stolen)).toBe('404 not_found');
    const foreign = await app.as(otherVendor)(createSolution, {
      body: { title: { en: 'S' }, summary: { en: 'S' }, fields: [], trl: 5 },
    });
    expect(await refusalOf(app.as(vendor)(createAlgorithm, { body: card({ solutionId: foreign.id }) }))).toBe(
      '422 invalid_input solutionId',
    );
  });
});
