import { definePolicy, type Facts } from '../policy.js';

export interface ImportFacts extends Facts {
  undone: boolean;
}

/** Other catalogues are taken over by the lab: what comes in is listed without another review. */
export const catalogueImportPolicy = definePolicy<ImportFacts>()('catalogue_import', {
  read: { who: ['operator', 'reviewer', 'admin', 'observer'] },
  create: { who: ['operator'], fires: ['dataset.harvest', 'dataset.harvest_again'] },
  undo: { who: ['operator'], when: (_actor, facts) => !facts.undone || 'wrong_status' },
});
