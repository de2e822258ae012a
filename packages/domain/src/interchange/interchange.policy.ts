import { catalogueSourceMachine } from '@scenario-lab/contracts/interchange/catalogue-source.machine';
import { definePolicy, type Facts, fires } from '../policy.js';

export interface ImportFacts extends Facts {
  undone: boolean;
}
const readers = ['operator', 'reviewer', 'admin', 'observer'] as const;

/** Other catalogues are taken over by the lab: what comes in is listed without another review. */
export const catalogueImportPolicy = definePolicy<ImportFacts>()('catalogue_import', {
  read: { who: readers },
  create: { who: ['operator'], fires: ['dataset.harvest', 'dataset.harvest_again'] },
  undo: { who: ['operator'], when: (_actor, facts) => !facts.undone || 'wrong_status' },
});

const live = catalogueSourceMachine.live;

/** Who may take a catalogue over may have it taken over again and again. */
export const catalogueSourcePolicy = definePolicy()('catalogue_source', {
  read: { who: readers },
  create: fires(catalogueSourceMachine, 'create'),
  edit: { who: ['operator'], from: live },
  look: { who: ['operator'], from: live },
  start: fires(catalogueSourceMachine, 'start'),
  harvest: { who: ['operator'], from: ['active', 'failing', 'paused'] },
  pause: fires(catalogueSourceMachine, 'pause'),
  resume: fires(catalogueSourceMachine, 'resume'),
  remove: fires(catalogueSourceMachine, 'remove'),
});
