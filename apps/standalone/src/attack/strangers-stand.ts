import { addNeedPaper } from '@scenario-lab/contracts/need-papers';
import { readPilotAcceptance, reviewMidterm } from '@scenario-lab/contracts/pilot-acceptance';
import { addDocument } from '@scenario-lab/contracts/pilot-plan';
import { issueSiteToken, pilotDeeds, planPilot } from '@scenario-lab/contracts/pilots';
import { addRecord } from '@scenario-lab/contracts/rooms';
import { addSolutionMedium } from '@scenario-lab/contracts/solution-media';
import { criterion, hiddenRun } from '../chain-demo/links.js';
import { until } from '../seed/persona.js';
import { dayAfter } from '../seed/time.js';
import { honest } from './honest.js';
import { heldJob, proposedJoint, provenTicket } from './private-things.js';
import type { Exam, World } from './world.js';

export interface Field {
  exam: Exam;
  runId: string;
  reportId: string;
  publicReportId: string;
  engagementId: string;
  pilotId: string;
  secret: string;
  ticketId: string;
  evidenceId: string;
  jobId: string;
  acceptanceId: string;
  documentId: string;
  recordId: string;
  paperId: string;
  jointId: string;
}
let stood: Promise<Field> | null = null;

/** A vendor's approved hidden run with its report, and a running pilot at the department. */
export const stand = (world: World) => {
  stood ??= (async () => {
    const exam = await world.exam('strangers');
    const { people } = exam;
    const { versionId, engagementId } = await exam.enter(people.vendor, 'honest', { 'main.py': honest });
    const at = exam.benchmarkVersionId;
    await hiddenRun(people, people.vendor, versionId, at, engagementId);
    // Its certificate makes the first report public; that of a run which fails is its parties' alone.
    const off = await exam.enter(people.vendor, 'off', { 'main.py': honest.replace('repr(40 ', 'repr(43 ') });
    const run = await hiddenRun(people, people.vendor, off.versionId, at, off.engagementId);
    const [passed] = await world.sql<{ report_id: string }>(
      'SELECT report_id FROM report WHERE published AND run_id IN (SELECT id FROM run WHERE algorithm_version_id = $1)',
      [versionId],
    );
    if (!passed) throw new Error('the run that passed has no public report');
    const { id: pilotId } = await people.department.call(planPilot, {
      params: { id: engagementId },
      body: {
        from: dayAfter(-20),
        until: dayAfter(20),
        sites: ['北一换热站'],
        kpis: [
          {
            criterion,
            name: { zh: '日均绝对误差', en: 'Daily mean absolute error' },
            unit: 'MW',
            baseline: 2.4,
            target: 1,
            observations: 12,
          },
        ],
      },
    });
    await people.department.call(pilotDeeds.start, { params: { id: pilotId }, body: {} });
    const { secret } = await people.department.call(issueSiteToken, {
      params: { id: pilotId },
      body: { site: '北一换热站' },
    });
    const line = { score: 4, words: '运行正常' };
    const { id: acceptanceId } = await people.department.call(reviewMidterm, {
      params: { id: pilotId },
      body: {
        decision: 'continue',
        reason: '中期评估，继续试点。',
        rubric: { practice: line, front_line: line, citizens: line },
      },
    });
    const { id: documentId } = await people.department.call(addDocument, {
      params: { id: pilotId },
      body: {
        name: '安全责任书',
        uploadId: await people.department.upload('file', 'safety.pdf', Buffer.from('a paper')),
      },
    });
    const { id: recordId } = await people.department.call(addRecord, {
      params: { id: engagementId },
      body: {
        kind: 'file',
        text: '现场勘察记录',
        uploadId: await people.department.upload('file', 'survey.txt', Buffer.from('读数一切正常')),
      },
    });
    const picture = await people.vendor.upload('file', 'card.png', Buffer.from('a picture of a card'));
    await people.vendor.call(addSolutionMedium, { body: { uploadId: picture } });
    const words = await people.department.upload('file', 'need.docx', Buffer.from('a need of an office'));
    const { id: paperId } = await people.department.call(addNeedPaper, { body: { uploadId: words } });
    await until(
      'the statement is sealed',
      () => people.department.call(readPilotAcceptance, { params: { id: pilotId } }),
      ({ acceptances }) => acceptances.every(({ issuedAt }) => issuedAt !== null),
      60,
    );
    return {
      exam,
      runId: run.id,
      reportId: run.report?.id ?? '',
      publicReportId: passed.report_id,
      engagementId,
      pilotId,
      secret,
      ...(await provenTicket(exam, pilotId)),
      jobId: await heldJob(exam),
      acceptanceId,
      documentId,
      recordId,
      paperId,
      jointId: await proposedJoint(exam),
    };
  })();
  return stood;
};
