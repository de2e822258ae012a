import type { SaveAlgorithm } from '@scenario-lab/contracts/algorithms';
import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import { fold } from './han-fold.js';
import { type CardText, vectorOf } from './vector.js';

/** What a thing itself says; its organisation's name stands beside it. */
export type OwnText = Omit<CardText, 'organisation'>;
type Said = { zh?: string | undefined; en?: string | undefined };

/** Both languages of texts and the plain ones, for the words a search finds a thing by. */
export function saidIn(...texts: (string | Said | null | undefined)[]): string[] {
  return texts
    .flatMap((text) => (typeof text === 'string' ? [text] : [text?.zh, text?.en]))
    .filter((text): text is string => text !== undefined && text !== '');
}

/** What is kept of a thing for searches: its folded text, which quotes are looked for in, and its vector. */
export function soughtAs(text: OwnText, organisation: Said | null | undefined) {
  const card: CardText = { ...text, organisation: saidIn(organisation) };
  return { said: fold(Object.values(card).flat().join('\n')), words: vectorOf(card) };
}

export const needWords = (need: SaveScenario): OwnText => ({
  title: saidIn(need.title),
  summary: saidIn(need.problem),
  body: saidIn(need.users, need.today, need.conditions, need.inList?.ask, ...(need.qualifications ?? [])),
});

export const solutionWords = (card: SaveSolution): OwnText => ({
  title: saidIn(card.title),
  summary: saidIn(card.summary, ...(card.technologies ?? [])),
  body: saidIn(
    ...(card.cases ?? []).flatMap(({ title, text }) => [title, text]),
    ...(card.qualifications ?? []).map(({ name }) => name),
    card.sharedCapacity,
    card.inList?.applies,
  ),
});

export const algorithmWords = ({ title, summary, technologies, card }: SaveAlgorithm): OwnText => ({
  title: saidIn(title),
  summary: saidIn(summary, ...(technologies ?? [])),
  body: saidIn(card?.intendedUse, card?.limits, card?.trainingData),
});

export const datasetWords = ({ title, summary, technologies, source }: SaveDataset): OwnText => ({
  title: saidIn(title),
  summary: saidIn(summary, ...(technologies ?? [])),
  body: saidIn(source),
});
