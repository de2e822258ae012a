import { accessRequestDeeds, requestAccess } from '@scenario-lab/contracts/access';
import {
  dataJobDeeds,
  decideDataJob,
  readDataJob,
  readJobOutput,
  submitDataJob,
} from '@scenario-lab/contracts/data-jobs';
import type { Persona } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';
import { bundle, type Exam, type World } from '../world.js';

interface Standing {
  exam: Exam;
  vendor: Persona;
}
let opened: Promise<Standing> | null = null;

/** A vendor with a grant on data of which an exam hides rows. */
function standing(world: World): Promise<Standing> {
  opened ??= (async () => {
    const exam = await world.exam('data-jobs');
    const { vendor, department } = exam.people;
    const request = await vendor.call(requestAccess, {
      params: { id: exam.datasetId },
      body: { purpose: 'to see what can be carried out', until: '2099-01-01' },
    });
    await department.call(accessRequestDeeds.approve, { params: request, body: {} });
    return { exam, vendor };
  })();
  return opened;
}

async function submitted(world: World, source: string): Promise<string> {
  const { exam, vendor } = await standing(world);
  const { id } = await vendor.call(submitDataJob, {
    params: { id: exam.datasetVersionId },
    body: {
      title: 'attack',
      kind: 'bundle',
      uploadId: await vendor.upload('artifact', 'job.zip', bundle({ 'main.py': source })),
      purpose: 'an attack on the promise',
      wants: 'whatever was written',
    },
  });
  return id;
}

/** The job as the data's owner sees it once its program has ended. */
async function held(world: World, source: string) {
  const { exam } = await standing(world);
  const id = await submitted(world, source);
  for (;;) {
    const job = await exam.people.department.call(readDataJob, { params: { id } });
    if (!['submitted', 'queued', 'executing'].includes(job.status)) return job;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const said = async (world: World, source: string): Promise<string> => {
  const job = await held(world, source);
  const { exam } = await standing(world);
  const log = job.outputs.find(({ kind }) => kind === 'log');
  if (!log) return `${job.status}, no log`;
  const file = await exam.people.department.call(readJobOutput, {
    params: { id: job.id, number: log.number },
  });
  return (await file.text()).trim();
};

const promise = 'a job on data reads the open rows and nothing else';
export const cases: AttackCase[] = [
  {
    name: 'hidden rows among a job’s rows',
    promise: 'rows hidden by a sealed exam are never handed to a job',
    way: 'the program writes all it was handed; its owner compares with the hidden split',
    expected: 'fewer rows than the data have, none of the truth',
    attack: async (world) => {
      const { exam } = await standing(world);
      const job = await held(world, `import shutil; shutil.copy('/in/rows.jsonl', '/out/rows.txt')`);
      const file = job.outputs.find(({ name }) => name === 'rows.txt');
      if (!file) return `${job.status} ${job.outcome}`;
      const handed = await exam.people.department.call(readJobOutput, {
        params: { id: job.id, number: file.number },
      });
      const lines = (await handed.text()).trim().split('\n').length;
      const [all] = await world.sql<{ rows: number; hidden: number }>(
        `SELECT v.rows, (SELECT p.rows FROM pack p JOIN benchmark_version b ON b.id = p.benchmark_version_id
           WHERE b.dataset_version_id = v.id AND p.split = 'hidden' LIMIT 1) AS hidden FROM dataset_version v WHERE v.id = $1`,
        [exam.datasetVersionId],
      );
      return all && lines <= all.rows - all.hidden
        ? 'fewer rows than the data have, none of the truth'
        : `${lines} of ${all?.rows}`;
    },
  },
  {
    name: 'rows copied out encoded',
    promise: 'the owner is told of rows in what is held, whatever usual coding hides them',
    way: 'gzip in Base64 in JSON',
    expected: 'rows found, file held',
    attack: async (world) => {
      const job = await held(
        world,
        `import base64, gzip, json
json.dump({'weights': base64.b64encode(gzip.compress(open('/in/rows.jsonl', 'rb').read())).decode()}, open('/out/model.json', 'w'))`,
      );
      const [file] = job.outputs;
      const found = (file?.scan?.rowsCopied ?? 0) > 0;
      return `${found ? 'rows found' : 'nothing found'}, file ${file?.decision}`;
    },
  },
  {
    name: 'held files taken by their program’s owner',
    promise: 'the grantee reads neither names nor bytes before they are released',
    way: 'reads the job, asks for each output, decides for itself',
    expected: 'no name, 404, 404',
    attack: async (world) => {
      const { vendor } = await standing(world);
      const { id } = await held(world, `open('/out/secret-name.txt', 'w').write('x')`);
      const seen = await raw(world, `/data-jobs/${id}`, { as: vendor });
      const taken = await raw(world, `/data-jobs/${id}/outputs/1`, { as: vendor });
      const decided = await raw(world, `/data-jobs/${id}/decision`, {
        as: vendor,
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ decisions: [{ number: 1, release: true }] }),
      });
      return `${seen.text.includes('secret-name') ? 'the name' : 'no name'}, ${taken.status}, ${decided.status}`;
    },
  },
  {
    name: 'links and floods in /out',
    promise: 'outputs of a job are read as hostile files',
    way: 'a link to the vault, then 200 MB',
    expected: 'only a log, only a log',
    attack: async (world) => {
      const kinds = async (source: string) => {
        const { outputs } = await held(world, source);
        return outputs.every(({ kind }) => kind === 'log')
          ? 'only a log'
          : outputs.map(({ name }) => name).join();
      };
      return [
        await kinds(`import os; os.symlink('/var/lib/scenario-lab/vault', '/out/x')`),
        await kinds(`
with open('/out/x', 'wb') as out:
    for _ in range(200): out.write(b'x' * 1048576)`),
      ].join(', ');
    },
  },
  {
    name: 'vault and network from a job',
    promise,
    way: 'lists what is mounted, opens a socket, looks for the vault and the input’s other files',
    expected: "['columns.json', 'rows.jsonl'] no network nothing",
    attack: (world) =>
      said(
        world,
        `import os, socket
seen = sorted(os.listdir('/in'))
try:
    socket.create_connection(('127.0.0.1', 5432), 2); net = 'connected'
except OSError:
    net = 'no network'
found = [place for place in ('/vault', '/data', '/var/lib/scenario-lab') if os.path.exists(place)]
print(seen, net, found or 'nothing')`,
      ),
  },
  {
    name: 'another’s job cancelled',
    promise: 'a job is its grantee’s to cancel, and a stranger is told nothing of it',
    way: 'a stranger and the data’s owner cancel it while it runs',
    expected: '404 for the stranger, 404 for the owner',
    attack: async (world) => {
      const { exam } = await standing(world);
      const id = await submitted(world, 'import time; time.sleep(120)');
      const stranger = (await world.people('data-jobs-stranger')).vendor;
      const by = async (as: Persona) =>
        (
          await raw(world, `/data-jobs/${id}/cancel`, {
            as,
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          })
        ).status;
      const answer = `${await by(stranger)} for the stranger, ${await by(exam.people.department)} for the owner`;
      await exam.people.vendor.call(dataJobDeeds.cancel, { params: { id }, body: {} });
      return answer;
    },
  },
  {
    name: 'half a decision',
    promise: 'every held file is answered for, or none is',
    way: 'the owner answers for a file that is not there, and for none',
    expected: '422, still held',
    attack: async (world) => {
      const { exam } = await standing(world);
      const { id } = await held(world, `open('/out/a', 'w').write('x'); open('/out/b', 'w').write('y')`);
      const { department } = exam.people;
      const status = await department
        .call(decideDataJob, { params: { id }, body: { decisions: [{ number: 99, release: true }] } })
        .then(
          () => 'went through',
          (error: { problem?: { status?: number } }) => String(error.problem?.status),
        );
      const { status: now } = await department.call(readDataJob, { params: { id } });
      return `${status}, still ${now}`;
    },
  },
];
