import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  type AlgorithmVersion,
  addAlgorithmVersion,
  createAlgorithm,
  listAlgorithms,
  readAlgorithm,
} from '@scenario-lab/contracts/algorithms';
import type { Split } from '@scenario-lab/contracts/benchmarks';
import { type Client, call } from '@scenario-lab/contracts/call';
import { preflightRun, submitRun } from '@scenario-lab/contracts/runs';
import { uploadFile } from '@scenario-lab/contracts/upload-file';
import { type BegunUpload, begunUploads } from '../begun-uploads.js';
import { type OpenBenchmark, openVersion } from '../benchmark.js';
import { mapsOf, socketsOf } from '../card.js';
import { credentialsOf } from '../credentials.js';
import { clientOf, type Desk, type Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';
import { type Artifact, openArtifact } from '../pack.js';
import { withRoom } from '../room.js';
import { numberText, problemLines } from '../table.js';
import { once, patient, pause } from '../wait.js';
import { mustHold } from './check.js';
import { watchRun } from './run.js';

export interface SubmitOptions {
  benchmark: string;
  split: Split;
  algorithm?: string;
  title?: string;
  label?: string;
  engagement?: string;
  card?: string;
  priorAccess?: boolean;
  watch?: boolean;
}

export function submit(desk: Desk, path: string, options: SubmitOptions): Promise<Report> {
  if (options.algorithm && options.title) throw new Failure(exit.usage, 'submit.both');
  return withRoom(async (room) => {
    const { t } = desk;
    const artifact = await openArtifact(path, room, options.card);
    await mustHold(desk, artifact, room);
    const { url, token } = await credentialsOf(desk.env);
    const client = clientOf(url, token);
    const exam = await openVersion(desk, client, options.benchmark);
    const { mine, dataset } = exam.benchmark;
    const synthetic = options.split === 'sample' && Boolean(exam.version.twin);
    if (mine?.grant === 'missing' && !synthetic)
      throw new Failure(exit.refused, 'submit.no_grant', {}, [`${url}/datasets/${dataset.id}`]);
    const algorithmId = await algorithmFor(desk, client, exam, artifact, options);
    const version = await versionFor(desk, client, exam, algorithmId, artifact, options);
    const run = await enter(desk, client, exam, version, options);
    desk.say(t('submit.done', { number: run.number, id: run.id }));
    if (synthetic) desk.say(t('try.twin'));
    desk.say(`${url}/runs/${run.id}`);
    if (options.watch) return watchRun(desk, client, run.id);
    desk.say(t('submit.follow', { id: run.id }));
    return { exit: exit.pass, json: run };
  });
}

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);

/** The algorithm named; else one's own of the same title and task; else a new one. */
async function algorithmFor(
  desk: Desk,
  client: Client,
  { benchmark }: OpenBenchmark,
  artifact: Artifact,
  options: SubmitOptions,
): Promise<string> {
  if (options.algorithm) return options.algorithm;
  const { t, signal } = desk;
  const title = options.title ?? artifact.name;
  const { task } = socketsOf(artifact.card, benchmark.task);
  const query = { mine: 'true' as const, task, limit: 100 };
  let cursor: string | undefined;
  do {
    const page = await call(client, listAlgorithms, { query: { ...query, cursor } }, { signal });
    const own = page.items.find((one) => one.title.zh === title || one.title.en === title);
    if (own) {
      desk.note(t('submit.algorithm.old', { title, id: own.id }));
      return own.id;
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  // Both languages: who reads the page later may speak either.
  const both = { zh: '由厂商工作台提交。', en: 'Submitted from the vendor’s desk.' };
  const body = {
    title: isChinese(title) ? { zh: title } : { en: title },
    summary: both,
    fields: [],
    task,
    card: { intendedUse: both },
  };
  const { id } = await once(desk, (headers) => call(client, createAlgorithm, { body }, { signal, headers }));
  desk.note(t('submit.algorithm.new', { title, id }));
  return id;
}

/** An equal version that is ready or under way is used again; a model's maps cannot be compared, so a model is always sent. */
async function versionFor(
  desk: Desk,
  client: Client,
  { benchmark }: OpenBenchmark,
  algorithmId: string,
  artifact: Artifact,
  options: SubmitOptions,
): Promise<AlgorithmVersion> {
  const { t, signal } = desk;
  const { versionList } = await call(client, readAlgorithm, { params: { id: algorithmId } }, { signal });
  const sockets = socketsOf(artifact.card, benchmark.task);
  const equal = versionList.find(
    (one) =>
      artifact.kind !== 'onnx' &&
      ['ready', 'uploaded', 'inspecting'].includes(one.status) &&
      one.sha256 === artifact.sha256 &&
      isDeepStrictEqual(one.sockets, sockets) &&
      (options.label === undefined || one.label === options.label),
  );
  if (equal) {
    desk.note(t('submit.reuse', { label: equal.label }));
    return equal.status === 'ready' ? equal : inspected(desk, client, algorithmId, equal.id);
  }
  const begun = begunUploads(desk.env, client.baseUrl, artifact.sha256);
  const upload = await send(desk, client, artifact, begun);
  const label = options.label ?? freeLabel(versionList);
  const onnx = mapsOf(artifact.card, artifact.kind);
  const body = { uploadId: upload, label, kind: artifact.kind, sockets, onnx };
  const args = { params: { id: algorithmId }, body };
  const version = await once(desk, (headers) => call(client, addAlgorithmVersion, args, { signal, headers }));
  await begun.forget();
  desk.note(t('submit.version', { label }));
  return inspected(desk, client, algorithmId, version.id);
}

export function freeLabel(versions: readonly { label: string }[]): string {
  const taken = new Set(versions.map(({ label }) => label));
  let minor = 0;
  while (taken.has(`1.${minor}`)) minor += 1;
  return `1.${minor}`;
}

async function send(desk: Desk, client: Client, artifact: Artifact, begun: BegunUpload): Promise<string> {
  let said = -1;
  const onProgress = (sent: number, of: number) => {
    const percent = of === 0 ? 100 : Math.floor((100 * sent) / of);
    if (percent < 100 && percent < said + 10) return;
    if (percent === said) return;
    said = percent;
    desk.note(desk.t('submit.upload', { percent, sent, of }));
  };
  const at = await begun.address();
  if (at) desk.note(desk.t('submit.resume'));
  let noted: Promise<void> = Promise.resolve();
  const upload = await uploadFile(
    client,
    {
      name: artifact.fileName,
      purpose: 'artifact',
      data: createReadStream(artifact.file),
      size: artifact.bytes,
    },
    {
      onProgress,
      signal: desk.signal,
      at,
      onBegun: (address) => {
        noted = begun.remember(address);
      },
    },
  );
  await noted;
  return upload.id;
}

const SAY_EVERY_SECONDS = 10;

async function inspected(
  desk: Desk,
  client: Client,
  algorithmId: string,
  versionId: string,
): Promise<AlgorithmVersion> {
  const { t, signal } = desk;
  for (let seconds = 1; ; seconds += 1) {
    await pause(1_000, signal);
    const { versionList } = await patient(desk, () =>
      call(client, readAlgorithm, { params: { id: algorithmId } }, { signal }),
    );
    const version = versionList.find(({ id }) => id === versionId);
    if (version?.status === 'ready') {
      desk.note(t('submit.inspected'));
      return version;
    }
    if (version?.status === 'refused')
      throw new Failure(
        exit.fail,
        'submit.not_inspected',
        {},
        problemLines(desk, version.inspection?.problems ?? []),
      );
    if (seconds % SAY_EVERY_SECONDS === 0) desk.note(t('submit.inspecting', { seconds }));
  }
}

async function enter(
  desk: Desk,
  client: Client,
  { version: exam }: OpenBenchmark,
  version: AlgorithmVersion,
  { split, engagement, priorAccess = false }: SubmitOptions,
) {
  const { t, signal } = desk;
  const what = { algorithmVersionId: version.id, benchmarkVersionId: exam.id, split };
  const preflight = await call(client, preflightRun, { body: what }, { signal });
  if (!preflight.ok)
    throw new Failure(exit.refused, 'submit.obstacles', {}, problemLines(desk, preflight.problems));
  if (preflight.looks) desk.note(t('submit.looks', preflight.looks));
  desk.note(t('submit.cost', { cost: numberText(preflight.cost), balance: numberText(preflight.balance) }));
  const body = { ...what, engagementId: engagement ?? null, priorAccess };
  return once(desk, (headers) => call(client, submitRun, { body }, { signal, headers }));
}
