import { acceptInvitation, createInvitation, readSession } from '@scenario-lab/contracts/accounts';
import { freshData } from '../chain-demo/data.js';
import { engage, postNeed, provideData, showcase } from '../chain-demo/links.js';
import { gatherPeople } from '../chain-demo/stage.js';
import { makeZip } from '../demo-data/zip.js';
import { type Persona, signIn, visitor } from '../seed/persona.js';

/** A vendor with a program that may be put to the test. */
export interface Entrant {
  vendor: Persona;
  vendorId: string;
  versionId: string;
  engagementId: string;
}

/** A sealed test and two vendors that know nothing of each other. */
export interface ExamPair {
  benchmarkVersionId: string;
  entrant: Entrant;
  stranger: Entrant;
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

/** Brings one small sealed benchmark and a Python algorithm of each vendor into an empty lab, through its API. */
export async function bringExam(api: string, adminPassword: string, seconds: number): Promise<ExamPair> {
  const email = (role: string) => `${role}@lab.example`;
  const admin = await signIn(api, email('admin'), adminPassword);
  const organisationId = await organisationOf(admin);
  for (const role of ['operator', 'reviewer'] as const) {
    const { link } = await admin.call(createInvitation, {
      params: { id: organisationId },
      body: { email: email(role), roles: [role] },
    });
    const token = link.split('/').at(-1) ?? '';
    await visitor(api).call(acceptInvitation, {
      params: { token },
      body: { name: role, password: adminPassword },
    });
  }
  const people = await gatherPeople(api, { email, password: adminPassword }, 'faults');
  const [rival] = people.rivals;
  if (!rival) throw new Error('there is no second vendor');
  const dataset = await provideData(people, people.department, freshData(1), 'faults');
  const need = await postNeed(people, people.department, dataset, 'faults');
  const enter = async (vendor: Persona, name: string): Promise<Entrant> => {
    const { solutionId, versionId } = await showcase(people, vendor, name, program(seconds));
    const engagementId = await engage(people, vendor, need, solutionId, dataset.datasetId);
    return { vendor, vendorId: await organisationOf(vendor), versionId, engagementId };
  };
  return {
    benchmarkVersionId: need.benchmarkVersionId,
    entrant: await enter(people.vendor, 'faults'),
    stranger: await enter(rival, 'stranger'),
  };
}

async function organisationOf(person: Persona): Promise<string> {
  const { me } = await person.call(readSession, {});
  if (!me) throw new Error(`${person.email} could not sign in`);
  return me.organisation.id;
}

function program(seconds: number): Uint8Array {
  const data = (text: string) => new TextEncoder().encode(text);
  return makeZip([
    { name: 'main.py', data: data(source(seconds)) },
    { name: 'scenario-lab.json', data: data(JSON.stringify(manifest)) },
  ]);
}
