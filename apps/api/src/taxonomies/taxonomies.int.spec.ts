import { listTaxonomies } from '@scenario-lab/contracts/taxonomies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

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
