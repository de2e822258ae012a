import { randomUUID } from 'node:crypto';
import { createAlgorithm } from '@scenario-lab/contracts/algorithms';
import { publishCase, requestReplication, writeCase } from '@scenario-lab/contracts/cases';
import { createDataset } from '@scenario-lab/contracts/datasets';
import { engagementDeeds, readEngagement } from '@scenario-lab/contracts/engagements';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { createSolution, readSolution } from '@scenario-lab/contracts/solutions';
import { pilot } from '../../chain-demo/field.js';
import { hiddenRun } from '../../chain-demo/links.js';
import type { Persona } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';
import { honest } from '../honest.js';
import type { World } from '../world.js';

const script = '<script>alert(document.cookie)</script>';
/** Turns what follows it round: `\u202efdp.exe` is shown as `exe.pdf`. */
const turned = '\u202e\u2066';
const words = { zh: `草稿 ${script} ${turned}`, en: `Draft ${script} ${turned}` };
const card = { title: words, summary: words, fields: ['public_services' as const] };

/** Addresses of drafts that nobody but their owners has seen, and how each owner reads it. */
async function drafts(world: World): Promise<{ path: string; owner: Persona }[]> {
  const { vendor, department } = (await world.exam('requests')).people;
  const solution = await vendor.call(createSolution, {
    body: {
      ...card,
      trl: 5,
      technologies: ['regression'],
      claims: [],
      regions: [],
      cooperationModes: ['pilot'],
    },
  });
  const algorithm = await vendor.call(createAlgorithm, {
    body: {
      ...card,
      technologies: ['regression'],
      solutionId: solution.id,
      task: 'regression',
      card: { intendedUse: words },
    },
  });
  const dataset = await department.call(createDataset, {
    body: { ...card, accessMode: 'on_request', sourceKind: 'public' },
  });
  const scenario = await department.call(createScenario, {
    body: {
      title: words,
      field: 'public_services',
      problem: words,
      task: 'regression',
      cooperationMode: 'pilot',
    },
  });
  return [
    { path: `/solutions/${solution.id}`, owner: vendor },
    { path: `/algorithms/${algorithm.id}`, owner: vendor },
    { path: `/datasets/${dataset.id}`, owner: department },
    { path: `/scenarios/${scenario.id}`, owner: department },
  ];
}
let made: ReturnType<typeof drafts> | null = null;
const all = (world: World) => {
  made ??= drafts(world);
  return made;
};
const without = (text: string) => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');

/** Whether a thing answers a stranger and a visitor like one that is not there; says how not. */
async function told(world: World, path: string, strangers: (Persona | undefined)[]): Promise<string[]> {
  const nothing = `${path.slice(0, path.lastIndexOf('/'))}/${randomUUID()}`;
  const found: string[] = [];
  for (const as of strangers) {
    const [theirs, none] = [
      await raw(world, path, as ? { as } : {}),
      await raw(world, nothing, as ? { as } : {}),
    ];
    const shut = theirs.status === none.status && theirs.status >= 401;
    if (!shut || without(theirs.text) !== without(none.text))
      found.push(`${path.split('/')[1]} ${theirs.status} against ${none.status}`);
  }
  return found;
}

export const cases: AttackCase[] = [
  {
    name: 'drafts asked for by strangers',
    promise: 'what is not published answers like a missing thing',
    way: 'a draft of each kind, read by a rival, by another department and by a visitor',
    expected: '4 drafts read by their owners; nothing told',
    attack: async (world) => {
      const { people } = await world.exam('requests');
      const found: string[] = [];
      let read = 0;
      for (const { path, owner } of await all(world)) {
        if ((await raw(world, path, { as: owner })).status === 200) read += 1;
        found.push(...(await told(world, path, [people.rivals[0], people.district, undefined])));
      }
      return `${read} drafts read by their owners; ${found.join('; ') || 'nothing told'}`;
    },
  },
  {
    name: 'a case before it is published, and a replication of it',
    promise: 'an unpublished case is its parties’ alone, a replication always',
    way: 'a pilot accepted, its case written, then asked for by a rival, another department and a visitor; the same of a replication',
    expected: 'case and replication read by their own; nothing told',
    attack: async (world) => {
      const exam = await world.exam('unpublished');
      const { department, district, operator, vendor, rivals } = exam.people;
      const { versionId, engagementId } = await exam.enter(vendor, 'shown', { 'main.py': honest });
      await hiddenRun(exam.people, vendor, versionId, exam.benchmarkVersionId, engagementId);
      await pilot(exam.people, engagementId);
      const engagement = { params: { id: engagementId } };
      await operator.call(engagementDeeds.enable, { ...engagement, body: {} });
      const id = (await department.call(readEngagement, engagement)).caseId ?? '';
      const params = { id };
      await department.call(writeCase, { params, body: { title: words, lesson: words, reasonCode: null } });
      const found = await told(world, `/cases/${id}`, [rivals[0], district, undefined]);
      const own = (await raw(world, `/cases/${id}`, { as: department })).status;
      await operator.call(publishCase, { params, body: {} });
      const purpose = '本片区拟在下一采暖季采用，先以自有数据验证。';
      const asked = await district.call(requestReplication, { params, body: { purpose } });
      const path = `/replications/${asked.id}`;
      found.push(...(await told(world, path, [rivals[0], undefined])));
      const theirs = (await raw(world, path, { as: district })).status;
      const read =
        own === 200 && theirs === 200 ? 'case and replication read by their own' : `${own}, ${theirs}`;
      return `${read}; ${found.join('; ') || 'nothing told'}`;
    },
  },
  {
    name: 'names with scripts and turned letters',
    promise: 'a name is text wherever it is shown',
    way: 'titles with <script> and marks that turn letters round: the API’s answer, the page at its address, the docs',
    expected: 'JSON without sniffing; no page holds the script; scripts of one’s own refused by every page',
    attack: async (world) => {
      const [{ path, owner }] = (await all(world)) as [{ path: string; owner: Persona }];
      const id = path.split('/').at(-1) ?? '';
      const { title } = await owner.call(readSolution, { params: { id } });
      if (title.en?.includes(script) !== true) throw new Error(`the title is ${title.en}`);
      const answer = await raw(world, path, { as: owner });
      const json =
        answer.headers.get('content-type')?.startsWith('application/json') &&
        answer.headers.get('x-content-type-options') === 'nosniff';
      const flaws: string[] = [];
      const query = encodeURIComponent(script);
      for (const page of [
        path,
        `/solutions?search=${query}`,
        `/${query}`,
        `/docs/${query}`,
        `/verify?digest=${query}`,
      ]) {
        const shown = await fetch(`${world.lab.local}${page}`, {
          headers: owner.client.headers?.() as Record<string, string>,
        });
        const policy = shown.headers.get('content-security-policy') ?? '';
        const scripts =
          /script-src ([^;]*)/.exec(policy)?.[1] ?? /default-src ([^;]*)/.exec(policy)?.[1] ?? '*';
        if ((await shown.text()).includes(script)) flaws.push(`${page} holds it`);
        if (/unsafe-inline|\*/.test(scripts)) flaws.push(`${page} would run it: ${scripts}`);
      }
      return `${json ? 'JSON without sniffing' : 'sniffable'}; ${
        flaws.join('; ') || 'no page holds the script; scripts of one’s own refused by every page'
      }`;
    },
  },
];
