import { z } from 'zod';
import { ById, Id } from './common.js';
import { defineRoute } from './route.js';

/** How the catalogue is written; without a word about it what `Accept` prefers, else JSON-LD. */
export const RdfFormat = z.enum(['jsonld', 'ttl', 'rdf']);
export type RdfFormat = z.infer<typeof RdfFormat>;

/**
 * What is published of the data supermarket, as DCAT-AP 3 in JSON-LD, Turtle or RDF/XML, oldest first so that a harvester that
 * goes on where it stopped misses nothing. `hydra:next` names the next page. The same for whoever asks.
 */
export const browseCatalogue = defineRoute({
  name: 'catalogue.browse',
  method: 'GET',
  path: '/catalogue',
  access: 'public',
  query: z.object({
    format: RdfFormat.optional(),
    /** Id of the last data set of the page before. */
    after: Id.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  reply: 'stream',
});
/** One published data set of it, at the address that is its name in the catalogue. */
export const readCatalogueEntry = defineRoute({
  name: 'catalogue.read',
  method: 'GET',
  path: '/catalogue/datasets/:id',
  access: 'public',
  params: ById,
  query: z.object({ format: RdfFormat.optional() }),
  reply: 'stream',
});
/**
 * A published data set in Croissant 1.1 (JSON-LD). Of open data its records name the file that holds them, which is
 * fetched with a token, since who takes it stands in the use log; of other data its columns are variables without a file.
 */
export const readCroissant = defineRoute({
  name: 'dataset.croissant',
  method: 'GET',
  path: '/datasets/:id/croissant',
  access: 'public',
  params: ById,
  reply: 'stream',
});

export const interchangeRoutes = [browseCatalogue, readCatalogueEntry, readCroissant];
