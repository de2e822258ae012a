import { listOrganisations } from '@scenario-lab/contracts/accounts';
import type { EditionKind } from '@scenario-lab/contracts/editions';
import {
  applyImport,
  correctImport,
  createImport,
  listImports,
  readImport,
  undoImport,
} from '@scenario-lab/contracts/list-imports';
import { editScenario, listScenarios, readScenario } from '@scenario-lab/contracts/scenarios';
import { readSolution } from '@scenario-lab/contracts/solutions';
import { newId } from '@scenario-lab/db/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

type Said = Record<string, string>;
/** An import as it stands when its file has been read. */
async function arrived(lines: Said[], kind: EditionKind = 'opportunity'): Promise<string> {
  const { operator } = app.cast;
  const id = newId();
  const { owner } = app.database;
  await owner.query(
    `INSERT INTO list_import (id, organisation_id, person_id, file_name, sha256, read_at) VALUES ($1, $2, $3, 'a.xlsx', 'x', now())`,
    [id, operator.organisationId, operator.personId],
  );
  for (const [at, said] of lines.entries())
    await owner.query(
      `INSERT INTO list_import_row (import_id, number, kind, sheet, row, said, unit) VALUES ($1, $2, $3, 's', $4, $5, 10000)`,
      [id, at + 1, kind, at + 3, JSON.stringify(said)],
    );
  return id;
}
const params = (id: string) => ({ params: { id } });
const look = (id: string) => app.as(app.cast.operator)(readImport, params(id));
const apply = (id: string) => app.as(app.cast.operator)(applyImport, params(id));
const undo = (id: string) => app.as(app.cast.operator)(undoImport, params(id));
const need = (name: string, more: Said = {}): Said => ({
  name,
  owner: `单位${name}`,
  problem: '问题',
  ...more,
});

describe('a list that comes as a file', () => {
  it('shows what each line becomes, and becomes drafts of the right organisations', async () => {
    const { department } = app.cast;
    const id = await arrived([
      need('甲', { budget: '120' }),
      need('乙', { owner: 'Department A' }),
      need('丙', { budget: '面议' }),
    ]);
    const shown = await look(id);
    expect(shown.lines.map(({ state, ownerKnown }) => [state, ownerKnown])).toEqual([
      ['ready', false],
      ['ready', true],
      ['faulty', false],
    ]);
    expect(shown.lines[2]?.faults).toEqual([{ column: 'budget', code: 'not_an_amount', stops: true }]);
    expect(await apply(id)).toEqual({ imported: 2, refused: 1, doubles: 0 });
    const [first, second, third] = (await look(id)).lines;
    expect([first?.state, second?.state, third?.state]).toEqual(['imported', 'imported', 'faulty']);
    const draft = await app.as(app.cast.operator)(readScenario, params(first?.thingId ?? ''));
    expect(draft).toMatchObject({ status: 'draft', budget: 1_200_000, owner: { name: { zh: '单位甲' } } });
    // Its own organisation finds the draft among its own; nobody else sees it.
    const own = await app.as(department)(listScenarios, { query: { mine: 'true' } });
    expect(own.items.map((one) => one.id)).toContain(second?.thingId);
    expect(
      await refusalOf(app.as(app.cast.otherDepartment)(readScenario, params(second?.thingId ?? ''))),
    ).toBe('404 not_found');
    const { items } = await app.as(app.cast.admin)(listOrganisations, { query: { q: '单位甲' } });
    expect(items.map(({ verified, roles }) => [verified, roles])).toEqual([[false, ['demand']]]);
  });

  it('is resumed after a correction, and makes nothing twice', async () => {
    const id = await arrived([need('丁'), need('戊', { deadline: '年底' })]);
    expect(await apply(id)).toEqual({ imported: 1, refused: 1, doubles: 0 });
    const values = { ...need('戊'), deadline: '2027年1月' };
    await app.as(app.cast.operator)(correctImport, { params: { id, number: 2 }, body: { values } });
    expect(await apply(id)).toEqual({ imported: 1, refused: 0, doubles: 0 });
    expect(await apply(id)).toEqual({ imported: 0, refused: 0, doubles: 0 });
    // The same file once more; and the same need told in other words by the same organisation.
    const again = await arrived([need('丁'), need('丁', { problem: '换个说法' })]);
    expect((await look(again)).lines.map(({ state }) => state)).toEqual(['double', 'double']);
    expect(await apply(again)).toEqual({ imported: 0, refused: 0, doubles: 2 });
    const done = app.as(app.cast.operator)(correctImport, { params: { id, number: 1 }, body: { values } });
    expect(await refusalOf(done)).toBe('404 not_found');
  });

  it('makes a line once though two files bring it at the same moment', async () => {
    const ids = [await arrived([need('同')]), await arrived([need('同')])];
    const counts = await Promise.all(ids.map(apply));
    expect(counts.map(({ imported }) => imported).sort()).toEqual([0, 1]);
  });

  it('is taken back: drafts and organisations go, what was worked on stays', async () => {
    const id = await arrived([need('己'), need('庚')]);
    await apply(id);
    const [one, other] = (await look(id)).lines;
    const draft = await app.as(app.cast.operator)(readScenario, params(other?.thingId ?? ''));
    await app.as(app.cast.operator)(editScenario, {
      params: { id: draft.id },
      body: { title: { zh: '庚，改过' } },
    });
    expect(await undo(id)).toEqual({ removed: 1, kept: 1 });
    expect(await refusalOf(app.as(app.cast.operator)(readScenario, params(one?.thingId ?? '')))).toBe(
      '404 not_found',
    );
    expect((await app.as(app.cast.operator)(readScenario, params(draft.id))).title.zh).toBe('庚，改过');
    const left = async (q: string) =>
      (await app.as(app.cast.admin)(listOrganisations, { query: { q } })).items.length;
    expect([await left('单位己'), await left('单位庚')]).toEqual([0, 1]);
    expect(await refusalOf(apply(id))).toBe('409 wrong_status');
    // What was taken back may come again.
    expect(await apply(await arrived([need('己')]))).toMatchObject({ imported: 1 });
  });

  it('finds a company by its credit code, and makes cards of a capability list', async () => {
    const code = '91510100MA61234567'.slice(0, 17);
    const { checkCharacter } = await import('@scenario-lab/domain/organisations/credit-code');
    const creditCode = code + checkCharacter(code);
    await app.database.owner.query('UPDATE organisation SET credit_code = $1 WHERE id = $2', [
      creditCode,
      app.cast.vendor.organisationId,
    ]);
    const id = await arrived(
      [{ name: '哨兵', owner: '改了名的公司', creditCode, trl: 'TRL7', phone: '028-61234567' }],
      'capability',
    );
    expect(await apply(id)).toMatchObject({ imported: 1 });
    const [line] = (await look(id)).lines;
    const card = await app.as(app.cast.vendor)(readSolution, params(line?.thingId ?? ''));
    expect(card).toMatchObject({ status: 'draft', trl: 7, owner: { id: app.cast.vendor.organisationId } });
  });

  it('is the lab’s alone', async () => {
    const id = await arrived([need('辛')]);
    const { vendor, department, reviewer, observer } = app.cast;
    for (const who of [vendor, department])
      expect(await refusalOf(app.as(who)(readImport, params(id)))).toBe('403 role_missing');
    for (const who of [reviewer, observer]) {
      expect((await app.as(who)(listImports, { query: {} })).items.length).toBeGreaterThan(0);
      expect(await refusalOf(app.as(who)(applyImport, params(id)))).toBe('403 role_missing');
    }
    expect(await app.sqlAs(department, 'SELECT * FROM list_import_row')).toEqual([]);
    await expect(app.sqlAs(department, `UPDATE list_import SET undone_at = now()`)).resolves.toEqual([[], 0]);
    const stolen = app.as(app.cast.operator)(createImport, { body: { uploadId: newId() } });
    expect(await refusalOf(stolen)).toBe('422 invalid_input uploadId');
  });
});
