import { z } from 'zod';
import { campMachine } from './camps/camp.machine.js';
import { traineeMachine } from './camps/trainee.machine.js';
import {
  Allowed,
  ById,
  Day,
  Id,
  Instant,
  ListQuery,
  OrganisationRef,
  Prose,
  pageOf,
  Reason,
  Remark,
  Sha256,
  Title,
} from './common.js';
import { deedsOf } from './deed.js';
import { TaskKind } from './metrics.js';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

export const campStatuses = campMachine.statuses;
const CampStatus = z.enum(campStatuses);
/** `certified`: what was asked was done, and the lab's signature says so. */
const traineeStatuses = traineeMachine.statuses;
const TraineeStatus = z.enum(traineeStatuses);

const Key = z.string().regex(/^[a-z0-9-]{1,20}$/);
export const CampSession = z
  .object({ id: Key, topic: Title, at: Instant, until: Instant, place: z.string().trim().max(200) })
  .refine(({ at, until }) => Date.parse(until) > Date.parse(at), {
    path: ['until'],
    error: 'ends_before_it_begins',
  });
export type CampSession = z.infer<typeof CampSession>;
/** A real exam's practice part, with tries that are the class's own. */
export const CampTask = z.object({
  id: Key,
  title: Title,
  benchmarkVersionId: Id,
  tries: z.number().int().min(1).max(100),
  /** Of the exam's leading metric; null: any answer that could be scored will do. */
  goal: z.number().nullable(),
});
export type CampTask = z.infer<typeof CampTask>;
/** How many sessions are attended and how many tasks solved before a certificate is signed. */
export const CampRule = z.object({
  sessions: z.number().int().min(0).max(30),
  tasks: z.number().int().min(0).max(10),
});
export type CampRule = z.infer<typeof CampRule>;

const unlike = (things: readonly { id: string }[]) =>
  new Set(things.map(({ id }) => id)).size === things.length;
export const SaveCamp = z
  .object({
    title: Title,
    about: Prose,
    field: Field.nullable(),
    seats: z.number().int().min(1).max(500),
    signUpUntil: Day,
    sessions: z.array(CampSession).min(1).max(30).refine(unlike, { error: 'same_key_twice' }),
    tasks: z.array(CampTask).max(10).refine(unlike, { error: 'same_key_twice' }),
    rule: CampRule,
    /** Addresses of people with an account; they mark who came, and are named on the page. */
    instructors: z.array(z.email()).max(10),
  })
  .refine(({ rule, sessions }) => rule.sessions <= sessions.length, {
    path: ['rule', 'sessions'],
    error: 'more_than_there_are',
  })
  .refine(({ rule, tasks }) => rule.tasks <= tasks.length, {
    path: ['rule', 'tasks'],
    error: 'more_than_there_are',
  })
  .refine(({ rule }) => rule.sessions + rule.tasks > 0, { path: ['rule'], error: 'asks_nothing' });
export type SaveCamp = z.infer<typeof SaveCamp>;

export const CampRow = z.object({
  id: Id,
  status: CampStatus,
  title: Title,
  field: Field.nullable(),
  seats: z.number().int(),
  taken: z.number().int(),
  waiting: z.number().int(),
  certified: z.number().int(),
  signUpUntil: Day,
  /** First and last day of its sessions. */
  from: Instant,
  until: Instant,
  tasks: z.number().int(),
});
export type CampRow = z.infer<typeof CampRow>;

/** How far somebody is: measured, not judged. */
export const Progress = z.object({
  attended: z.array(z.string()),
  tasks: z.array(
    z.object({
      id: z.string(),
      used: z.number().int(),
      best: z.number().nullable(),
      runId: Id.nullable(),
      solved: z.boolean(),
    }),
  ),
  complete: z.boolean(),
});
export type Progress = z.infer<typeof Progress>;

const OwnPlace = z.object({
  id: Id,
  status: TraineeStatus,
  /** Within the camp; the scoreboard knows people by it. */
  number: z.number().int(),
  name: z.string(),
  /** Place on the waiting list. */
  ahead: z.number().int().nullable(),
  certificate: z.string().nullable(),
  progress: Progress,
  allowed: Allowed,
});
export type OwnPlace = z.infer<typeof OwnPlace>;

export const Camp = CampRow.omit({ tasks: true }).extend({
  about: Prose,
  organisation: OrganisationRef,
  sessions: z.array(CampSession),
  tasks: z.array(
    CampTask.extend({
      benchmark: z.object({ id: Id, title: Title }),
      task: TaskKind,
      metric: z.string(),
      /** The class is tested on it: the practice part where there is one, else the sample. */
      split: z.enum(['validation', 'sample']),
    }),
  ),
  rule: CampRule,
  instructors: z.array(z.object({ name: z.string(), organisation: OrganisationRef.nullable() })),
  /** Addresses of the instructors, for whoever may edit it. */
  instructorEmails: z.array(z.string()),
  reason: z.string().nullable(),
  updatedAt: Instant,
  mine: OwnPlace.nullable(),
  /** By task, the best first; people by number. For who takes part, instructors and the lab. */
  board: z.array(
    z.object({
      task: z.string(),
      rows: z.array(
        z.object({
          number: z.number().int(),
          mine: z.boolean(),
          best: z.number(),
          tries: z.number().int(),
          solved: z.boolean(),
        }),
      ),
    }),
  ),
  allowed: Allowed,
});
export type Camp = z.infer<typeof Camp>;

export const listCamps = defineRoute({
  name: 'camp.browse',
  method: 'GET',
  path: '/camps',
  access: 'public',
  query: ListQuery.extend({
    status: CampStatus.optional(),
    field: Field.optional(),
    mine: z.enum(['true']).optional(),
  }),
  reply: pageOf(CampRow).extend({
    facets: z.object({
      status: z.record(z.string(), z.number()),
      field: z.record(z.string(), z.number()),
    }),
  }),
});
export const readCamp = defineRoute({
  name: 'camp.read',
  method: 'GET',
  path: '/camps/:id',
  access: 'public',
  params: ById,
  versioned: true,
  reply: Camp,
});
export const createCamp = defineRoute({
  name: 'camp.create',
  method: 'POST',
  status: 201,
  path: '/camps',
  access: 'camp.create',
  body: SaveCamp,
  reply: z.object({ id: Id }),
});
/** Errors: `wrong_status` once it runs; `conflict` where tasks or sessions that were used would go. */
export const editCamp = defineRoute({
  name: 'camp.edit',
  method: 'PUT',
  path: '/camps/:id',
  access: 'camp.edit',
  params: ById,
  versioned: true,
  body: SaveCamp,
  reply: 'none',
});
const deed = deedsOf('camp', '/camps/:id');
export const campDeeds = {
  announce: deed('announce', Remark),
  start: deed('start', Remark),
  finish: deed('finish', Remark),
  cancel: deed('cancel', Reason),
};

/** A seat while there is one, else a place on the waiting list. Errors: `duplicate`, `too_late`, `wrong_status`. */
export const signUp = defineRoute({
  name: 'trainee.sign_up',
  method: 'POST',
  path: '/camps/:id/trainees',
  access: 'trainee.sign_up',
  params: ById,
  body: z.object({
    /** As it is to stand on the certificate. */
    name: z.string().trim().min(1).max(100),
    consent: z.literal(true),
  }),
  reply: z.object({ id: Id, status: TraineeStatus }),
});
const traineeDeed = deedsOf('trainee', '/trainees/:id');
export const traineeDeeds = {
  withdraw: traineeDeed('withdraw', Remark),
  /** The certificate; for good. */
  revoke: traineeDeed('revoke', Reason),
};
/**
 * One try at a task. It is run and scored like any other, costs nothing, and is no look: neither spends one nor counts
 * as the trial that a look asks for. Errors: `quota_exhausted`, `data_misfit`, `wrong_status`.
 */
export const tryTask = defineRoute({
  name: 'trainee.try_task',
  method: 'POST',
  path: '/trainees/:id/tries',
  access: 'trainee.try_task',
  params: ById,
  body: z.object({ task: z.string().max(20), algorithmVersionId: Id }),
  reply: z.object({ runId: Id }),
});

export const TraineeRow = z.object({
  id: Id,
  number: z.number().int(),
  name: z.string(),
  organisation: OrganisationRef,
  status: TraineeStatus,
  certificate: z.string().nullable(),
  signedUpAt: Instant,
  progress: Progress,
  allowed: Allowed,
});
export type TraineeRow = z.infer<typeof TraineeRow>;
/** For instructors and the lab. */
export const listTrainees = defineRoute({
  name: 'camp.read_trainees',
  method: 'GET',
  path: '/camps/:id/trainees',
  access: 'camp.read_trainees',
  params: ById,
  reply: z.array(TraineeRow),
});
/** Who came to one session; said anew it takes the place of what was said. */
export const markAttendance = defineRoute({
  name: 'camp.mark_attendance',
  method: 'PUT',
  path: '/camps/:id/attendance',
  access: 'camp.mark_attendance',
  params: ById,
  body: z.object({ session: z.string().max(20), present: z.array(Id).max(600) }),
  reply: 'none',
});

/** What is asked for by published needs, beside what is taught. */
export const Skill = z.object({
  field: Field,
  task: TaskKind.nullable(),
  needs: z.number().int(),
  gaps: z.number().int(),
  vendors: z.number().int(),
  camps: z.number().int(),
});
export type Skill = z.infer<typeof Skill>;
export const listSkills = defineRoute({
  name: 'camp.skills',
  method: 'GET',
  path: '/camp-skills',
  access: 'public',
  reply: z.array(Skill),
});

/** What everybody reads of a certificate: of the name the first character, since numbers follow each other. */
export const TrainingCertificate = z.object({
  id: Id,
  number: z.string(),
  status: z.enum(['certified', 'revoked']),
  name: z.string(),
  camp: z.object({ id: Id, title: Title }),
  organisation: OrganisationRef,
  issuedAt: Instant,
  reason: z.string().nullable(),
  digest: Sha256,
  keyId: z.string(),
  /** The reader is its holder or the lab and may have the signed file, which bears the whole name. */
  file: z.boolean(),
  /** It is printed, for whoever may have the file. */
  paper: z.boolean(),
});
export type TrainingCertificate = z.infer<typeof TrainingCertificate>;
export const readTraining = defineRoute({
  name: 'training.read',
  method: 'GET',
  path: '/training-certificates/:number',
  access: 'public',
  params: z.object({ number: z.string().max(40) }),
  reply: TrainingCertificate,
});
/** The signed statement, for its holder and the lab. Errors: `not_found` for everybody else. */
export const downloadTraining = defineRoute({
  name: 'training.statement',
  method: 'GET',
  path: '/training-certificates/:number/statement.json',
  access: 'signed_in',
  params: z.object({ number: z.string().max(40) }),
  reply: 'stream',
});

/** The same as a page to hang up. Errors: `not_found` for everybody else, and until it is printed a moment later. */
export const downloadTrainingPdf = defineRoute({
  name: 'training.pdf',
  method: 'GET',
  path: '/training-certificates/:number/certificate.pdf',
  access: 'signed_in',
  params: z.object({ number: z.string().max(40) }),
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  reply: 'stream',
});

export const campRoutes = [
  listCamps,
  createCamp,
  readCamp,
  editCamp,
  ...Object.values(campDeeds),
  signUp,
  ...Object.values(traineeDeeds),
  tryTask,
  listTrainees,
  markAttendance,
  listSkills,
  readTraining,
  downloadTraining,
  downloadTrainingPdf,
];

export const trainingPredicateType = 'urn:scenario-lab:training:1';
const TrainingPredicate = z.object({
  issuedAt: Instant,
  training: z.object({ number: z.string() }),
  holder: z.object({ name: z.string(), organisation: OrganisationRef }),
  camp: z.object({ id: Id, title: Title, by: OrganisationRef, from: Instant, until: Instant }),
  rule: CampRule,
  done: z.object({
    sessions: z.array(z.object({ topic: Title, at: Instant })),
    hours: z.number(),
    tasks: z.array(z.object({ title: Title, metric: z.string(), best: z.number() })),
  }),
});
export type TrainingPredicate = z.infer<typeof TrainingPredicate>;
const TrainingStatement = z.object({
  predicateType: z.literal(trainingPredicateType),
  predicate: TrainingPredicate,
});
/** The predicate of a certificate of completion; null when the statement is of another form. */
export function trainingIn(statement: unknown): TrainingPredicate | null {
  const parsed = TrainingStatement.safeParse(statement);
  return parsed.success ? parsed.data.predicate : null;
}
