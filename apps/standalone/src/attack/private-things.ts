import { readSession } from '@scenario-lab/contracts/accounts';
import { readDataJob, submitDataJob } from '@scenario-lab/contracts/data-jobs';
import { proposeJointNeed } from '@scenario-lab/contracts/joint-needs';
import { createScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { addEvidence, assignTicket, createTicket } from '@scenario-lab/contracts/tickets';
import { bundle, type Exam } from './world.js';

/** A ticket about the vendor's installation, with a file as evidence. */
export async function provenTicket({ people }: Exam, pilotId: string) {
  const { id } = await people.operator.call(createTicket, {
    body: { title: { zh: '屏幕不亮' }, words: { zh: '换热站外的屏幕不亮。' }, category: 'other', pilotId },
  });
  const { me } = await people.department.call(readSession, {});
  const params = { id };
  await people.operator.call(assignTicket, { params, body: { departmentId: me?.organisation.id ?? '' } });
  const evidence = await people.department.call(addEvidence, {
    params,
    body: {
      note: '已更换。',
      uploadId: await people.department.upload('file', 'photo.jpg', Buffer.from('a photo')),
    },
  });
  return { ticketId: id, evidenceId: evidence.id };
}

/** A job of the vendor on the department's data, its output held for the department to look at. */
export async function heldJob({ people, datasetVersionId }: Exam): Promise<string> {
  const source = "open('/out/count.txt', 'w').write(str(len(open('/in/rows.jsonl').readlines())))";
  const { id } = await people.vendor.call(submitDataJob, {
    params: { id: datasetVersionId },
    body: {
      title: 'count',
      kind: 'bundle',
      uploadId: await people.vendor.upload('artifact', 'job.zip', bundle({ 'main.py': source })),
      purpose: 'to know how many rows there are',
      wants: 'one number',
    },
  });
  for (;;) {
    const { status } = await people.department.call(readDataJob, { params: { id } });
    if (!['submitted', 'queued', 'executing'].includes(status)) return id;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** A joint need of the department and a neighbour of it, both asked and neither decided. */
export async function proposedJoint({ people }: Exam): Promise<string> {
  const scenarioIds: string[] = [];
  for (const owner of [people.department, people.district]) {
    const { id } = await owner.call(createScenario, {
      body: {
        title: { zh: '换热站夜间能耗异常提示' },
        problem: { zh: '夜间能耗忽高忽低，要到月底结算才发现。' },
        contact: { name: '值班室', phone: '028-0000-0000' },
      },
    });
    const params = { id };
    await owner.call(scenarioDeeds.submit, { params, body: {} });
    await people.operator.call(scenarioDeeds.approve, { params, body: {} });
    scenarioIds.push(id);
  }
  const { id } = await people.operator.call(proposeJointNeed, {
    body: {
      title: { zh: '换热站能耗异常' },
      note: '两家相近，建议合成一题。',
      scenarioIds,
      leadScenarioId: scenarioIds[0] ?? '',
    },
  });
  return id;
}
