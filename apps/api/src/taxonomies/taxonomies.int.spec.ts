import { readSession } from '@scenario-lab/contracts/accounts';
import { createDataRequest } from '@scenario-lab/contracts/data-requests';
import {
  listTaxonomies,
  orderTerms,
  readTermUses,
  restoreTerm,
  saveTerm,
} from '@scenario-lab/contracts/taxonomies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

describe('the lab’s words', () => {
  it('are there for a visitor, in both languages, each once', async () => {
    const terms = await app.as(null)(listTaxonomies, {});
    expect(new Set(terms.map((term) => `${term.kind} ${term.code}`)).size).toBe(terms.length);
    for (const term of terms) {
      expect(term.name.zh, term.code).toMatch(/\p{Script=Han}|ISO|CMMI/u);
      expect(term.name.en, term.code).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(terms.filter((term) => term.kind === 'field')).toHaveLength(6);
    const districts = terms.filter((term) => term.kind === 'region' && term.parent === '510100');
    expect(districts.filter((term) => /^5101\d\d$/.test(term.code))).toHaveLength(20);
    expect(districts.map((term) => term.name.zh)).toEqual(
      expect.arrayContaining(['高新区', '天府新区', '东部新区']),
    );
  });

  it('are renamed and added to by the setting, and a broken entry is passed over', async () => {
    const given = [
      { kind: 'technology', code: 'agent', name: { zh: '智能代理', en: 'Software agents' }, parent: null },
      {
        kind: 'technology',
        code: 'quantum',
        name: { zh: '量子计算', en: 'Quantum computing' },
        parent: null,
      },
      { kind: 'colour', code: 'red' },
    ];
    await app.database.owner.query('INSERT INTO setting (key, value) VALUES ($1, $2)', [
      'taxonomy.terms',
      JSON.stringify(given),
    ]);
    const terms = await app.as(null)(listTaxonomies, {});
    expect(terms.find((term) => term.code === 'agent')?.name.zh).toBe('智能代理');
    expect(terms.find((term) => term.code === 'quantum')?.name.en).toBe('Quantum computing');
    expect(terms.some((term) => term.code === 'red')).toBe(false);
  });
});

describe('the lists as the lab keeps them', () => {
  const admin = () => app.as(app.cast.admin);
  const name = { zh: '高新南区', en: 'Hi-Tech South' };
  const found = async (kind: string, code: string) =>
    (await admin()(readTermUses, {})).terms.find((term) => term.kind === kind && term.code === code);

  it('are changed by the admin alone, seen by the lab, and by nobody else', async () => {
    const save = { params: { kind: 'region', code: 'gaoxin' }, body: { name, retired: false } } as const;
    for (const who of ['vendor', 'department', 'operator', 'reviewer', 'observer'] as const)
      expect(await statusOf(app.as(app.cast[who])(saveTerm, save))).toBe('403 role_missing');
    expect(await statusOf(app.as(app.cast.vendor)(readTermUses, {}))).toBe('403 role_missing');
    await app.as(app.cast.observer)(readTermUses, {});
    await admin()(saveTerm, save);
    expect(await found('region', 'gaoxin')).toMatchObject({ name, state: 'changed', parent: '510100' });
    // A name that another bears already, in one language alone, would be taken for it.
    await expect(
      admin()(saveTerm, {
        params: { kind: 'region', code: 'tianfu' },
        body: { name: { ...name, en: 'X' }, retired: false },
      }),
    ).rejects.toMatchObject({ problem: { errors: [{ path: 'name.zh', code: 'term_name_taken' }] } });
    expect(
      await statusOf(
        admin()(saveTerm, { params: { kind: 'region', code: '../x' }, body: { name, retired: false } }),
      ),
    ).toMatch(/^4/);
    await admin()(restoreTerm, { params: { kind: 'region', code: 'gaoxin' } });
    expect(await found('region', 'gaoxin')).toMatchObject({ name: { zh: '高新区' }, state: 'shipped' });
  });

  it('retire a term without taking its name from what bears it, and nothing new bears it', async () => {
    const { vendor, department } = app.cast;
    await app.database.owner.query('UPDATE organisation SET region = $1 WHERE id = $2', [
      'dongbu',
      vendor.organisationId,
    ]);
    const { name: old } = (await found('region', 'dongbu')) as { name: { zh: string; en: string } };
    await admin()(saveTerm, {
      params: { kind: 'region', code: 'dongbu' },
      body: { name: old, retired: true },
    });
    expect(await found('region', 'dongbu')).toMatchObject({ retired: true, uses: 1 });
    const open = await app.as(null)(listTaxonomies, {});
    expect(open.find(({ code }) => code === 'dongbu')).toMatchObject({ name: old, retired: true });
    await expect(
      app.as(department)(createDataRequest, {
        body: {
          title: { zh: '路口流量' },
          purpose: { zh: '信号配时优化研究' },
          field: 'public_services',
          region: 'dongbu',
        },
      }),
    ).rejects.toMatchObject({ problem: { errors: [{ path: 'region', code: 'unknown_region' }] } });
    await admin()(saveTerm, {
      params: { kind: 'region', code: 'dongbu' },
      body: { name: old, retired: false },
    });
    expect(await found('region', 'dongbu')).toMatchObject({ state: 'shipped' });
  });

  it('keep an own term that something bears, and close what the program knows by code', async () => {
    const own = { params: { kind: 'ticket_category', code: 'drones' } } as const;
    await admin()(saveTerm, {
      ...own,
      body: { name: { zh: '低空飞行', en: 'Low flights' }, retired: false },
    });
    await app.database.owner.query(
      `INSERT INTO dispatch_rule (id, category, department_id, respond_hours, resolve_hours)
       VALUES (gen_random_uuid(), 'drones', $1, 24, 5)`,
      [app.cast.department.organisationId],
    );
    await expect(admin()(restoreTerm, own)).rejects.toMatchObject({
      problem: { errors: [{ code: 'term_in_use' }] },
    });
    await app.database.owner.query(`DELETE FROM dispatch_rule WHERE category = 'drones'`);
    await admin()(restoreTerm, own);
    expect(await found('ticket_category', 'drones')).toBeUndefined();
    for (const [code, retired] of [
      ['space_travel', false],
      ['public_services', true],
    ] as const)
      await expect(
        admin()(saveTerm, {
          params: { kind: 'field', code },
          body: { name: { zh: '某', en: 'Some' }, retired },
        }),
      ).rejects.toMatchObject({ problem: { errors: [{ code: 'kind_closed' }] } });
    await admin()(saveTerm, {
      params: { kind: 'field', code: 'public_services' },
      body: { name: { zh: '民生服务', en: 'Services for residents' }, retired: false },
    });
    expect((await app.as(null)(readSession, {})).lab.renamed).toEqual([
      { kind: 'field', code: 'public_services', name: { zh: '民生服务', en: 'Services for residents' } },
    ]);
  });

  it('are put in order whole, and two who save at once lose nothing', async () => {
    const { terms } = await admin()(readTermUses, {});
    const codes = terms
      .filter(({ kind }) => kind === 'region')
      .map(({ code }) => code)
      .reverse();
    await expect(
      admin()(orderTerms, { params: { kind: 'region' }, body: { codes: codes.slice(1) } }),
    ).rejects.toMatchObject({ problem: { errors: [{ path: 'codes', code: 'order_incomplete' }] } });
    const rename = (code: string, zh: string) =>
      admin()(saveTerm, { params: { kind: 'region', code }, body: { name: { zh, en: zh }, retired: false } });
    await Promise.all([
      admin()(orderTerms, { params: { kind: 'region' }, body: { codes } }),
      rename('510104', '锦江'),
      rename('510105', '青羊'),
    ]);
    expect(await found('region', '510104')).toMatchObject({
      name: { zh: '锦江' },
      position: codes.indexOf('510104'),
    });
    expect((await found('region', '510105'))?.name.zh).toBe('青羊');
    await admin()(restoreTerm, { params: { kind: 'region', code: '510104' } });
    expect(await found('region', '510104')).toMatchObject({
      state: 'shipped',
      position: codes.indexOf('510104'),
    });
    const { rows } = await app.database.owner.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM event WHERE event = 'lab.taxonomy_changed'",
    );
    expect(rows[0]?.count).toBeGreaterThan(8);
  });
});
