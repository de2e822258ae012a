import { accessRequestDeeds, listAccessRequests, requestAccess } from '@scenario-lab/contracts/access';
import { ProblemError } from '@scenario-lab/contracts/call';
import { listDataJobs, submitDataJob } from '@scenario-lab/contracts/data-jobs';
import { listDatasets, readDataset } from '@scenario-lab/contracts/datasets';
import { makeZip } from '../../apps/standalone/src/demo-data/zip.js';
import { people, signIn } from './lab.js';

const manifest = JSON.stringify({
  schema: 'scenario-lab/1',
  runtime: 'python',
  mode: 'batch',
  command: ['python3', 'main.py'],
});
/** Counts the rows it is handed. */
const counting = `
import json
rows = [json.loads(line) for line in open('/in/rows.jsonl')]
json.dump({'rows': len(rows)}, open('/out/summary.json', 'w'))
`;

/** A job of the story's vendor, on data whose owner gives them for it; several walks may ask for it at once. */
export async function someDataJob(): Promise<string> {
  const vendor = await signIn(people.vendor);
  const mine = async () => (await vendor.call(listDataJobs, { query: { side: 'own' } })).items[0]?.id;
  const known = await mine();
  if (known) return known;
  const { items } = await vendor.call(listDatasets, { query: { limit: 100 } });
  for (const { id } of items.filter((one) => one.accessMode === 'on_request')) {
    const { versions } = await vendor.call(readDataset, { params: { id } });
    const version = versions.find(({ status }) => status === 'ready');
    if (!version) continue;
    try {
      await grantFor(id);
      const job = await vendor.call(submitDataJob, {
        params: { id: version.id },
        body: {
          title: '行数统计',
          kind: 'bundle',
          uploadId: await vendor.upload('artifact', 'count.zip', bundle()),
          purpose: '统计可用于训练的记录数量。',
          wants: 'summary.json：记录总数一个数字。',
        },
      });
      return job.id;
    } catch (fault) {
      if (!(fault instanceof ProblemError)) throw fault;
      // Another walk was first: its job is there in a moment.
      for (let left = 40; left > 0; left -= 1) {
        const theirs = await mine();
        if (theirs) return theirs;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw fault;
    }
  }
  throw new Error('no data on request in the demonstration');
}

/** The contract under which that job runs. */
export async function someContract(): Promise<{ grant: string; addendum: string }> {
  await someDataJob();
  const vendor = await signIn(people.vendor);
  const { items } = await vendor.call(listAccessRequests, { query: { limit: 100 } });
  const held = items.find(({ grant }) => grant?.status === 'active')?.grant;
  if (!held) throw new Error('the vendor of the story holds no contract');
  return { grant: held.id, addendum: held.id };
}

/** Asked for by the vendor, given by whichever department of the story owns it. */
async function grantFor(datasetId: string): Promise<void> {
  const vendor = await signIn(people.vendor);
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const { id } = await vendor.call(requestAccess, {
    params: { id: datasetId },
    body: { purpose: '统计可用于训练的记录数量，评估数据量。', until },
  });
  for (const email of [people.department, people.waterGroup]) {
    const owner = await signIn(email);
    const { items } = await owner.call(listAccessRequests, { query: { limit: 100 } });
    if (items.find((one) => one.id === id)?.allowed.includes('access_request.approve'))
      return owner.call(accessRequestDeeds.approve, { params: { id }, body: {} });
  }
  throw new Error('nobody of the story may give these data');
}

const bundle = () =>
  makeZip(
    Object.entries({ 'scenario-lab.json': manifest, 'main.py': counting }).map(([name, text]) => ({
      name,
      data: new TextEncoder().encode(text),
    })),
  );
