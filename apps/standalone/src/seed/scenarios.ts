import {
  benchmarkDeeds,
  createBenchmark,
  editBenchmark,
  type Plan,
  readBenchmark,
} from '@scenario-lab/contracts/benchmarks';
import { noteFieldRemark } from '@scenario-lab/contracts/field-remarks';
import { compileScenario, createScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { DEMO_EXAMS, type ExamSlug } from '../demo-data/demo-exams.js';
import { STORY } from '../demo-data/story/story.js';
import type { Cast } from './cast.js';
import type { Ids } from './catalogue.js';
import { type Persona, until } from './persona.js';
import { dayAfter } from './time.js';

const MiB = 2 ** 20;
const limits = {
  cpuSeconds: 30,
  wallSeconds: 600,
  memoryBytes: 1024 * MiB,
  processes: 64,
  tmpBytes: 64 * MiB,
  outBytes: 16 * MiB,
  logBytes: MiB,
};

/** Needs, published as far as engagements require; `settleScenarios` walks them to where the story leaves them. */
export async function seedScenarios(cast: Cast, datasets: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const story of STORY.scenarios) {
    const owner = cast.of(story.owner);
    const lab = cast.lab('operator');
    const { id } = await owner.call(createScenario, {
      body: {
        ...story.card,
        datasetIds: story.datasets.flatMap((slug) => datasets.get(slug) ?? []),
        decisionDate: story.decisionInDays === null ? null : dayAfter(story.decisionInDays),
        deadline: story.deadlineInDays === null ? null : dayAfter(story.deadlineInDays),
      },
    });
    ids.set(story.slug, id);
    const params = { id };
    if (story.status === 'draft') continue;
    await owner.call(scenarioDeeds.submit, { params, body: {} });
    if (story.status === 'in_review') continue;
    if (story.status === 'returned')
      for (const { field, text } of story.fieldRemarks ?? [])
        await lab.call(noteFieldRemark, { body: { thing: 'scenario', thingId: id, field, text } });
    if (story.status === 'returned')
      await lab.call(scenarioDeeds.return, { params, body: { reason: story.remark ?? '' } });
    else await lab.call(scenarioDeeds.approve, { params, body: {} });
  }
  return ids;
}

export async function settleScenarios(cast: Cast, scenarios: Ids): Promise<void> {
  for (const story of STORY.scenarios) {
    const owner = cast.of(story.owner);
    const params = { id: scenarios.get(story.slug) ?? '' };
    const reason = story.remark ?? '';
    if (story.status === 'withdrawn') await owner.call(scenarioDeeds.withdraw, { params, body: { reason } });
    if (story.status === 'closed' || story.status === 'archived')
      await owner.call(scenarioDeeds.close, { params, body: {} });
    if (story.status === 'archived') await owner.call(scenarioDeeds.archive, { params, body: {} });
  }
}

function planOf(slug: ExamSlug, datasetVersionId: string): Plan {
  const { task, target, positive, features, slices, metrics, criteria, resamplingUnit, forecast, baseline } =
    DEMO_EXAMS[slug];
  return {
    task,
    target,
    positive,
    features,
    slices,
    metrics,
    criteria,
    resamplingUnit,
    forecast,
    baseline,
    limits,
    looks: 3,
    datasetVersionId,
  };
}

/** Compiles, seals and opens the exams, all at once. Exam → id of its open version. */
export async function seedBenchmarks(cast: Cast, datasets: Ids, scenarios: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  const lab = cast.lab('operator');
  const open = async (
    slug: ExamSlug,
    owner: Persona,
    made: { benchmarkId: string; benchmarkVersionId: string },
  ) => {
    await lab.call(benchmarkDeeds.seal, { params: { id: made.benchmarkVersionId }, body: {} });
    const version = await until(
      `exam ${slug}`,
      async () => {
        const benchmark = await owner.call(readBenchmark, { params: { id: made.benchmarkId } });
        return benchmark.versions.find((one) => one.id === made.benchmarkVersionId);
      },
      (one) => one?.status === 'open' || (one?.status === 'draft' && one.problems.length > 0),
      240,
    );
    if (version?.status !== 'open')
      throw new Error(`exam ${slug} was refused: ${JSON.stringify(version?.problems)}`);
    ids.set(slug, made.benchmarkVersionId);
  };
  const work: Promise<void>[] = [];
  const compiled = new Set<ExamSlug>();
  for (const story of STORY.scenarios) {
    const dataset = STORY.datasets.find((one) => one.exam !== undefined && one.exam === story.exam);
    const datasetVersionId = datasets.get(`${dataset?.slug}@version`);
    if (!story.exam || !datasetVersionId || compiled.has(story.exam)) continue;
    compiled.add(story.exam);
    const owner = cast.of(story.owner);
    const made = await owner.call(compileScenario, {
      params: { id: scenarios.get(story.slug) ?? '' },
      body: { datasetVersionId },
    });
    await owner.call(editBenchmark, {
      params: { id: made.benchmarkVersionId },
      body: { plan: planOf(story.exam, datasetVersionId) },
    });
    work.push(open(story.exam, owner, made));
  }
  // Exams nobody posted a need for are their data owner's own: the adopter's, for the transfer test.
  for (const story of STORY.datasets) {
    const datasetVersionId = datasets.get(`${story.slug}@version`);
    if (!story.exam || !datasetVersionId || compiled.has(story.exam)) continue;
    compiled.add(story.exam);
    const owner = cast.of(story.owner);
    const body = {
      title: story.card.title,
      scenarioId: null,
      benchmarkId: null,
      plan: planOf(story.exam, datasetVersionId),
    };
    work.push(open(story.exam, owner, await owner.call(createBenchmark, { body })));
  }
  await Promise.all(work);
  return ids;
}
