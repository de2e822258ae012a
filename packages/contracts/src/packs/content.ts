import { z } from 'zod';
import { ModelCard, Sockets } from '../algorithms.js';
import { Plan } from '../benchmarks.js';
import { Case } from '../cases.js';
import { Day, Id, Instant, Prose, Sha256, Title, Yuan } from '../common.js';
import { ColumnEntry } from '../datasets.js';
import { ArtifactKind, OnnxInputMap, OnnxOutputMap } from '../exam.js';
import { SaveScenario } from '../scenarios.js';

export const packPredicateType = 'urn:scenario-lab:replication-pack:1';

/** What an organisation is called where it is at home; its id there means nothing elsewhere. */
export const ForeignName = z.object({ name: Title, creditCode: z.string().max(40).nullable() });

/** The need as a template: what is the department's alone (contact, budget holder, dates, data) stays at home. */
const NeedPart = SaveScenario.pick({
  title: true,
  field: true,
  region: true,
  problem: true,
  users: true,
  today: true,
  task: true,
  subject: true,
  criteria: true,
  conditions: true,
  site: true,
  qualifications: true,
  cooperationMode: true,
  procurementRoute: true,
});

/** How it was examined: the plan and the dictionary of the columns asked for, never a row. */
const ExamPart = z.object({
  title: Title,
  number: z.number().int(),
  digest: Sha256.nullable(),
  plan: Plan.omit({ datasetVersionId: true, leakAnswer: true, powerAnswer: true }),
  columns: z.array(ColumnEntry.omit({ openReason: true })).max(2_000),
});

const CasePart = z.object({
  id: Id,
  title: Title,
  lesson: Prose.nullable(),
  numbers: Case.shape.numbers,
  field: z.string().max(40).nullable(),
  region: z.string().max(20).nullable(),
  department: ForeignName,
  vendor: ForeignName,
  certificate: z
    .object({
      number: z.string().max(40),
      issuedAt: Instant,
      expiresAt: Instant,
      demonstration: z.boolean(),
      level: z.string().max(40),
    })
    .nullable(),
});

/** One column as outsiders are told of it at home: shares and counts, no cell. */
const ColumnContext = z.object({
  name: z.string().max(200),
  type: z.string().max(40),
  nullShare: z.number().min(0).max(1).nullable(),
  distinct: z.number().int().min(0).nullable(),
  /** Of a figure's column: its range where that may be told. */
  min: z.number().nullable(),
  max: z.number().nullable(),
});

/** Where it worked: what a reader elsewhere compares with. */
const ContextPart = z.object({
  region: z.string().max(20).nullable(),
  sites: z.array(z.string().max(200)).max(100),
  from: Day.nullable(),
  until: Day.nullable(),
  /** Rows of the data it was examined on; two significant figures where the data may not be read. */
  rows: z.number().int().nullable(),
  timeCoverage: z.object({ from: z.string().max(40), to: z.string().max(40) }).nullable(),
  columns: z.array(ColumnContext).max(2_000),
});

const TermsPart = z.object({
  budget: Yuan.nullable(),
  priceFrom: Yuan.nullable(),
  cooperationMode: z.string().max(40).nullable(),
  procurementRoute: z.string().max(40).nullable(),
  conditions: Prose.nullable(),
  pilotConditions: Prose.nullable(),
  milestones: z.array(z.object({ title: Title, due: Day })).max(100),
});

const AlgorithmPart = z.object({
  title: Title,
  summary: Prose.nullable(),
  task: z.string().max(40),
  licence: z.string().max(200),
  card: ModelCard,
  label: z.string().max(100),
  kind: ArtifactKind,
  /** A plain name: no folder, nothing that is not seen. */
  fileName: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^/\\\p{C}]+$/u),
  bytes: z.number().int().min(0),
  sha256: Sha256,
  sockets: Sockets,
  onnx: z.object({ inputMap: OnnxInputMap, outputMap: OnnxOutputMap }).nullable(),
  solution: z.object({ title: Title, summary: Prose.nullable(), trl: z.number().int() }).nullable(),
});

/** The parts of a pack by their files. `report.json` and `artifact` beside them are files as they are. */
export const packParts = {
  'need.json': NeedPart,
  'exam.json': ExamPart,
  'case.json': CasePart,
  'context.json': ContextPart,
  'terms.json': TermsPart,
  'algorithm.json': AlgorithmPart,
} as const;
export type PackPartName = keyof typeof packParts;
export const packPartNames = Object.keys(packParts) as PackPartName[];

export interface PackContent {
  'need.json': z.infer<typeof NeedPart>;
  'case.json': z.infer<typeof CasePart>;
  'context.json': z.infer<typeof ContextPart>;
  'terms.json': z.infer<typeof TermsPart>;
  'exam.json'?: z.infer<typeof ExamPart> | undefined;
  'algorithm.json'?: z.infer<typeof AlgorithmPart> | undefined;
}
/** Without these there is nothing to take over. */
export const neededParts: readonly PackPartName[] = ['need.json', 'case.json', 'context.json', 'terms.json'];
export const reportFile = 'report.json';
export const artifactFile = 'artifact';
export const manifestFile = 'manifest.json';

export const leftOutReasons = [
  /** There is none. */
  'none',
  /** Its vendor did not agree to it. */
  'not_agreed',
  'too_large',
  /** The lab that issued it took it back. */
  'withdrawn',
] as const;
export const LeftOut = z.object({
  file: z.enum([...packPartNames, reportFile, artifactFile]),
  reason: z.enum(leftOutReasons),
});
export type LeftOut = z.infer<typeof LeftOut>;

export const PackManifest = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z
    .array(z.object({ name: z.string().max(80), digest: z.object({ sha256: Sha256 }) }))
    .min(1)
    .max(31),
  predicateType: z.literal(packPredicateType),
  predicate: z.object({
    packId: Id,
    caseId: Id,
    issuedAt: Instant,
    lab: z.object({ name: Title, address: z.string().max(500) }),
    bytes: z.record(z.string().max(80), z.number().int().min(0)),
    consents: z
      .array(
        z.object({
          side: z.enum(['department', 'vendor']),
          name: Title,
          at: Instant,
          algorithm: z.boolean(),
        }),
      )
      .max(2),
    leftOut: z.array(LeftOut).max(20),
  }),
});
export type PackManifest = z.infer<typeof PackManifest>;
