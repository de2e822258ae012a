import { readShowcase } from '@scenario-lab/contracts/lab';
import { makeCase } from '@scenario-lab/testing/cases';
import { makeAlgorithm, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

describe('the front page', () => {
  it('tells the newest accepted case that gives its names, and nothing of those that do not', async () => {
    const { owner } = app.database;
    const exam = await makeExam(owner, app.cast);
    const told = async (outcome: 'accepted' | 'failed', published: boolean) => {
      const made = await makeAlgorithm(owner, app.cast.vendor);
      return (await makeCase(owner, app.cast, { ...exam, ...made }, { outcome, published })).caseId;
    };
    const open = await told('accepted', true);
    const [unnamed] = [
      await told('accepted', true),
      await told('failed', true),
      await told('accepted', false),
    ];
    await owner.query('UPDATE lab_case SET anonymous = true WHERE id = $1', [unnamed]);
    const { story, counts, regions } = await app.as(app.cast.vendor)(readShowcase, {});
    expect(story).toMatchObject({
      case: {
        id: open,
        vendor: { id: app.cast.vendor.organisationId },
        numbers: [{ criterion: 'mae', baseline: 31, target: 12, lab: 10.4, field: 11, observations: 90 }],
      },
      scenario: { id: exam.scenarioId },
      certificate: null,
    });
    expect(counts).toMatchObject({ cases: 3, benchmarks: 1, organisations: 5 });
    expect(regions.reduce((sum, { scenarios }) => sum + scenarios, 0)).toBe(1);
  });
});
