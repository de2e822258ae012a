import { acceptInvitation, createInvitation, readSession } from '@scenario-lab/contracts/accounts';
import { freshData } from '../chain-demo/data.js';
import { engage, postNeed, provideData, showcase } from '../chain-demo/links.js';
import { gatherPeople } from '../chain-demo/stage.js';
import { makeZip } from '../demo-data/zip.js';
import { type Persona, signIn, visitor } from '../seed/persona.js';

/** A vendor with a program, and a sealed test it may be put to. */
export interface ExamPair {
  vendor: Persona;
  vendorId: string;
  versionId: string;
  benchmarkVersionId: string;
  engagementId: string;
}

/** Predicts by the law of the data after a pause, so that there is a middle of a run to be hit in. */
const source = (seconds: number) => `
import csv, json, time

task = json.load(open('/in/task.json'))
time.sleep(${seconds})
with open('/in/' + task['inputs'], newline='') as source, open('/out/predictions.csv', 'w', newline='') as target:
    writer = csv.writer(target)
    writer.writerow(['id', 'prediction'])
    for row in csv.DictReader(source):
        writer.writerow([row['id'], repr(40 - 1.25 * float(row['temperature']) + 6.5 * float(row['occupancy']))])
`;

const manifest = {
  schema: 'scenario-lab/1',
  runtime: 'python',
  mode: 'batch',
  command: ['python3', 'main.py'],
};

/** Brings one small sealed benchmark and one Python algorithm into an empty lab, through its API. */
export async function bringExam(api: string, adminPassword: string, seconds: number): Promise<ExamPair> {
  const email = (role: string) => `${role}@lab.example`;
  const admin = await signIn(api, email('admin'), adminPassword);
  const { me } = await admin.call(readSession, {});
  if (!me) throw new Error('the administrator could not sign in');
  for (const role of ['operator', 'reviewer'] as const) {
    const { link } = await admin.call(createInvitation, {
      params: { id: me.organisation.id },
      body: { email: email(role), roles: [role] },
    });
    const token = link.split('/').at(-1) ?? '';
    await visitor(api).call(acceptInvitation, {
      params: { token },
      body: { name: role, password: adminPassword },
    });
  }
  const people = await gatherPeople(api, { email, password: adminPassword }, 'faults');
  const data = freshData(1);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const file = makeZip([
    { name: 'main.py', data: bytes(source(seconds)) },
    { name: 'scenario-lab.json', data: bytes(JSON.stringify(manifest)) },
  ]);
  const [{ solutionId, versionId }, dataset] = await Promise.all([
    showcase(people, people.vendor, 'faults', file),
    provideData(people, people.department, data, 'faults'),
  ]);
  const need = await postNeed(people, people.department, dataset, 'faults');
  const engagementId = await engage(people, people.vendor, need, solutionId, dataset.datasetId);
  const { vendor, vendorId } = people;
  return { vendor, vendorId, versionId, benchmarkVersionId: need.benchmarkVersionId, engagementId };
}
