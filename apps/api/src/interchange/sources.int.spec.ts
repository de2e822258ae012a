import { createImport, undoImport } from '@scenario-lab/contracts/catalogue-imports';
import {
  createSource,
  editSource,
  harvestSource,
  listSources,
  lookAtSource,
  pauseSource,
  readHarvest,
  readSource,
  removeSource,
  resumeSource,
  startSource,
} from '@scenario-lab/contracts/catalogue-sources';
import { readInbox } from '@scenario-lab/contracts/lab';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ PUBLIC_URL: 'https://lab.example' });
});
afterAll(() => app?.close());

const body = (name: string, more: object = {}) => ({
  name,
  address: 'https://data.example/api/3/action/package_search',
  kind: 'ckan' as const,
  licence: null,
  mapping: null,
  every: 'day' as const,
  ...more,
});
const ended = (sourceId: string) =>
  app.database.owner.query('UPDATE catalogue_harvest SET ended_at = now() WHERE source_id = $1', [sourceId]);
const read = async (id: string) => app.as(app.cast.operator)(readSource, { params: { id } });

describe('a catalogue that is read by the clock', () => {
  it('is looked at first, started by a person, paused, resumed and removed', async () => {
    const { operator } = app.cast;
    const as = app.as(operator);
    const { id } = await as(createSource, { body: body('City portal') });
    const kept = await read(id);
    expect(kept).toMatchObject({
      status: 'trial',
      nextAt: null,
      entries: 0,
      last: { trial: true, begun: false },
    });
    expect(kept.allowed).toContain('catalogue_source.start');
    expect(kept.allowed).not.toContain('catalogue_source.harvest');
    // One reading at a time.
    expect(await refusalOf(as(lookAtSource, { params: { id }, body: {} }))).toBe('409 conflict');
    expect(await refusalOf(as(harvestSource, { params: { id }, body: {} }))).toBe('409 wrong_status');
    const turn = await as(readInbox, { query: { thing: 'catalogue_source', id } });
    expect(turn.map(({ waitsFor }) => waitsFor)).toEqual(['catalogue_source.start']);
    await ended(id);
    const harvest = await as(startSource, { params: { id }, body: {} });
    expect(await as(readHarvest, { params: { id: harvest.id } })).toMatchObject({
      trial: false,
      endedAt: null,
      lines: [],
      paths: [],
    });
    expect((await read(id)).harvests.map(({ trial }) => trial)).toEqual([false, true]);
    await ended(id);
    await as(harvestSource, { params: { id }, body: { acceptVanished: true } });
    const { rows } = await app.database.owner.query(
      'SELECT accept_vanished, trial FROM catalogue_harvest WHERE source_id = $1 AND ended_at IS NULL',
      [id],
    );
    expect(rows).toEqual([{ accept_vanished: true, trial: false }]);
    await as(pauseSource, { params: { id }, body: { remark: 'moves house' } });
    expect(await read(id)).toMatchObject({ status: 'paused', nextAt: null });
    await as(resumeSource, { params: { id }, body: {} });
    expect((await read(id)).nextAt).not.toBeNull();
    await as(removeSource, { params: { id }, body: {} });
    expect((await as(listSources, {})).items.map(({ name }) => name)).not.toContain('City portal');
    expect(await refusalOf(as(lookAtSource, { params: { id }, body: {} }))).toBe('409 wrong_status');
    // Its name is free again.
    await as(createSource, { body: body('City portal') });
    expect(await refusalOf(as(createSource, { body: body('City portal') }))).toBe('409 duplicate');
  });

  it('keeps its name; address, format, licence, mapping and pace can be put right', async () => {
    const as = app.as(app.cast.operator);
    const { id } = await as(createSource, { body: body('A list', { kind: 'records' }) });
    await as(editSource, {
      params: { id },
      body: {
        address: 'https://data.example/list.csv',
        kind: 'records',
        licence: 'CC BY 4.0',
        mapping: { identifier: '编号', titleZh: '名称' },
        every: 'month',
      },
    });
    expect(await read(id)).toMatchObject({
      name: 'A list',
      address: 'https://data.example/list.csv',
      licence: 'CC BY 4.0',
      mapping: { identifier: '编号', titleZh: '名称' },
      every: 'month',
    });
  });

  it('is no address with a login, no file, and nothing of another scheme', async () => {
    const as = app.as(app.cast.operator);
    for (const address of [
      'ftp://data.example/x',
      'file:///etc/passwd',
      'https://user:pass@data.example/',
      'data.example',
      '',
    ])
      expect(await refusalOf(as(createSource, { body: body('Odd', { address }) }))).toBe(
        '422 invalid_input address',
      );
    expect(await refusalOf(as(createSource, { body: body('Odd', { every: 'minute' }) }))).toBe(
      '422 invalid_input every',
    );
  });

  it('is the lab’s alone', async () => {
    const { operator, vendor, department } = app.cast;
    const { id } = await app.as(operator)(createSource, { body: body('Private portal') });
    const harvestId = (await read(id)).last?.id ?? '';
    for (const who of [vendor, department]) {
      const as = app.as(who);
      expect(await refusalOf(as(createSource, { body: body('Mine') }))).toBe('403 role_missing');
      expect(await refusalOf(as(readSource, { params: { id } }))).toBe('403 role_missing');
      expect(await refusalOf(as(readHarvest, { params: { id: harvestId } }))).toBe('403 role_missing');
      expect(await refusalOf(as(removeSource, { params: { id }, body: {} }))).toBe('403 role_missing');
      for (const table of ['catalogue_source', 'catalogue_harvest'])
        expect(await app.sqlAs(who, `SELECT id FROM ${table}`)).toEqual([]);
      await expect(
        app.sqlAs(who, 'INSERT INTO catalogue_harvest (id, source_id, person_id) VALUES ($1, $2, $3)', [
          newId(),
          id,
          who.personId,
        ]),
      ).rejects.toThrow(/row-level security/);
    }
    expect(await refusalOf(app.as(null)(listSources, {}))).toMatch(/^401/);
    // What came of a harvest nobody who answers requests can write.
    await expect(
      app.sqlAs(operator, 'UPDATE catalogue_harvest SET counts = $2 WHERE id = $1', [harvestId, '{}']),
    ).rejects.toThrow(/permission denied/);
    await expect(
      app.sqlAs(operator, 'UPDATE catalogue_source SET name = $2 WHERE id = $1', [id, 'x']),
    ).rejects.toThrow(/permission denied/);
  });

  it('is paused when a harvest of it is undone', async () => {
    const as = app.as(app.cast.operator);
    const { id } = await as(createSource, { body: body('Undone portal') });
    await ended(id);
    await as(startSource, { params: { id }, body: {} });
    await ended(id);
    const text = JSON.stringify({ result: { results: [{ id: 'u1', title: '公交', license_title: 'CC0' }] } });
    const taken = await as(createImport, {
      body: { kind: 'ckan', fileName: 'x.json', source: 'Undone portal', text },
    });
    await app.database.owner.query('UPDATE catalogue_import SET source_id = $2 WHERE id = $1', [
      taken.id,
      id,
    ]);
    await app.database.owner.query(
      `UPDATE dataset SET harvest_source_id = $1, harvest_digest = 'x' WHERE harvest_key = 'Undone portal · u1'`,
      [id],
    );
    expect(await as(undoImport, { params: { id: taken.id }, body: {} })).toEqual({ undone: 1, kept: 0 });
    expect(await read(id)).toMatchObject({ status: 'paused', entries: 0 });
    const { rows } = await app.database.owner.query(
      `SELECT status, harvest_source_id FROM dataset WHERE harvest_key = 'Undone portal · u1'`,
    );
    // Free to come again, which what was delisted by hand is not.
    expect(rows).toEqual([{ status: 'delisted', harvest_source_id: null }]);
  });
});
