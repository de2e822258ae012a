import { type Border, lab, labReads, policy } from '../core/border.js';

const job = (condition: string) =>
  `EXISTS (SELECT 1 FROM data_job j WHERE j.id = data_job_output.data_job_id AND ${condition})`;
const ofOwner = job('j.owner_id = app_org()');
const executing = job("j.status = 'executing'");
const sides = 'app_org() = organisation_id OR app_org() = owner_id';

export const dataJobBorders: Border[] = [
  {
    table: 'data_job',
    policies: [
      policy.seen(`${labReads} OR ${sides}`),
      // Nobody submits in another's name, nor on data whose grant is somebody else's.
      policy.added(
        `organisation_id = app_org() AND person_id = app_person()
         AND EXISTS (SELECT 1 FROM dataset d WHERE d.id = data_job.dataset_id AND d.owner_id = data_job.owner_id)
         AND EXISTS (SELECT 1 FROM access_grant g WHERE g.id = data_job.grant_id AND g.dataset_id = data_job.dataset_id
           AND g.organisation_id = app_org())`,
      ),
      policy.changed(`${lab} OR ${sides}`),
      policy.system(),
    ],
  },
  {
    table: 'data_job_output',
    policies: [
      // What a program wrote is the data's owner's to read, until it says otherwise.
      policy.seen(
        `${labReads} OR ${ofOwner} OR (decision = 'released' AND ${job('j.organisation_id = app_org()')})`,
      ),
      {
        name: 'decided',
        on: 'update',
        to: ['lab_api'],
        using: `decision = 'held' AND ${ofOwner}`,
        check: ofOwner,
      },
      policy.seen('true', ['lab_execute', 'lab_score'], 'system'),
      // What runs programs keeps what they wrote, and releases nothing.
      policy.added(`decision = 'held' AND ${executing}`, ['lab_execute'], 'kept'),
      { name: 'kept_anew', on: 'delete', to: ['lab_execute'], using: executing },
    ],
  },
];
