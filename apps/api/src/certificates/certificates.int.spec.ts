import { ProblemError, urlOf } from '@scenario-lab/contracts/call';
import {
  answerCertificate,
  certificateDeeds,
  downloadPdf,
  downloadStatement,
  listCertificates,
  listKeys,
  readCertificate,
  readReport,
} from '@scenario-lab/contracts/certificates';
import { reviewDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { downloadStatusList, statusList } from '@scenario-lab/contracts/status-list';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let score: SystemDatabase;
const pdf = Buffer.from('%PDF-1.7 a page');
let pdfSha256: string;
beforeAll(async () => {
  app = await testApp();
  score = await openSystemDatabase(app.database.urls.score, 'score', 2);
  const blobs = await openBlobStore({ kind: 'filesystem', dir: app.folders.blobs });
  pdfSha256 = (await blobs.put(pdf)).sha256;
});
afterAll(async () => {
  await score?.close();
  await app?.close();
});

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) =>
      error instanceof ProblemError ? `${error.problem.status} ${error.problem.code}` : String(error),
  );
type Who = Parameters<TestApp['as']>[0];

async function issued(number: string) {
  const exam = await makeExam(app.database.owner, app.cast);
  await makeTrial(app.database.owner, { ...exam, vendor: app.cast.vendor });
  const { id } = await app.as(app.cast.vendor)(submitRun, { body: { ...exam, split: 'hidden' } });
  await playRun(score, { verdict: 'pass', owner: maeResult(), vendor: vendorResultOf(maeResult()) });
  await app.as(app.cast.reviewer)(reviewDeeds.approve, {
    params: { id },
    body: { statement: 'Properly conducted.' },
  });
  const made = await makeCertificate(app.database.owner, id, { number, pdf: pdfSha256 });
  // An algorithm that was never listed is named by its certificate all the same.
  await app.database.owner.query(`UPDATE algorithm SET status = 'draft', listed = NULL WHERE id = $1`, [
    exam.algorithmId,
  ]);
  return { ...made, exam, runId: id };
}
const deed = (who: Who, name: keyof typeof certificateDeeds, id: string) =>
  app.as(who)(certificateDeeds[name], { params: { id }, body: { reason: `because ${name}` } });

describe('certificates', () => {
  it('have a public face', async () => {
    const { exam, reportId } = await issued('SL-2026-000001');
    const face = await app.as(null)(readCertificate, { params: { number: 'SL-2026-000001' } });
    expect(face).toMatchObject({
      status: 'valid',
      algorithm: { id: exam.algorithmId, title: { en: 'Level forecast' }, label: '1.0' },
      benchmark: { title: { en: 'Levels at underpasses' }, number: 1 },
      scenario: { id: exam.scenarioId },
      looks: { used: 1, of: 3 },
      unpublishedRuns: 0,
      reportId,
      reason: null,
      allowed: ['certificate.read'],
    });
    expect((await app.as(null)(listCertificates, { query: { q: 'level forecast' } })).total).toBe(1);
    expect((await app.as(null)(listCertificates, { query: { q: '%' } })).total).toBe(0);
    expect((await app.as(null)(listCertificates, { query: { status: 'revoked' } })).total).toBe(0);
    const ours = { query: { mine: 'true' } } as const;
    expect((await app.as(app.cast.vendor)(listCertificates, ours)).total).toBe(1);
    expect((await app.as(app.cast.otherVendor)(listCertificates, ours)).total).toBe(0);
    expect((await app.as(null)(listCertificates, ours)).total).toBe(0);
    expect(await code(app.as(null)(readCertificate, { params: { number: 'SL-2026-999999' } }))).toBe(
      '404 not_found',
    );
    expect((await app.as(null)(listKeys, {}))[0]).toMatchObject({ alg: 'Ed25519', until: null });
    // By row-level security alone a visitor reaches the face and nothing behind it.
    await expect(app.sqlAs(null, 'SELECT 1 FROM run')).rejects.toThrow('permission denied');
    await expect(app.sqlAs(null, 'SELECT 1 FROM algorithm_version')).rejects.toThrow('permission denied');
  });

  it('are suspended only after the vendor was heard', async () => {
    const { certificateId: id, number } = await issued('SL-2026-000002');
    const { vendor, otherVendor, operator, reviewer } = app.cast;
    const faceFor = (who: Who) => app.as(who)(readCertificate, { params: { number } });
    expect((await faceFor(operator)).allowed).toEqual([
      'certificate.read',
      'certificate.watch',
      'certificate.revoke',
    ]);
    expect(await code(deed(null, 'watch', id))).toBe('401 sign_in_required');
    expect(await code(deed(vendor, 'watch', id))).toBe('403 role_missing');
    expect(await code(deed(reviewer, 'suspend', id))).toBe('403 role_missing');
    expect(await code(deed(operator, 'suspend', id))).toBe('409 vendor_not_heard');
    await deed(operator, 'watch', id);
    expect(await code(deed(operator, 'suspend', id))).toBe('409 vendor_not_heard');
    const answer = { params: { id }, body: { reason: 'A sensor was dirty.' } };
    expect(await code(app.as(otherVendor)(answerCertificate, answer))).toBe('404 not_found');
    expect((await faceFor(vendor)).allowed).toEqual(['certificate.read', 'certificate.answer']);
    await app.as(vendor)(answerCertificate, answer);
    expect((await faceFor(operator)).allowed).toContain('certificate.suspend');
    await deed(operator, 'suspend', id);
    expect(await faceFor(null)).toMatchObject({ status: 'suspended', reason: 'because suspend' });
    expect(await app.as(null)(statusList, {})).toMatchObject([
      { kind: 'certificate', number, status: 'suspended' },
    ]);
    // Nobody has signed one yet: the job does.
    expect(await code(app.as(null)(downloadStatusList, {}))).toBe('404 not_found');
    await deed(operator, 'reinstate', id);
    expect(await faceFor(null)).toMatchObject({ status: 'valid', reason: null });
    await deed(operator, 'revoke', id);
    expect(await code(deed(operator, 'reinstate', id))).toBe('409 wrong_status');
    expect(await app.as(null)(statusList, {})).toMatchObject([{ number, status: 'revoked' }]);
  });

  it('let ten working days of silence count as heard', async () => {
    const { certificateId: id } = await issued('SL-2026-000003');
    await deed(app.cast.operator, 'watch', id);
    await app.database.owner.query(
      `UPDATE certificate SET status_at = now() - interval '15 days' WHERE id = $1`,
      [id],
    );
    await deed(app.cast.operator, 'suspend', id);
  });
});

describe('reports', () => {
  const fetchAs = async (who: Who, path: string) =>
    fetch(`${app.baseUrl}${path}`, {
      headers: who ? { authorization: `Bearer ${await app.tokenOf(who)}` } : {},
    });

  it('are read and downloaded in the editions each may see', async () => {
    const { reportId: id, runId } = await issued('SL-2026-000004');
    const { vendor, department, reviewer, otherVendor } = app.cast;
    for (const who of [null, vendor, otherVendor]) {
      const report = await app.as(who)(readReport, { params: { id } });
      expect(report).toMatchObject({
        editions: ['vendor'],
        edition: 'vendor',
        certificate: 'SL-2026-000004',
      });
      const owner = urlOf(downloadStatement, { params: { id, edition: 'owner' } });
      expect((await fetchAs(who, owner)).status).toBe(404);
    }
    for (const who of [department, reviewer]) {
      const report = await app.as(who)(readReport, { params: { id } });
      expect(report).toMatchObject({ editions: ['owner', 'vendor'], edition: 'owner' });
    }
    const read = await app.database.owner.query(
      `SELECT count(*)::int AS n FROM event WHERE thing_id = $1 AND event = 'run.internals_read'`,
      [runId],
    );
    expect(read.rows[0].n).toBe(2);

    const file = await fetchAs(null, urlOf(downloadStatement, { params: { id, edition: 'vendor' } }));
    expect(await file.text()).toBe('{"edition":"vendor"}\n');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="SL-2026-000004-vendor.json"');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    const page = urlOf(downloadPdf, { params: { id, edition: 'vendor' }, query: { lang: 'en' } });
    const bytes = await fetchAs(null, page);
    expect(bytes.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await bytes.arrayBuffer()).equals(pdf)).toBe(true);
    expect((await fetchAs(null, page.replace('lang=en', 'lang=fr'))).status).toBe(422);
  });

  it('stay private until something publishes them', async () => {
    const { reportId: id } = await issued('SL-2026-000005');
    await app.database.owner.query('UPDATE report SET published = false WHERE report_id = $1', [id]);
    for (const who of [null, app.cast.otherVendor, app.cast.otherDepartment]) {
      expect(await code(app.as(who)(readReport, { params: { id } }))).toBe('404 not_found');
    }
    expect((await app.as(app.cast.vendor)(readReport, { params: { id } })).edition).toBe('vendor');
  });
});
