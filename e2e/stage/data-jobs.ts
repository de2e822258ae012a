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

/** A job of the story's vendor on data it holds a grant for. */
export async function someDataJob(): Promise<string> {
  const vendor = await signIn(people.vendor);
  const { items } = await vendor.call(listDataJobs, { query: { side: 'own' } });
  if (items[0]) return items[0].id;
  const { items: datasets } = await vendor.call(listDatasets, { query: { limit: 100 } });
  for (const { id } of datasets) {
    const dataset = await vendor.call(readDataset, { params: { id } });
    const version = dataset.versions.find(({ status }) => status === 'ready');
    if (!dataset.grant || !version) continue;
    const bundle = makeZip(
      Object.entries({ 'scenario-lab.json': manifest, 'main.py': counting }).map(([name, text]) => ({
        name,
        data: new TextEncoder().encode(text),
      })),
    );
    try {
      const job = await vendor.call(submitDataJob, {
        params: { id: version.id },
        body: {
          title: '行数统计',
          kind: 'bundle',
          uploadId: await vendor.upload('artifact', 'count.zip', bundle),
          purpose: '统计可用于训练的记录数量。',
          wants: 'summary.json：记录总数一个数字。',
        },
      });
      return job.id;
    } catch (fault) {
      // Pictures, or rows that exams keep back: the next data set may have some to hand over.
      if (!(fault instanceof ProblemError && fault.problem.code === 'rows_withheld')) throw fault;
    }
  }
  throw new Error('the vendor of the story holds no grant for rows that can be handed over');
}
