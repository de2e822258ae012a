import { writeFileSync } from 'node:fs';
import { buildCorpus } from '@scenario-lab/matching/corpus';
import { matchScore } from '@scenario-lab/matching/score';
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';
import { figureRow, ratioRow } from './measure.mjs';
import { jsonLines, judge, judgements, pairsTfIdf } from './quality.mjs';

const asOf = '2026-03-01';
const shuffles = 20;

/** Each need's judged offers ranked by the engine, by chance, and by TF-IDF on character pairs. */
export async function benchMatchingQuality({ needs, offers, qrels, out }) {
  if (!needs || !offers || !qrels)
    throw new Error('wants --needs FILE --offers FILE --qrels FILE [--out FILE]');
  const read = (file) =>
    jsonLines(file).map(({ id, title = '', text = '' }) => ({ id: String(id), title, text }));
  const [asked, offered] = [read(needs), read(offers)];
  const judged = judgements(qrels, ['need_id', 'offer_id', 'grade']);
  const known = new Set(offered.map(({ id }) => id));
  for (const grades of judged.values())
    for (const id of grades.keys()) if (!known.has(id)) throw new Error(`${qrels}: no offer ${id}`);

  const cards = offered.map(solutionOf);
  const corpus = buildCorpus(cards);
  const cardOf = new Map(cards.map((card) => [card.id, card]));
  const lines = [];
  const ours = await judge(asked, judged, (need) => {
    const scenario = scenarioOf(need);
    const weighed = [...judged.get(need.id).keys()].map((id) => ({
      id,
      ...matchScore(scenario, cardOf.get(id), corpus, asOf),
    }));
    weighed.sort(
      (one, other) => other.score - one.score || other.raw - one.raw || (one.id < other.id ? -1 : 1),
    );
    lines.push(...weighed.map(({ id, score }, at) => [need.id, id, at + 1, score].join('\t')));
    return weighed.map(({ id }) => id);
  });
  if (out) writeFileSync(out, `${['need_id\toffer_id\trank\tscore', ...lines].join('\n')}\n`);

  const likeness = pairsTfIdf(offered.map(({ id, title, text }) => ({ id, text: `${title}\n${text}` })));
  const floor = await judge(asked, judged, (need) => {
    const score = likeness(`${need.title}\n${need.text}`);
    const scored = [...judged.get(need.id).keys()].map((id) => ({ id, score: score(id) }));
    return scored
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
      .map(({ id }) => id);
  });
  const chance = await byChance(asked, judged);
  for (const [who, { ndcg, map, recall }] of [
    ['ours', ours],
    ['TF-IDF on character pairs', floor],
    ['random order', chance],
  ]) {
    process.stdout.write(
      `${who}: nDCG@10 ${ndcg.toFixed(4)} MAP ${map.toFixed(4)} recall@10 ${recall.toFixed(4)}\n`,
    );
  }
  return [
    {
      ...figureRow({
        what: 'matching quality: nDCG@10',
        ours: ours.ndcg,
        floor: floor.ndcg,
        unit: '',
        least: floor.ndcg + 0.03,
      }),
      goal: '≥ floor + 0.03',
      note: `${ours.count} needs, ${offered.length} offers; random order ${chance.ndcg.toFixed(3)}`,
    },
    ratioRow({ what: 'matching quality: MAP', ours: ours.map, floor: floor.map, unit: '', least: 1 }),
    ratioRow({
      what: 'matching quality: recall@10',
      ours: ours.recall,
      floor: floor.recall,
      unit: '',
      least: 1,
    }),
  ];
}

async function byChance(asked, judged) {
  const dice = makeDice(1);
  const sums = { ndcg: 0, map: 0, recall: 0 };
  for (let round = 0; round < shuffles; round += 1) {
    const one = await judge(asked, judged, (need) =>
      [...judged.get(need.id).keys()]
        .map((id) => ({ id, drawn: dice.between(0, 1) }))
        .sort((a, b) => a.drawn - b.drawn)
        .map(({ id }) => id),
    );
    for (const key of Object.keys(sums)) sums[key] += one[key] / shuffles;
  }
  return sums;
}

function scenarioOf({ id, title, text }) {
  return {
    id,
    title: { zh: title },
    text: { zh: text },
    field: null,
    technologies: [],
    region: null,
    cooperationModes: [],
    budget: null,
    site: null,
    qualifications: [],
    task: null,
    columns: [],
    datasetLineageIds: [],
    benchmarkVersionIds: [],
    criteria: [],
  };
}

function solutionOf({ id, title, text }) {
  return {
    id,
    title: { zh: title },
    text: { zh: text },
    field: null,
    technologies: [],
    regions: [],
    cooperationModes: [],
    priceFrom: null,
    deployment: null,
    qualifications: [],
    algorithms: [],
    evidence: [],
    claims: [],
    trl: null,
  };
}
