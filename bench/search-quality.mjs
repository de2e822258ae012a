import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@scenario-lab/db/database';
import { openBlobStore } from '@scenario-lab/storage/open-store';
import pino from 'pino';
import { buildApp } from '../apps/api/dist/build-app.js';
import { readEnv } from '../apps/api/dist/env.js';
import { openBareDatabase } from './bare-database.mjs';
import { listCards } from './cards.mjs';
import { figureRow, ratioRow } from './measure.mjs';
import { jsonLines, judge, judgements, pairsBm25 } from './quality.mjs';
import { agentOf, send } from './requests.mjs';

/** The contract's longest search. */
const longestSearch = 200;

/**
 * A judged collection in BEIR's form, its texts listed as cards of an empty catalogue and asked through the API's search
 * route by a visitor, beside BM25 on character pairs.
 */
export async function benchSearchQuality({ corpus, queries, qrels }) {
  if (!corpus || !queries || !qrels) throw new Error('wants --corpus FILE --queries FILE --qrels FILE');
  const documents = jsonLines(corpus).map(({ _id, title = '', text }) => ({ id: String(_id), title, text }));
  const questions = jsonLines(queries).map(({ _id, text }) => ({ id: String(_id), text }));
  const judged = judgements(qrels, ['query-id', 'corpus-id', 'score']);
  const { url, owner, stop } = await openCatalogue();
  const agent = agentOf(1);
  try {
    const ids = await listCards(owner, documents.map(cardOf));
    const documentOf = new Map(ids.map((id, at) => [id, documents[at].id]));
    const ours = await judge(questions, judged, async ({ text }) => {
      const q = encodeURIComponent([...text].slice(0, longestSearch).join(''));
      const path = `/api/solutions?limit=10&sort=relevance&q=${q}`;
      const { items } = JSON.parse(await send(agent, url, { path }));
      return items.map(({ id }) => documentOf.get(id));
    });
    const rank = pairsBm25(documents.map(({ id, title, text }) => ({ id, text: `${title}\n${text}` })));
    const floor = await judge(questions, judged, ({ text }) => rank(text));
    for (const [who, { ndcg, recall }] of [
      ['ours', ours],
      ['BM25 on character pairs', floor],
    ]) {
      process.stdout.write(`${who}: nDCG@10 ${ndcg.toFixed(4)} recall@10 ${recall.toFixed(4)}\n`);
    }
    const note = `${ours.count} questions, ${documents.length} texts`;
    return [
      {
        ...figureRow({
          what: 'search quality: nDCG@10',
          ours: ours.ndcg,
          floor: floor.ndcg,
          unit: '',
          least: floor.ndcg + 0.02,
        }),
        goal: '≥ floor + 0.02',
        note,
      },
      ratioRow({
        what: 'search quality: recall@10',
        ours: ours.recall,
        floor: floor.recall,
        unit: '',
        least: 1,
      }),
    ];
  } finally {
    agent.destroy();
    await stop();
  }
}

/** The API alone, as it answers visitors, on a database of its own; nobody is slowed down. */
async function openCatalogue() {
  const { urls, owner, stop } = await openBareDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-quality-'));
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: urls.api,
    PUBLIC_DATABASE_URL: urls.public,
    BLOBS_DIR: join(folder, 'blobs'),
    UPLOADS_DIR: join(folder, 'uploads'),
    PORT: '0',
    RATE_LIMITS: 'off',
  });
  const database = await openDatabase({ api: urls.api, public: urls.public }, 4);
  const blobs = await openBlobStore({ kind: 'filesystem', dir: join(folder, 'blobs') });
  const app = await buildApp({ env, database, blobs, log: pino({ level: 'silent' }) });
  await app.listen(0, '127.0.0.1');
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    owner,
    stop: async () => {
      await app.close();
      await database.close().catch(() => {});
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function cardOf({ title, text }) {
  return {
    title: { zh: title || [...text].slice(0, 40).join('') },
    summary: { zh: text },
    fields: ['public_services'],
    technologies: [],
    trl: 5,
    claims: [],
    deployment: { gpu: false, sites: [], xinchuang: false },
    qualifications: [],
    cases: [],
    cooperationModes: [],
    regions: [],
    priceFrom: null,
    sharedCapacity: null,
  };
}
