import type { Same } from '@scenario-lab/contracts/words/same';
import type { labFields as zh } from '../zh/lab-fields.js';

/** Fields of what the lab sets for everybody: its look, its terms, what its badges ask. */
export const labFields: Same<typeof zh> = {
  accent: 'Accent colour',
  parent: 'Chain it belongs to',
  thresholds: 'What the badge asks',
  seen: 'The version it was based on',
};
