import { listingMachine } from '../listing.js';

export const datasetMachine = listingMachine('dataset', ['vendor', 'department', 'operator']);
