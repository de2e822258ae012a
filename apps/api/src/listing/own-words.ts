import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { wordsOf } from './card-view.js';
import type { OwnText } from './sought.js';

/** What a search finds a need by. */
export const needWords = (need: SaveScenario): OwnText => ({
  title: wordsOf(need.title),
  summary: wordsOf(need.problem),
  body: wordsOf(need.users, need.today, need.conditions, need.inList?.ask, ...need.qualifications),
});

/** What a search finds a solution by. */
export const cardWords = (card: SaveSolution): OwnText => ({
  title: wordsOf(card.title),
  summary: wordsOf(card.summary, ...card.technologies),
  body: wordsOf(
    ...card.cases.flatMap(({ title, text }) => [title, text]),
    ...card.qualifications.map(({ name }) => name),
    card.sharedCapacity,
    card.inList?.applies,
  ),
});
