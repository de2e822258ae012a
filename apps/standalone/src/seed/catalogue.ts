import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessRequestDeeds, requestAccess } from '@scenario-lab/contracts/access';
import {
  addAlgorithmVersion,
  algorithmDeeds,
  createAlgorithm,
  readAlgorithm,
} from '@scenario-lab/contracts/algorithms';
import {
  addDatasetVersion,
  createDataset,
  datasetDeeds,
  readDataset,
} from '@scenario-lab/contracts/datasets';
import { noteFieldRemark } from '@scenario-lab/contracts/field-remarks';
import type { listingDeeds } from '@scenario-lab/contracts/listing';
import { addSolutionMedium, readSolutionMedium } from '@scenario-lab/contracts/solution-media';
import { createSolution, solutionDeeds } from '@scenario-lab/contracts/solutions';
import { CARD_PICTURES, type CardPicture } from '../demo-data/card-pictures.js';
import { DEMO_ARTIFACTS } from '../demo-data/demo-artifacts.js';
import { DEMO_EXAMS } from '../demo-data/demo-exams.js';
import { OPEN_RELEASES } from '../demo-data/story/open-releases.js';
import { STORY } from '../demo-data/story/story.js';
import type { FieldRemarkStory } from '../demo-data/story/types.js';
import type { Cast } from './cast.js';
import { type Persona, until } from './persona.js';
import { dayAfter } from './time.js';

type Listing = ReturnType<typeof listingDeeds>;

/** Walks a card to where the story has it: submitted by its owner, decided by the lab. */
async function walk(
  deeds: Listing,
  owner: Persona,
  lab: Persona,
  id: string,
  status: string,
  remark?: string,
  remarks: readonly FieldRemarkStory[] = [],
): Promise<void> {
  const params = { id };
  if (status === 'draft') return;
  await owner.call(deeds.submit, { params, body: {} });
  if (status === 'in_review') return;
  if (status === 'returned') {
    for (const { field, text } of remarks)
      await lab.call(noteFieldRemark, { body: { thing: 'dataset', thingId: id, field, text } });
    await lab.call(deeds.return, { params, body: { remark } });
    return;
  }
  await lab.call(deeds.approve, { params, body: {} });
  if (status === 'delisted') await owner.call(deeds.delist, { params, body: { remark } });
}

export type Ids = Map<string, string>;

/** Data sets with their uploaded versions; answers when each version is ready. `dataset` → id, `dataset@version` → version id. */
export async function seedDatasets(cast: Cast): Promise<Ids> {
  const ids: Ids = new Map();
  const waiting: Promise<void>[] = [];
  for (const story of STORY.datasets) {
    const owner = cast.of(story.owner);
    const { id } = await owner.call(createDataset, { body: story.card });
    ids.set(story.slug, id);
    const release = story.exam ? DEMO_EXAMS[story.exam] : story.release ? OPEN_RELEASES[story.release] : null;
    if (release) {
      const uploadId = await owner.upload('dataset', release.fileName, release.file());
      const version = await owner.call(addDatasetVersion, {
        params: { id },
        body: { uploadId, label: '1.0', columns: release.columns, split: release.split },
      });
      ids.set(`${story.slug}@version`, version.id);
      waiting.push(
        ready(
          `data set ${story.slug}`,
          () => owner.call(readDataset, { params: { id } }),
          (dataset) => dataset.versions,
        ),
      );
    }
    await walk(datasetDeeds, owner, cast.lab('operator'), id, story.status, story.remark, story.fieldRemarks);
  }
  await Promise.all(waiting);
  return ids;
}

async function ready<T>(
  what: string,
  ask: () => Promise<T>,
  versions: (answer: T) => { status: string; problems?: unknown; inspection?: unknown }[],
): Promise<void> {
  const settled = ['ready', 'refused'];
  const answer = await until(
    what,
    ask,
    (one) => versions(one).every((version) => settled.includes(version.status)),
    240,
  );
  const refused = versions(answer).find((version) => version.status === 'refused');
  if (refused)
    throw new Error(`${what} was refused: ${JSON.stringify(refused.problems ?? refused.inspection)}`);
}

/** What a card shows goes in before the card does: only what has been opened can be named. */
async function handIn(owner: Persona, pictures: readonly CardPicture[]) {
  const media: { id: string; kind: 'picture'; alt: CardPicture['alt'] }[] = [];
  for (const { fileName, alt, draw } of pictures) {
    const uploadId = await owner.upload('file', fileName, draw());
    const { id } = await owner.call(addSolutionMedium, { body: { uploadId } });
    const { state, problem } = await until(
      `picture ${fileName}`,
      () => owner.call(readSolutionMedium, { params: { id } }),
      (medium) => medium.state !== 'reading',
      240,
    );
    if (state !== 'ready') throw new Error(`${fileName} was refused: ${JSON.stringify(problem)}`);
    media.push({ id, kind: 'picture', alt });
  }
  return media;
}

export async function seedSolutions(cast: Cast, opens: boolean): Promise<Ids> {
  const ids: Ids = new Map();
  for (const story of STORY.solutions) {
    const owner = cast.of(story.owner);
    const media = await handIn(owner, (opens && CARD_PICTURES[story.slug]) || []);
    const { id } = await owner.call(createSolution, { body: { ...story.card, media } });
    ids.set(story.slug, id);
    await walk(solutionDeeds, owner, cast.lab('operator'), id, story.status, story.remark);
  }
  return ids;
}

/** Algorithms with one inspected version each. `algorithm` → version id. */
export async function seedAlgorithms(cast: Cast, solutions: Ids, built: string): Promise<Ids> {
  const ids: Ids = new Map();
  const waiting: Promise<void>[] = [];
  for (const story of STORY.algorithms) {
    const artifact = DEMO_ARTIFACTS.find((one) => one.name === story.artifact);
    if (!artifact) throw new Error(`${story.slug}: no artifact ${story.artifact}`);
    const owner = cast.of(story.owner);
    const fields = STORY.solutions.find((one) => one.slug === story.solution)?.card.fields ?? [];
    const { title, summary, technologies, licence, card } = story;
    const solutionId = solutions.get(story.solution) ?? null;
    const { id } = await owner.call(createAlgorithm, {
      body: { title, summary, technologies, licence, card, fields, solutionId, task: artifact.task },
    });
    const fileName = `${artifact.name}.${{ bundle: 'zip', wasm: 'wasm', onnx: 'onnx' }[artifact.kind]}`;
    const uploadId = await owner.upload('artifact', fileName, await readFile(join(built, fileName)));
    const version = await owner.call(addAlgorithmVersion, {
      params: { id },
      body: {
        uploadId,
        label: story.label,
        kind: artifact.kind,
        sockets: { task: artifact.task, inputs: artifact.inputs },
        onnx: artifact.onnx,
      },
    });
    ids.set(story.slug, version.id);
    await walk(algorithmDeeds, owner, cast.lab('operator'), id, story.status);
    waiting.push(
      ready(
        `algorithm ${story.slug}`,
        () => owner.call(readAlgorithm, { params: { id } }),
        (one) => one.versionList,
      ),
    );
  }
  await Promise.all(waiting);
  return ids;
}

export async function seedAccess(cast: Cast, datasets: Ids): Promise<void> {
  for (const story of STORY.accessRequests) {
    const dataset = STORY.datasets.find((one) => one.slug === story.dataset);
    const datasetId = datasets.get(story.dataset);
    if (!dataset || !datasetId) throw new Error(`access to ${story.dataset}: no such data set`);
    const owner = cast.of(dataset.owner);
    const { id } = await cast.of(story.by).call(requestAccess, {
      params: { id: datasetId },
      body: { purpose: story.purpose, until: dayAfter(story.untilInDays) },
    });
    const params = { id };
    const reason = story.remark ?? '';
    if (story.status === 'approved')
      await owner.call(accessRequestDeeds.approve, { params, body: { remark: story.remark } });
    if (story.status === 'refused') await owner.call(accessRequestDeeds.refuse, { params, body: { reason } });
    if (story.status === 'needs_info')
      await owner.call(accessRequestDeeds.ask_info, { params, body: { reason } });
  }
}
