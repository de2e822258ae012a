import { readPilotAcceptance, reviewMidterm } from '@scenario-lab/contracts/pilot-acceptance';
import type { Design } from '@scenario-lab/contracts/pilot-design';
import { readPilotLive } from '@scenario-lab/contracts/pilot-live';
import { decideChange, proposeChange, readPilotPlan } from '@scenario-lab/contracts/pilot-plan';
import { editPilot, planPilot, recordObservations } from '@scenario-lab/contracts/pilots';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { dayOf, fieldOf, planBody, rubric } from './test-field.js';

let app: TestApp;
let score: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});
const { validated, deed, read } = fieldOf(
  () => app,
  () => score,
);

const assumption = '两站同属一条渠，流量走势一致';
const controlled: Design = {
  kind: 'control_sites',
  from: '2026-02-12',
  controls: ['Yingmenkou'],
  assumption,
};
async function planned(design: Design | null, observations = 3) {
  const made = await validated();
  const { department } = app.cast;
  const { id } = await app.as(department)(planPilot, {
    params: { id: made.engagementId },
    body: { ...planBody(observations), design },
  });
  return { ...made, id };
}
async function begun(design: Design | null, observations?: number) {
  const made = await planned(design, observations);
  await deed(app.cast.department, 'start', made.id);
  return made;
}
const say = (id: string, site: string | undefined, values: readonly (readonly [number, number])[]) =>
  app.as(app.cast.department)(recordObservations, {
    params: { id },
    body: {
      points: values.map(([day, value]) => ({ criterion: 'mae', at: dayOf(day), value, site })),
      source: 'csv',
    },
  });
const span = (from: number, until: number, of: (day: number) => number) =>
  Array.from({ length: until - from }, (_, n) => [from + n, of(from + n)] as const);
/** 12 February is the 42nd day. */
const turn = 42;

it('with control sites counts the sites in effect from their day on, and tells the difference of differences', async () => {
  const { department } = app.cast;
  const { id } = await begun(controlled, 40);
  const common = (day: number) => (day % 7) / 10;
  await say(
    id,
    'Shiling',
    span(0, 84, (day) => 14 + common(day) - (day >= turn ? 3 : 0)),
  );
  await say(
    id,
    'Yingmenkou',
    span(0, 84, (day) => 12 + common(day)),
  );
  const { kpis, design } = await read(department, id);
  expect(design).toMatchObject({ design: controlled, changedAt: null });
  // 42 of the 168 points: acceptance rests on these alone.
  expect(kpis[0]).toMatchObject({ counted: 42, shadow: null });
  expect(kpis[0]?.field?.value).toBeCloseTo(11.3, 6);
  const effect = kpis[0]?.effect;
  expect(effect).toMatchObject({ method: 'difference_in_differences', before: 6, after: 6 });
  expect(effect?.effect.value).toBeCloseTo(-3, 9);
  expect(effect?.trendBefore?.value).toBeCloseTo(0, 9);
  expect(effect?.days).toHaveLength(84);
  expect(effect?.days.at(-1)).toMatchObject({ control: 12.6 });
  expect(effect?.days.at(-1)?.expected).toBeCloseTo(14.6, 9);
  await app.as(department)(readPilotLive, { params: { id } });
  // What is signed carries the comparison as the page tells it.
  await app.as(department)(reviewMidterm, {
    params: { id },
    body: { reason: '继续', rubric, decision: 'continue' },
  });
  const [{ facts }] = (
    await app.database.owner.query('SELECT facts FROM acceptance WHERE pilot_id = $1', [id])
  ).rows;
  expect(facts.comparison).toMatchObject({
    design: 'control_sites',
    from: '2026-02-12',
    controls: ['Yingmenkou'],
    assumption,
    changedAt: null,
    figures: [
      { criterion: 'mae', before: 6, after: 6, figure: effect?.effect, trendBefore: effect?.trendBefore },
    ],
  });
  expect(facts.payments).toEqual([]);
});

it('is refused on points of control sites or of the time before, however many', async () => {
  const { department } = app.cast;
  const { id } = await begun(controlled, 5);
  await say(
    id,
    'Yingmenkou',
    span(0, 84, () => 5),
  );
  await say(
    id,
    'Shiling',
    span(0, turn, () => 5),
  );
  await say(
    id,
    'Shiling',
    span(turn, turn + 4, () => 5),
  );
  expect((await read(department, id)).kpis[0]?.counted).toBe(4);
  await deed(department, 'evaluate', id);
  expect(await refusalOf(deed(department, 'accept', id))).toBe('409 too_few_observations kpis.mae');
  await say(
    id,
    'Shiling',
    span(turn + 4, turn + 5, () => 5),
  );
  await deed(department, 'accept', id);
  const { acceptances } = await app.as(department)(readPilotAcceptance, { params: { id } });
  expect(acceptances).toMatchObject([{ decision: 'accept' }]);
});

it('asks for the site of a value where control sites are compared', async () => {
  const { id } = await begun(controlled);
  expect(await refusalOf(say(id, undefined, [[50, 9]]))).toBe('422 invalid_input points.0.site');
});

it('before and after is one series, broken where the plan says', async () => {
  const { id } = await begun({ kind: 'before_after', from: '2026-02-12', assumption });
  await say(
    id,
    undefined,
    span(0, 84, (day) => 14 + (day % 5) / 5 - (day >= turn ? 2 : 0)),
  );
  const [kpi] = (await read(app.cast.vendor, id)).kpis;
  expect(kpi).toMatchObject({ counted: 42, effect: { method: 'interrupted_series', before: 42, after: 42 } });
  expect(kpi?.effect?.effect.value).toBeCloseTo(-2, 1);
  expect(kpi?.effect?.effect.interval?.upper).toBeLessThan(-1.5);
});

it('in shadow is a figure of its own, which counts for no acceptance', async () => {
  const { id } = await begun({ kind: 'shadow', from: '2026-02-12' });
  await say(
    id,
    undefined,
    span(0, turn, (day) => 9 + (day % 2)),
  );
  const [early] = (await read(app.cast.department, id)).kpis;
  expect(early).toMatchObject({ counted: 0, field: null, effect: null });
  expect(early?.shadow?.value).toBeCloseTo(9.5, 9);
  await say(
    id,
    undefined,
    span(turn, 60, () => 11),
  );
  const [late] = (await read(app.cast.department, id)).kpis;
  expect(late).toMatchObject({ counted: 18, field: { value: 11 }, lab: { value: expect.any(Number) } });
  expect(late?.shadow?.value).toBeCloseTo(9.5, 9);
});

it('names a time before, a site in effect and sites of the pilot, or is refused by its place', async () => {
  const { department } = app.cast;
  const { id } = await planned(null);
  const edit = (design: unknown) =>
    refusalOf(app.as(department)(editPilot, { params: { id }, body: { ...planBody(), design } as never }));
  for (const [design, told] of [
    [{ kind: 'shadow', from: '2026-01-01' }, 'design.from'],
    [{ kind: 'shadow', from: '2026-04-01' }, 'design.from'],
    [{ ...controlled, controls: ['Elsewhere'] }, 'design.controls.0'],
    [{ ...controlled, controls: ['Yingmenkou', 'Yingmenkou'] }, 'design.controls.1'],
    [{ ...controlled, controls: ['Yingmenkou', 'Shiling'] }, 'design.controls'],
    [{ ...controlled, controls: [] }, 'design.controls'],
    [{ ...controlled, assumption: ' ' }, 'design.assumption'],
    [{ kind: 'before_after', from: '2026-02-12' }, 'design.assumption'],
    [{ kind: 'best_of_all', from: '2026-02-12' }, 'design.kind'],
  ] as const)
    expect(await edit(design), JSON.stringify(design)).toBe(`422 invalid_input ${told}`);
  expect(await edit(controlled)).toBe('went through');
  expect((await read(department, id)).design).toMatchObject({ design: controlled, changedAt: null });
});

it('changes after the start by both sides’ consent, and that it was changed stands beside it', async () => {
  const { department, vendor } = app.cast;
  const { id } = await begun(controlled);
  const design: Design = { kind: 'before_after', from: '2026-02-12', assumption };
  const { id: changeId } = await app.as(department)(proposeChange, {
    params: { id },
    body: { ...planBody(), milestones: [], design, reason: '对照站停电改造，无法继续作对照' },
  });
  expect((await read(vendor, id)).design).toMatchObject({ design: controlled, changedAt: null });
  await app.as(vendor)(decideChange, { params: { id, changeId }, body: { decision: 'agree' } });
  expect((await read(vendor, id)).design).toMatchObject({ design, changedAt: expect.any(String) });
  const { changes } = await app.as(vendor)(readPilotPlan, { params: { id } });
  expect(changes).toMatchObject([{ before: { design: controlled }, after: { design } }]);
});
