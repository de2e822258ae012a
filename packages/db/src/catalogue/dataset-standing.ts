import type { SaveDataset } from '@scenario-lab/contracts/datasets';
import type { Standing } from './listing.queries.js';

/** What stands beside the published revision of its card. */
export const datasetStanding = (card: SaveDataset): Omit<Standing, 'sought'> => ({
  fields: card.fields,
  more: { access_mode: card.accessMode, truth_public: card.truthPublic },
});
