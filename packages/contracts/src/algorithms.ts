import { z } from 'zod';
import { algorithmVersionMachine } from './algorithms/algorithm-version.machine.js';
import { Allowed, ById, Corrected, Id, Instant, Prose, pageOf, SearchQuery, Sha256 } from './common.js';
import { ArtifactKind, OnnxInputMap, OnnxOutputMap } from './exam.js';
import { CardBase, ListingStatus, listingDeeds, SaveCardBase } from './listing.js';
import { TaskKind } from './metrics.js';
import { bodies, defineRoute } from './route.js';
import { Field } from './taxonomies.js';

export const ColumnType = z.enum(['number', 'string', 'boolean', 'timestamp', 'image']);

/** What a version needs to find in the inputs; compared by name and type with the benchmark's columns (data fit). */
export const Sockets = z.object({
  task: TaskKind,
  inputs: z
    .array(z.object({ column: z.string().max(200), type: ColumnType, required: z.boolean().default(true) }))
    .max(2_000),
});
export type Sockets = z.infer<typeof Sockets>;

export const ModelCard = z.object({
  intendedUse: Prose,
  limits: Prose.optional(),
  trainingData: Prose.optional(),
  ethics: Prose.optional(),
});

const body = {
  solutionId: Id.nullable().default(null),
  task: TaskKind,
  licence: z.string().trim().max(200).default('proprietary'),
  card: ModelCard,
};
export const SaveAlgorithm = SaveCardBase.extend(body);
export type SaveAlgorithm = z.infer<typeof SaveAlgorithm>;

export const Inspection = z.object({
  ok: z.boolean(),
  kind: z.string().optional(),
  files: z.number().int().optional(),
  bytes: z.number().int().optional(),
  manifest: z.record(z.string(), z.unknown()).optional(),
  model: z.record(z.string(), z.unknown()).optional(),
  problems: z.array(z.object({ code: z.string(), place: z.string(), detail: z.string() })),
});

export const AlgorithmVersion = z.object({
  id: Id,
  algorithmId: Id,
  label: z.string(),
  status: z.enum(algorithmVersionMachine.statuses),
  kind: ArtifactKind,
  fileName: z.string(),
  bytes: z.number().int(),
  sha256: Sha256,
  sockets: Sockets,
  inspection: Inspection.nullable(),
  /** The data job it was trained by. `proven`: its file is byte for byte a released output; else its vendor says so. */
  trainedBy: z
    .object({
      jobId: Id,
      number: z.number().int(),
      proven: z.boolean(),
      title: z.string(),
      /** Title absent where the data are no longer listed. */
      dataset: z.object({
        id: Id,
        title: z.object({ zh: z.string().optional(), en: z.string().optional() }).nullable(),
      }),
      version: z.string(),
      decidedAt: Instant.nullable(),
    })
    .nullable(),
  createdAt: Instant,
  runs: z.number().int(),
  allowed: Allowed,
});
export type AlgorithmVersion = z.infer<typeof AlgorithmVersion>;

export const AlgorithmRow = CardBase.extend({
  task: TaskKind,
  licence: z.string(),
  versions: z.number().int(),
  certificates: z.number().int(),
});
export type AlgorithmRow = z.infer<typeof AlgorithmRow>;
export const Algorithm = AlgorithmRow.extend({
  solution: z
    .object({ id: Id, title: z.object({ zh: z.string().optional(), en: z.string().optional() }) })
    .nullable(),
  card: ModelCard,
  /** Versions are seen by the owner and the lab only; others see published results. */
  versionList: z.array(AlgorithmVersion),
});
export type Algorithm = z.infer<typeof Algorithm>;

export const listAlgorithms = defineRoute({
  name: 'algorithm.browse',
  method: 'GET',
  path: '/algorithms',
  access: 'public',
  query: SearchQuery.extend({
    field: Field.optional(),
    task: TaskKind.optional(),
    status: ListingStatus.optional(),
    mine: z.enum(['true']).optional(),
    /** Where it is not said: relevance for a search, else newest. */
    sort: z.enum(['newest', 'relevance']).optional(),
  }),
  reply: pageOf(AlgorithmRow).extend({
    corrected: Corrected,
    facets: z.object({ field: z.record(z.string(), z.number()), task: z.record(z.string(), z.number()) }),
  }),
});
export const readAlgorithm = defineRoute({
  name: 'algorithm.read',
  method: 'GET',
  path: '/algorithms/:id',
  access: 'public',
  params: ById,
  reply: Algorithm,
  versioned: true,
});
export const createAlgorithm = defineRoute({
  name: 'algorithm.create',
  method: 'POST',
  status: 201,
  path: '/algorithms',
  access: 'algorithm.create',
  bodyBytes: bodies.card,
  body: SaveAlgorithm,
  reply: z.object({ id: Id }),
});
export const editAlgorithm = defineRoute({
  name: 'algorithm.edit',
  method: 'PUT',
  path: '/algorithms/:id',
  access: 'algorithm.edit',
  params: ById,
  bodyBytes: bodies.card,
  body: SaveAlgorithm,
  reply: 'none',
  versioned: true,
});
export const algorithmDeeds = listingDeeds('algorithm', 'algorithms');

/**
 * The artifact is an upload of purpose `artifact`, or what a data job wrote and its data's owner released; inspection follows as
 * a job in the sandbox. `trainedBy` beside an upload says that a released output is packed in it.
 */
export const addAlgorithmVersion = defineRoute({
  name: 'algorithm.add_version',
  method: 'POST',
  path: '/algorithms/:id/versions',
  access: 'algorithm.add_version',
  params: ById,
  body: z
    .object({
      uploadId: Id.optional(),
      trainedBy: z.object({ jobId: Id, number: z.number().int().min(1).max(1_000) }).optional(),
      label: z.string().trim().min(1).max(60),
      kind: ArtifactKind,
      sockets: Sockets,
      onnx: z.object({ inputMap: OnnxInputMap, outputMap: OnnxOutputMap }).optional(),
    })
    .refine(({ uploadId, trainedBy }) => uploadId !== undefined || trainedBy !== undefined, {
      error: 'upload_missing',
      path: ['uploadId'],
    }),
  reply: AlgorithmVersion,
});
export const retireAlgorithmVersion = defineRoute({
  name: 'algorithm.retire_version',
  method: 'POST',
  path: '/algorithm-versions/:id/retire',
  access: 'algorithm.retire_version',
  params: ById,
  reply: 'none',
});

export const algorithmRoutes = [
  listAlgorithms,
  readAlgorithm,
  createAlgorithm,
  editAlgorithm,
  addAlgorithmVersion,
  retireAlgorithmVersion,
  ...Object.values(algorithmDeeds),
];
