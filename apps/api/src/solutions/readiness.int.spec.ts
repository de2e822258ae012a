import { listSolutions, readSolution } from '@scenario-lab/contracts/solutions';
import { makeCase } from '@scenario-lab/testing/cases';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeRun } from '@scenario-lab/testing/evidence';
import { type Exam, makeExam } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let exam: Exam;
beforeAll(async () => {
  app = await testApp({ RATE_LIMITS: 'off' });
  exam = await makeExam(app.database.owner, app.cast);
});
afterAll(() => app?.close());

type Who = Parameters<TestApp['as']>[0];
const proven = async (who: Who = null) =>
  (await app.as(who)(readSolution, { params: { id: exam.solutionId } })).provenTrl;
const found = async (least: string) =>
  (await app.as(null)(listSolutions, { query: { proven: least } })).items.map(({ id }) => id);
const sql = (text: string, ...values: unknown[]) => app.database.owner.query(text, values);

describe('readiness the lab has seen', () => {
  it('follows what is published, for everybody alike, and is what lists filter by', async () => {
    const { vendor, department, otherDepartment, operator } = app.cast;
    expect(await proven()).toBeNull();
    expect(await found('4')).toEqual([]);

    const runId = await makeRun(app.database.owner, {
      vendor,
      benchmarkVersionId: exam.benchmarkVersionId,
      algorithmVersionId: exam.algorithmVersionId,
      split: 'hidden',
      status: 'approved',
    });
    expect(await proven()).toBeNull();
    const { certificateId, number } = await makeCertificate(app.database.owner, runId);
    expect([await proven(), await found('5'), await found('7')]).toEqual([5, [exam.solutionId], []]);
    // Taken back, what is left is that it was tested.
    await sql(`UPDATE certificate SET status = 'revoked' WHERE number = $1`, number);
    expect([await proven(), await found('5')]).toEqual([4, []]);
    await sql(`UPDATE certificate SET status = 'valid' WHERE number = $1`, number);

    const first = await makeCase(app.database.owner, { vendor, department }, exam, { certificateId });
    for (const who of [null, vendor, department, operator]) expect(await proven(who)).toBe(5);
    await sql('UPDATE lab_case SET published = true WHERE id = $1', first.caseId);
    const told = await app.as(null)(readSolution, { params: { id: exam.solutionId } });
    expect([told.provenTrl, told.provingCases.map(({ id }) => id)]).toEqual([7, [first.caseId]]);
    // A case without names would be told with them by the number that moved.
    await sql('UPDATE lab_case SET anonymous = true WHERE id = $1', first.caseId);
    expect(await proven()).toBe(5);
    await sql('UPDATE lab_case SET anonymous = false WHERE id = $1', first.caseId);
    // A need has one engagement with a card: the others answer needs of their own.
    const elsewhere = async () => ({
      ...exam,
      scenarioId: (await makeExam(app.database.owner, app.cast)).scenarioId,
    });
    const second = { vendor, department: otherDepartment };
    await makeCase(app.database.owner, second, await elsewhere(), { published: true });
    expect([await proven(), await found('8')]).toEqual([8, [exam.solutionId]]);
    const failed = { published: true, outcome: 'failed' } as const;
    await makeCase(app.database.owner, { vendor, department }, await elsewhere(), failed);
    expect(await proven()).toBe(8);
  });

  it('is asked for by the levels something proves, and by no other', async () => {
    for (const least of ['6', '9', 'x', '5 OR 1=1'])
      expect(await refusalOf(found(least))).toContain('422 invalid_input');
  });
});
