import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Standing } from '@scenario-lab/db/catalogue/listing.queries';
import { wordsOf } from './card-view.js';
import type { OwnText } from './sought.js';

/** What a search finds a data set by. */
export const datasetWords = ({ title, summary, technologies, source }: SaveDataset): OwnText => ({
  title: wordsOf(title),
  summary: wordsOf(summary, ...technologies),
  body: wordsOf(source),
});

/** What stands beside the published revision of its card. */
export const datasetStanding = (card: SaveDataset): Omit<Standing, 'sought'> => ({
  fields: card.fields,
  more: { access_mode: card.accessMode, truth_public: card.truthPublic },
});
