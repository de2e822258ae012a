import { accessRequestDeeds, requestAccess } from '@scenario-lab/contracts/access';
import { readBenchmark } from '@scenario-lab/contracts/benchmarks';
import {
  awardEngagement,
  engagementDeeds,
  inviteEngagement,
  postMessage,
  proposeEngagement,
  readEngagement,
} from '@scenario-lab/contracts/engagements';
import { readRun, reviewDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { STORY } from '../demo-data/story/story.js';
import type { EngagementStory, Side } from '../demo-data/story/types.js';
import type { Cast } from './cast.js';
import type { Ids } from './catalogue.js';
import { type Persona, until } from './persona.js';
import { playPilot } from './pilots.js';
import { dayAfter } from './time.js';
import { tryOnSample } from './trial.js';

export interface World {
  cast: Cast;
  datasets: Ids;
  scenarios: Ids;
  solutions: Ids;
  algorithms: Ids;
  exams: Ids;
  say: (line: string) => void;
}

/** Ends a run can come to without a person. */
const settled = ['finished', 'in_review', 'algorithm_fault', 'platform_fault', 'cancelled'];

/** Plays every engagement of the story, side by side; answers `engagement` → id. `played` after each. */
export async function seedEngagements(world: World, played: () => Promise<void>): Promise<Ids> {
  const ids: Ids = new Map();
  await Promise.all(
    STORY.engagements.map(async (story) => {
      const at = { step: 'opening' };
      try {
        ids.set(story.slug, await play(world, story, at));
        await played();
      } catch (error) {
        throw new Error(
          `engagement ${story.slug}, ${at.step}: ${error instanceof Error ? error.message : error}`,
        );
      }
    }),
  );
  return ids;
}

async function play(world: World, story: EngagementStory, at: { step: string }): Promise<string> {
  const { cast } = world;
  const scenario = STORY.scenarios.find((one) => one.slug === story.scenario);
  const solution = STORY.solutions.find((one) => one.slug === story.solution);
  if (!scenario || !solution) throw new Error(`${story.slug}: its scenario or solution is not in the story`);
  const sides: Record<Side, Persona> = {
    vendor: cast.of(solution.owner),
    department: cast.of(scenario.owner),
    operator: cast.lab('operator'),
    broker: cast.lab('broker'),
  };
  const body = {
    scenarioId: world.scenarios.get(story.scenario) ?? '',
    solutionId: world.solutions.get(story.solution) ?? '',
    proposal: story.proposal,
    predictions: story.predictions,
  };
  const { id } =
    story.opener === 'propose'
      ? await sides.vendor.call(proposeEngagement, { body })
      : await sides[story.invitedBy ?? 'department'].call(inviteEngagement, { body });
  const params = { id };
  // A thread closes with its engagement: what was said was said before the last step.
  const talk = async () => {
    for (const message of story.messages)
      await sides[message.by].call(postMessage, { params, body: { text: message.text } });
  };
  if (story.steps.length === 0) await talk();
  for (const [index, step] of story.steps.entries()) {
    if (index === story.steps.length - 1) await talk();
    // Splits are drawn anew in every lab and verdicts are honest: a story that needs a pass may not get one.
    if ('deed' in step && (await brokenOff(sides, id, step.deed))) {
      world.say(`${story.slug} ends before «${step.deed}»: its run did not pass here`);
      break;
    }
    at.step = 'run' in step ? `run ${step.run} (${step.split})` : `${step.deed} by ${step.by}`;
    if ('run' in step) {
      await runStep(world, sides, id, scenario.exam ?? '', step);
      continue;
    }
    const by = sides[step.by];
    if (step.deed === 'pilot') await playPilot(sides.department, sides.vendor, story.slug, id);
    else if (step.deed === 'award') {
      await by.call(awardEngagement, { params, body: { procurementNumber: step.procurementNumber ?? '' } });
    } else {
      await by.call(engagementDeeds[step.deed], {
        params,
        body: { reason: step.reason, remark: step.reason } as never,
      });
    }
  }
  const now = await sides.operator.call(readEngagement, { params });
  if (now.status !== story.status)
    world.say(`${story.slug} stands at ${now.status}, the story says ${story.status}`);
  return id;
}

/** Deeds that rest on a passed validation cannot be done where the run came out otherwise. */
async function brokenOff(sides: Record<Side, Persona>, id: string, deed: string): Promise<boolean> {
  if (!['pilot', 'award'].includes(deed)) return false;
  const { status } = await sides.operator.call(readEngagement, { params: { id } });
  return status === 'validating';
}

type RunStep = Extract<EngagementStory['steps'][number], { run: string }>;

async function runStep(
  world: World,
  sides: Record<Side, Persona>,
  engagementId: string,
  exam: string,
  step: RunStep,
): Promise<void> {
  const benchmarkVersionId = world.exams.get(exam) ?? '';
  await ensureGrant(world, sides, engagementId);
  const pair = { algorithmVersionId: world.algorithms.get(step.run) ?? '', benchmarkVersionId };
  if (step.split === 'hidden') await tryOnSample(sides.vendor, pair);
  const run = await sides.vendor.call(submitRun, {
    body: {
      ...pair,
      split: step.split,
      engagementId,
    },
  });
  const ended = await until(
    `run ${step.run} on ${exam} (${step.split})`,
    () => sides.vendor.call(readRun, { params: { id: run.id } }),
    (one) => settled.includes(one.status),
    300,
  );
  if (ended.status === 'platform_fault')
    throw new Error(`run ${step.run} on ${exam}: ${ended.platformFault}`);
  if (!step.review || ended.status !== 'in_review') return;
  await review(world.cast, sides.vendor, run.id, step.review, step.statement ?? '');
}

/** The reviewer decides; answers when the report of an approved run is there. */
export async function review(
  cast: Cast,
  reader: Persona,
  runId: string,
  decision: 'approve' | 'reject',
  statement: string,
): Promise<void> {
  await cast.lab('reviewer').call(reviewDeeds[decision], { params: { id: runId }, body: { statement } });
  if (decision !== 'approve') return;
  await until(
    `report of run ${runId}`,
    () => reader.call(readRun, { params: { id: runId } }),
    (one) => one.report?.ready === true,
    120,
  );
}

/** Data that are not open need the owner's yes; the story's requests give most, a late one is asked for here. */
async function ensureGrant(world: World, sides: Record<Side, Persona>, engagementId: string): Promise<void> {
  const { scenario, benchmarks } = await sides.vendor.call(readEngagement, { params: { id: engagementId } });
  const benchmarkId = benchmarks[0]?.id;
  if (!benchmarkId) throw new Error('the scenario of the engagement has no benchmark');
  const benchmark = await sides.vendor.call(readBenchmark, { params: { id: benchmarkId } });
  if (benchmark.mine?.grant !== 'missing') return;
  const dataset = STORY.datasets.find((one) => world.datasets.get(one.slug) === benchmark.dataset.id);
  const { title } = await sides.vendor.call(readScenario, { params: { id: scenario.id } });
  const { id } = await sides.vendor.call(requestAccess, {
    params: { id: benchmark.dataset.id },
    body: { purpose: `参加场景测试：${title.zh ?? title.en}。仅在实验室沙箱内计算。`, until: dayAfter(120) },
  });
  const owner = dataset ? world.cast.of(dataset.owner) : sides.department;
  await owner.call(accessRequestDeeds.approve, { params: { id }, body: {} });
}
