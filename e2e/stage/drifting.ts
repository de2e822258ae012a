import { registerOrganisation, verifyOrganisation } from '@scenario-lab/contracts/accounts';
import { editBenchmark, readBenchmark } from '@scenario-lab/contracts/benchmarks';
import { call } from '@scenario-lab/contracts/call';
import { addDatasetVersion, readDataset } from '@scenario-lab/contracts/datasets';
import { issueSiteToken, pilotDeeds, planPilot, pushObservations } from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { columns, type FreshData, freshData, shares } from '../../apps/standalone/src/chain-demo/data.js';
import {
  criterion,
  engage,
  hiddenRun,
  postNeed,
  provideData,
  showcase,
} from '../../apps/standalone/src/chain-demo/links.js';
import { program } from '../../apps/standalone/src/chain-demo/programs.js';
import type { People } from '../../apps/standalone/src/chain-demo/stage.js';
import { loadSeattleWeather } from '../../apps/standalone/src/demo-data/seattle-weather.js';
import { type Persona, until } from '../../apps/standalone/src/seed/persona.js';
import { dayAfter } from '../../apps/standalone/src/seed/time.js';
import { people as known, password, signIn, stranger } from './lab.js';

type Plan = Args<typeof planPilot>['body'];

export const days = 90;
/** From this day on the site is worse. */
export const turn = 45;
export const site = '北一换热站';

/** A department, two vendors and a need with a test, all of this journey alone; both programs pass and are certified. */
export async function certifiedPair(mark: string) {
  const admin = await signIn(known.admin);
  const join = async (slug: string, zh: string, role: 'supply' | 'demand') => {
    const email = `owner@${slug}-${mark}.example`;
    const me = await stranger().call(registerOrganisation, {
      body: {
        name: { zh: `${zh} ${mark}`, en: `${slug} ${mark}` },
        roles: [role],
        region: '510100',
        owner: { name: `${slug} owner`, email, password },
      },
    });
    await admin.call(verifyOrganisation, { params: { id: me.organisation.id } });
    return { persona: await signIn(email), id: me.organisation.id };
  };
  const department = await join('heat', '供热所', 'demand');
  const vendor = await join('exact', '恒准', 'supply');
  const other = await join('even', '平准', 'supply');
  const people: People = {
    vendor: vendor.persona,
    rivals: [other.persona],
    department: department.persona,
    district: department.persona,
    operator: await signIn(known.operator),
    reviewer: await signIn(known.reviewer),
    vendorId: vendor.id,
    heard: [],
  };
  const seed = Number.parseInt(mark, 36) % 1_000_000_000;
  const data = freshData(seed);
  const dataset = await provideData(people, people.department, data, mark);
  const need = await postNeed(people, people.department, dataset, mark);
  const certified = async (persona: Persona, offset: number) => {
    const shown = await showcase(people, persona, `${mark}-${offset}`, program(offset, []));
    const engagementId = await engage(people, persona, need, shown.solutionId, dataset.datasetId);
    const run = await hiddenRun(people, persona, shown.versionId, need.benchmarkVersionId, engagementId);
    if (!run.certificate) throw new Error(`run ${run.number} has no certificate: ${run.verdict}`);
    return { ...shown, engagementId, certificate: run.certificate };
  };
  const [drifting, stopped] = await Promise.all([
    certified(people.vendor, 0),
    certified(other.persona, 0.001),
  ]);
  return { people, seed, need, dataset, drifting, stopped };
}
export type Pair = Awaited<ReturnType<typeof certifiedPair>>;

export const controlSite = '南二换热站';
/** In effect at the one site from the middle on, never at the other. */
export const controlled: Plan['design'] = {
  kind: 'control_sites',
  from: dayAfter(turn - days),
  controls: [controlSite],
  assumption: '两站天气相同，期间没有其他改造。',
};

/** Ninety days behind, a month ahead, one site; beside a control site where there is a design. */
export async function startPilot(
  department: Persona,
  engagementId: string,
  design: Plan['design'] = null,
): Promise<string> {
  const body: Plan = {
    from: dayAfter(-days - 1),
    until: dayAfter(30),
    sites: design ? [site, controlSite] : [site],
    design,
    kpis: [
      {
        criterion,
        name: { zh: '日均绝对误差', en: 'Daily mean absolute error' },
        unit: 'MW',
        baseline: 2.4,
        target: 1,
        observations: 30,
      },
    ],
  };
  const { id } = await department.call(planPilot, { params: { id: engagementId }, body });
  await department.call(pilotDeeds.start, { params: { id }, body: {} });
  return id;
}

/**
 * How far real days are from the day before (Seattle's maxima of 2012), at the level that was certified: their scatter is
 * no generator's. From `turn` on the site is twice as bad.
 */
export function replayed(): { criterion: string; at: string; value: number }[] {
  const maxima = loadSeattleWeather().rows.map((row) => Number(row.temp_max));
  const steps = Array.from({ length: days }, (_, n) => Math.abs((maxima[n + 1] ?? 0) - (maxima[n] ?? 0)));
  const mean = steps.reduce((sum, step) => sum + step, 0) / days;
  return steps.map((step, n) => ({
    criterion: criterion.id,
    at: new Date(Date.now() - (days - n) * 86_400_000).toISOString(),
    value: (step / mean) * 0.78 * (n < turn ? 1 : 2),
  }));
}

/** The site's own device. */
export async function siteOf(department: Persona, pilotId: string) {
  const { secret } = await department.call(issueSiteToken, { params: { id: pilotId }, body: { site } });
  const device = { ...department.client, headers: () => ({ authorization: `Bearer ${secret}` }) };
  return (points: ReturnType<typeof replayed>) => call(device, pushObservations, { body: { points } });
}

/** A season later: the same columns, other rows. */
export async function bringNewerRows({ people, dataset, seed }: Pair, label: string): Promise<void> {
  const { department } = people;
  const data: FreshData = freshData(seed + 1);
  const uploadId = await department.upload('dataset', 'heat-newer.csv', new TextEncoder().encode(data.csv));
  await department.call(addDatasetVersion, {
    params: { id: dataset.datasetId },
    body: { uploadId, label, columns, split: { by: 'time', column: 'at', ...shares } },
  });
  await until(
    'newer rows',
    () => department.call(readDataset, { params: { id: dataset.datasetId } }),
    ({ versions }) => versions.some((one) => one.label === label && one.status === 'ready'),
  );
}

/** The plan as the first exam's: which columns a program may see, and blocks of a day. */
export async function likeTheFirst({ people }: Pair, benchmarkId: string): Promise<string> {
  const { versions } = await people.department.call(readBenchmark, { params: { id: benchmarkId } });
  const draft = versions.find(({ status }) => status === 'draft');
  if (!draft?.plan) throw new Error('no draft to edit');
  await people.department.call(editBenchmark, {
    params: { id: draft.id },
    body: {
      plan: {
        ...draft.plan,
        features: ['at', 'temperature', 'occupancy'],
        resamplingUnit: { kind: 'block', duration: 'P1D' },
      },
    },
  });
  return draft.id;
}

export const opened = (department: Persona, benchmarkId: string, versionId: string) =>
  until(
    'the newer exam',
    async () =>
      (await department.call(readBenchmark, { params: { id: benchmarkId } })).versions.find(
        ({ id }) => id === versionId,
      ),
    (one) => one?.status === 'open',
  );

/** Both sites go with the weather; where the version takes effect the error falls by a third of a megawatt. */
export const besideControl = () =>
  replayed().flatMap(({ criterion, at, value }, n) => {
    const common = n < turn ? value : value / 2;
    return [
      { criterion, at, value: common + 1 - (n < turn ? 0 : 0.35), site },
      { criterion, at, value: common + 1.2, site: controlSite },
    ];
  });
