import {
  chooseMatchWeights,
  fitMatchWeights,
  listMatchWeights,
  readRanking,
} from '@scenario-lab/contracts/match-weights';
import { matchScenario } from '@scenario-lab/contracts/scenarios';
import { newId } from '@scenario-lab/db/ids';
import { makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const fit = () => app.as(app.cast.admin)(fitMatchWeights, { body: {} });
const choose = (number: number) => app.as(app.cast.admin)(chooseMatchWeights, { body: { number } });
const listed = () => app.as(app.cast.admin)(listMatchWeights, {});

/** Needs with four cards each, of which those that do the task went on: as a year would have left them. */
async function aYear(needs: number): Promise<string> {
  const { owner } = app.database;
  const { vendor, department } = app.cast;
  const exam = await makeExam(owner, app.cast);
  const copy = async (table: 'scenario' | 'solution', id: string) => {
    const made = newId();
    const { rows } = await owner.query(
      `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'id' AND is_generated = 'NEVER'`,
      [table],
    );
    await owner.query(
      `INSERT INTO ${table} (id, ${rows[0].columns}) SELECT $1, ${rows[0].columns} FROM ${table} WHERE id = $2`,
      [made, id],
    );
    return made;
  };
  const fits = await copy('solution', exam.solutionId);
  const off: string[] = [];
  for (const trl of [1, 2, 3]) {
    const id = await copy('solution', exam.solutionId);
    await owner.query(`UPDATE solution SET listed = listed || $2, card = card || $2 WHERE id = $1`, [
      id,
      JSON.stringify({ trl, priceFrom: 90_000_000, regions: ['510199'] }),
    ]);
    off.push(id);
  }
  for (let at = 0; at < needs; at += 1) {
    const scenarioId = await copy('scenario', exam.scenarioId);
    await owner.query(`UPDATE scenario SET need = need || '{"budget": 500000}' WHERE id = $1`, [scenarioId]);
    for (const [place, solutionId] of [exam.solutionId, fits, ...off].entries())
      await owner.query(
        `INSERT INTO engagement (id, scenario_id, solution_id, vendor_id, department_id, status, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, now() - interval '1 year' + $7 * interval '1 day')`,
        [
          newId(),
          scenarioId,
          solutionId,
          vendor.organisationId,
          department.organisationId,
          place < 2 ? 'completed' : 'not_selected',
          at,
        ],
      );
  }
  return exam.scenarioId;
}

it('is read where nothing has come of anything yet', async () => {
  expect(await listed()).toMatchObject({ items: [], outcomes: { needs: 0, pairs: 0 } });
  expect(await refusalOf(fit())).toBe('409 too_few_outcomes');
});

it('the prior ranks until there are outcomes enough, a version is fitted, and an admin chooses it; and can rank again', async () => {
  const { vendor, department, operator, broker } = { ...app.cast, broker: app.cast.reviewer };
  expect(await app.as(department)(readRanking, {})).toMatchObject({ number: 0, since: null });
  expect(await refusalOf(fit())).toBe('409 too_few_outcomes');
  expect(await refusalOf(choose(1))).toBe('404 not_found');
  for (const who of [vendor, department, operator, broker]) {
    expect(await refusalOf(app.as(who)(listMatchWeights, {}))).toBe('403 role_missing');
    expect(await refusalOf(app.as(who)(chooseMatchWeights, { body: { number: 0 } }))).toBe(
      '403 role_missing',
    );
  }
  const scenarioId = await aYear(70);
  expect((await listed()).outcomes).toMatchObject({ needs: 70, pairs: 70 * 6 });
  const before = await app.as(department)(matchScenario, { params: { id: scenarioId }, query: {} });
  const { number } = await fit();
  expect(number).toBe(1);
  // Fitted is not chosen.
  expect(await app.as(department)(readRanking, {})).toMatchObject({ number: 0 });
  await choose(1);
  const ranking = await app.as(department)(readRanking, {});
  expect(ranking).toMatchObject({ number: 1, since: expect.any(String) });
  expect(ranking.factors.terms).toBeGreaterThan(1);
  expect(ranking.factors.evidence).toBeGreaterThanOrEqual(1);
  const after = await app.as(department)(matchScenario, { params: { id: scenarioId }, query: {} });
  expect(after.map(({ score }) => score)).not.toEqual(before.map(({ score }) => score));
  for (const { score, reasons } of after)
    expect(
      Math.max(
        0,
        reasons.reduce((sum, one) => sum + one.contribution, 0),
      ),
    ).toBeCloseTo(score, 2);
  expect((await listed()).items).toMatchObject([{ number: 1, ranks: true, needs: 70 }]);
  await choose(0);
  expect(await app.as(department)(matchScenario, { params: { id: scenarioId }, query: {} })).toEqual(before);
  const { rows } = await app.database.owner.query(
    `SELECT event FROM event WHERE thing = 'lab' AND event LIKE 'lab.match%' ORDER BY seq`,
  );
  expect(rows.map(({ event }) => event)).toEqual([
    'lab.match_weights_fitted',
    'lab.match_weights_chosen',
    'lab.match_weights_chosen',
  ]);
});
