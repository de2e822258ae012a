import { writeFile } from 'node:fs/promises';
import { call } from '@scenario-lab/contracts/call';
import { downloadPdf, downloadStatement, readReport } from '@scenario-lab/contracts/certificates';
import { readRun } from '@scenario-lab/contracts/runs';
import { credentialsOf } from '../credentials.js';
import { clientOf, type Desk, type Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';

interface ReportOptions {
  out: string;
  pdf?: string;
  pdfLang?: 'zh' | 'en';
}

/** The signed report to the byte, in the best edition one may see. */
export async function report(desk: Desk, runId: string, options: ReportOptions): Promise<Report> {
  const { t, signal } = desk;
  const { url, token } = await credentialsOf(desk.env);
  const client = clientOf(url, token);
  const run = await call(client, readRun, { params: { id: runId } }, { signal });
  if (!run.report?.ready) throw new Failure(exit.refused, 'report.not_ready');
  const { id } = run.report;
  const { edition, keyId, certificate } = await call(client, readReport, { params: { id } }, { signal });
  const params = { id, edition };
  const keep = async (answer: Response, out: string, key: 'report.done' | 'report.pdf') => {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    await writeFile(out, bytes);
    desk.say(t(key, { out, bytes: bytes.length }));
  };
  await keep(await call(client, downloadStatement, { params }, { signal }), options.out, 'report.done');
  if (options.pdf) {
    const query = { lang: options.pdfLang ?? t.lang };
    await keep(await call(client, downloadPdf, { params, query }, { signal }), options.pdf, 'report.pdf');
  }
  desk.say(t('report.verify', { out: options.out }));
  const { out, pdf = null } = options;
  return { exit: exit.pass, json: { reportId: id, edition, keyId, certificate, out, pdf } };
}
