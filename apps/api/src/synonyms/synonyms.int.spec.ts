import { ProblemError } from '@scenario-lab/contracts/call';
import {
  createSolution,
  listSolutions,
  type SaveSolution,
  solutionDeeds,
} from '@scenario-lab/contracts/solutions';
import {
  addSynonyms,
  editSynonyms,
  listSynonyms,
  removeSynonyms,
  restoreSynonyms,
} from '@scenario-lab/contracts/synonyms';
import { type Database, openDatabase } from '@scenario-lab/db/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let db: Database;
beforeAll(async () => {
  app = await testApp();
  const { urls } = app.database;
  db = await openDatabase({ api: urls.api, public: urls.public }, 2);
});
afterAll(async () => {
  await db?.close();
  await app?.close();
});

const said = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      const { status, code, errors } = error.problem;
      return `${status} ${code}${errors?.[0] ? ` ${errors[0].path} ${errors[0].code}` : ''}`;
    },
  );
const admin = () => app.as(app.cast.admin);
const add = (zh: string[], en: string[] = [], reason = '来自热线用语') =>
  admin()(addSynonyms, { body: { zh, en, reason } });

async function listed(zh: string): Promise<string> {
  const { vendor, operator } = app.cast;
  const body = {
    title: { zh },
    summary: { zh: '按街道汇总。' },
    fields: [],
    trl: 6,
  } as unknown as SaveSolution;
  const { id } = await app.as(vendor)(createSolution, { body });
  await app.as(vendor)(solutionDeeds.submit, { params: { id }, body: {} });
  await app.as(operator)(solutionDeeds.approve, { params: { id }, body: {} });
  return id;
}
const search = (q: string, more: object = {}) => app.as(null)(listSolutions, { query: { q, ...more } });
const found = async (q: string, more: object = {}) => (await search(q, more)).items.map(({ id }) => id);

describe('the lab’s synonyms', () => {
  it('are shipped, help a visitor’s search in both languages, and are passed over where it is literal', async () => {
    const id = await listed('路面内涝预警');
    expect(await found('积水')).toContain(id);
    expect((await search('waterlogging')).items.find((one) => one.id === id)?.matched).toEqual(['内涝']);
    expect(await found('"积水"')).not.toContain(id);
    expect(await found('积水', { literal: 'true' })).not.toContain(id);
    const { groups } = await admin()(listSynonyms, {});
    expect(groups.find(({ key }) => key === 'waterlogging')).toMatchObject({
      state: 'shipped',
      zh: ['内涝', '积水', '积水点'],
    });
  });

  it('hold at once when the lab adds, changes and removes them, and every line of it stays', async () => {
    const id = await listed('窨井溢流告知');
    expect(await found('冒水')).not.toContain(id);
    const { key } = await add(['溢流', '冒水'], ['overflow']);
    expect(await found('冒水')).toContain(id);
    expect(await found('overflowing')).toContain(id);
    await admin()(editSynonyms, {
      params: { key },
      body: { zh: ['溢流'], en: ['overflow'], reason: '冒水另有所指' },
    });
    expect(await found('冒水')).not.toContain(id);
    await admin()(removeSynonyms, { params: { key }, body: { reason: '不再需要' } });
    expect(await found('overflowing')).not.toContain(id);
    const { groups, history } = await admin()(listSynonyms, {});
    expect(groups.some((group) => group.key === key)).toBe(false);
    expect(history.slice(0, 3).map(({ deed, reason }) => `${deed} ${reason}`)).toEqual([
      'removed 不再需要',
      'saved 冒水另有所指',
      'saved 来自热线用语',
    ]);
    for (const write of [
      'UPDATE synonym_change SET reason = $1',
      'DELETE FROM synonym_change WHERE $1 <> $2',
    ])
      await expect(
        db.asActor(app.cast.admin, (tx) =>
          tx.query(write, ['x', 'y'].slice(0, write.includes('$2') ? 2 : 1)),
        ),
      ).rejects.toThrow(/permission denied/);
  });

  it('that are shipped are switched off and come back', async () => {
    const id = await listed('客流统计');
    expect(await found('人流')).toContain(id);
    await admin()(removeSynonyms, { params: { key: 'ridership' }, body: { reason: '本市不混用' } });
    expect(await found('人流')).not.toContain(id);
    await admin()(restoreSynonyms, { params: { key: 'ridership' }, body: { reason: '恢复' } });
    expect(await found('人流')).toContain(id);
  });

  it('are refused where a word stands elsewhere, says nothing, is alone, or is no word', async () => {
    expect(await said(add(['新词甲', '积水']))).toBe('422 invalid_input zh.1 word_taken');
    // In any form and width.
    expect(await said(add(['新词乙'], ['Ｆorecasting'.normalize('NFKC')]))).toBe(
      '422 invalid_input en.0 word_taken',
    );
    expect(await said(add(['新词丙', '的']))).toBe('422 invalid_input zh.1 word_says_nothing');
    expect(await said(add(['独词']))).toMatch(/^4\d\d invalid_input .*synonyms_need_two/);
    expect(await said(add(["a' | 'b", '新词丁']))).toMatch(/^4\d\d invalid_input/);
    expect(await said(add(['甲'], ['three words here']))).toMatch(/^4\d\d invalid_input/);
    expect(
      await said(
        admin()(editSynonyms, {
          params: { key: 'nothing' },
          body: { zh: ['一二', '三四'], en: [], reason: 'x' },
        }),
      ),
    ).toMatch(/^404/);
    expect(
      await said(admin()(restoreSynonyms, { params: { key: 'nothing' }, body: { reason: 'x' } })),
    ).toMatch(/^404/);
  });

  it('are the lab’s alone to change, and theirs to read who work there', async () => {
    const { vendor, department, reviewer, observer } = app.cast;
    const body = { zh: ['甲乙', '丙丁'], en: [], reason: 'x' };
    for (const who of [vendor, department]) {
      expect(await said(app.as(who)(listSynonyms, {}))).toMatch(/^403/);
      expect(await said(app.as(who)(addSynonyms, { body }))).toMatch(/^403/);
      await expect(
        db.asActor(who, (tx) =>
          tx.query(
            `INSERT INTO synonym_change (id, key, deed, reason, person_id) VALUES (gen_random_uuid(), 'x', 'saved', 'x', $1)`,
            [who.personId],
          ),
        ),
      ).rejects.toThrow(/row-level security/);
    }
    for (const who of [reviewer, observer]) {
      expect((await app.as(who)(listSynonyms, {})).allowed).toEqual(['synonym.list']);
      expect(await said(app.as(who)(addSynonyms, { body }))).toMatch(/^403/);
    }
    await expect(
      db.asActor('anonymous', (tx) => tx.query('SELECT reason FROM synonym_change')),
    ).rejects.toThrow(/permission denied/);
  });
});
