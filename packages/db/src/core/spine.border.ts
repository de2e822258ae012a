import { type Border, lab, labReads, party, policy } from './border.js';

export const spineBorders: Border[] = [
  {
    table: 'party',
    policies: [
      policy.seen(`organisation_id = app_org() OR ${labReads}`),
      policy.added(`${lab} OR app_owns(thing_id) OR NOT party_exists(thing_id)`),
      policy.system(),
    ],
  },
  // The history: readable with its thing, written once.
  {
    table: 'event',
    policies: [
      policy.seen(
        `${labReads} OR ${party('event.thing_id')} OR seen_by_parent(thing, thing_id) OR thing_is_public(thing, thing_id)`,
      ),
      policy.seen('thing_is_public(thing, thing_id)', ['lab_public'], 'seen_public'),
      policy.added('true', ['lab_api', 'lab_score']),
      // What is executed has no say in what became of it.
      policy.added(
        `thing IN ('run', 'algorithm_version', 'dataset_version') AND person_id IS NULL
         AND event NOT IN ('run.approved', 'run.rejected', 'run.void', 'run.in_review', 'run.finished', 'run.requeued', 'run.rescoring')`,
        ['lab_execute'],
        'added_executing',
      ),
      policy.added(
        `thing = 'data_job' AND person_id IS NULL AND event IN ('data_job.queued', 'data_job.program_refused',
         'data_job.executing', 'data_job.held', 'data_job.given_up', 'data_job.revoked')`,
        ['lab_execute'],
        'added_computing',
      ),
      policy.seen('true', ['lab_execute', 'lab_score'], 'system'),
    ],
  },
  {
    table: 'remark',
    policies: [
      policy.seen(
        `${labReads} OR EXISTS (SELECT 1 FROM event e WHERE e.id = remark.event_id
           AND (${party('e.thing_id')} OR seen_by_parent(e.thing, e.thing_id)))`,
      ),
      policy.added('true', ['lab_api', 'lab_execute', 'lab_score']),
      policy.seen('true', ['lab_score'], 'system'),
    ],
  },
];
