import { buildCorpus } from '@scenario-lab/matching/corpus';
import { rank } from '@scenario-lab/matching/rank';
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';
import { cards } from './cards.mjs';
import { figureRow, quantile, timed } from './measure.mjs';

const needs = 2_000;
const solutions = 10_000;
const asOf = '2026-03-01';
const tasks = ['regression', 'forecasting', 'binary', 'multiclass'];

/** Every need's best fifty out of all cards, one thread, reasons included: once all of them, once a single one. */
export async function benchMatching() {
  const dice = makeDice(11);
  const cardList = [...cards(solutions, 3)].map((card, n) => cardFeatures(card, `v${n}`, dice));
  const needList = [...cards(needs, 5)].map((card, n) => needFeatures(card, `s${n}`, dice));
  const state = {};
  // What is known of a text is kept on its object: fresh objects, so that everything is counted.
  const built = await timed(() => {
    state.corpus = buildCorpus(cardList);
  });
  const single = [];
  const all = await timed(async () => {
    for (const need of needList) {
      single.push(
        await timed(() => {
          const best = rank(need, state.corpus, { asOf });
          if (best.length !== 50 || best[0].score < best[49].score)
            throw new Error(`the ranking of ${need.id} is not one`);
        }),
      );
    }
  });
  return [
    {
      ...figureRow({
        what: 'matching: 2k needs × 10k cards, full refresh',
        ours: built + all,
        unit: 's',
        most: 60,
      }),
      note: `one thread; index ${built.toFixed(1)} s`,
    },
    {
      ...figureRow({
        what: 'matching: one need, p95',
        ours: quantile(single, 0.95) * 1e3,
        unit: 'ms',
        most: 150,
      }),
      note: `median ${(quantile(single, 0.5) * 1e3).toFixed(1)} ms`,
    },
  ];
}

function cardFeatures(card, id, dice) {
  const task = dice.pick(tasks);
  const proven = dice.chance(0.2);
  return {
    id,
    title: card.title,
    text: card.summary,
    field: card.fields[0],
    technologies: card.technologies,
    regions: card.regions,
    cooperationModes: card.cooperationModes,
    priceFrom: card.priceFrom,
    deployment: {
      gpu: card.deployment.gpu,
      network: false,
      sites: ['on_premises'],
      xinchuang: card.deployment.xinchuang,
    },
    qualifications: [{ name: 'ISO 9001', expires: '2027-01-01' }],
    algorithms: [{ id: `a-${id}`, task, inputs: [{ column: 'level', type: 'number', required: true }] }],
    evidence: proven ? [proof(task, dice)] : [],
    claims: card.claims,
    trl: card.trl,
  };
}

function proof(task, dice) {
  const value = dice.between(5, 20);
  return {
    benchmarkVersionId: `b${dice.below(500)}`,
    datasetLineageId: `d${dice.below(500)}`,
    taskKind: task,
    metric: 'mae',
    value,
    lower: value - 1,
    upper: value + 1,
    verdict: value < 12 ? 'pass' : 'fail',
    certificateStatus: 'valid',
    demonstration: false,
  };
}

function needFeatures(card, id, dice) {
  return {
    id,
    title: card.title,
    text: card.summary,
    field: card.fields[0],
    technologies: card.technologies,
    region: '510104',
    cooperationModes: card.cooperationModes,
    budget: dice.between(1e5, 2e6),
    site: { gpu: false, network: true, deployment: ['on_premises'], xinchuang: dice.chance(0.3) },
    qualifications: ['ISO 9001'],
    task: dice.pick(tasks),
    columns: [
      { name: 'time', type: 'timestamp' },
      { name: 'level', type: 'number' },
    ],
    datasetLineageIds: [`d${dice.below(500)}`],
    benchmarkVersionIds: [`b${dice.below(500)}`],
    criteria: [{ metric: 'mae', direction: 'at_most', threshold: 12, unit: 'cm', must: true }],
  };
}
