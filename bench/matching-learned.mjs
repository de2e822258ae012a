import { fitFactors, learn, ordered } from '@scenario-lab/matching/learn';
import { parts, priorFactors } from '@scenario-lab/matching/parts';
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';
import { ratioRow } from './measure.mjs';

/** What really decided in the simulated year: tasks and terms more than the prior says, words and claims less. */
const truth = {
  ...priorFactors,
  evidence: 1.6,
  task: 2.2,
  terms: 2.5,
  sockets: 1.5,
  words: 0.4,
  claims: 0.3,
  subject: 0.4,
};
/** Points a part gives at least and at most, about as the ranking gives them. */
const range = {
  evidence: [-20, 45],
  claims: [-4, 9],
  words: [0, 22],
  sockets: [-8, 8],
  task: [-6, 6],
  site: [-13, 6],
  certificates: [-6, 4],
  subject: [0, 4],
  terms: [-10, 3],
  maturity: [-3, 1],
};
const months = 12;
const held = 4;

/**
 * A year of outcomes: each month a few needs with some cards each, of which those go on that suit by the truth above, not
 * surely. Weights are learnt from the first eight months and tell the last four, beside the prior.
 */
export function benchMatchingLearned({ seed }) {
  const dice = makeDice(seed % 2 ** 31);
  const sigmoid = (x) => 1 / (1 + Math.exp(-x));
  const year = [];
  for (let month = 0; month < months; month += 1)
    for (let need = 0; need < 20; need += 1)
      for (let card = 0; card < 6; card += 1) {
        const points = Object.fromEntries(
          parts.map((part) => [part, dice.between(range[part][0], range[part][1])]),
        );
        // Few cards were measured on anything near the need before they were invited.
        if (dice.between(0, 1) < 0.6) points.evidence = 0;
        const worth = parts.reduce((sum, part) => sum + truth[part] * points[part], 0);
        const went = dice.between(0, 1) < sigmoid((worth - 25) / 8);
        const further = went && dice.between(0, 1) < 0.5;
        year.push({ month, needId: `${month}-${need}`, points, grade: went ? (further ? 3 : 1) : 0 });
      }
  const early = year.filter(({ month }) => month < months - held);
  const late = year.filter(({ month }) => month >= months - held);
  if (learn(early) === null) throw new Error('a year teaches nothing');
  const factors = fitFactors(early);
  const [prior, learnt] = [ordered(late, priorFactors), ordered(late, factors)];
  return [
    ratioRow({
      what: 'matching, learnt on eight months: pairs of the four after them in the right order, beside the prior',
      ours: learnt,
      floor: prior,
      unit: '',
      least: 1,
    }),
  ];
}
