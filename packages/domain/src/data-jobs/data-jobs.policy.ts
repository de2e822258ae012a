import { dataJobMachine } from '@scenario-lab/contracts/data-jobs/data-job.machine';
import { all, belongs, type Owned, owns } from '../conditions.js';
import { type Condition, definePolicy, type Facts, fires } from '../policy.js';

/** `ownerOrganisationId`: whose data it runs on. */
export interface DataJobFacts extends Facts, Owned {
  granteeOrganisationId: string;
  /** The grantee holds a grant on the data that allows jobs and is active now. */
  granted: boolean;
  datasetPublished: boolean;
}

const grantees: Condition<DataJobFacts> = (actor, facts) =>
  belongs(actor, facts.granteeOrganisationId) || 'not_yours';
/** Whoever owns the data computes on it where it lies. */
const ofOthers: Condition<DataJobFacts> = (actor, facts) =>
  !belongs(actor, facts.ownerOrganisationId) || 'own_organisation';
const mayCompute: Condition<DataJobFacts> = (_actor, facts) =>
  !facts.datasetPublished ? 'not_published' : facts.granted || 'grant_missing';

export const dataJobPolicy = definePolicy<DataJobFacts>()('data_job', {
  submit: fires(dataJobMachine, 'submit', all(grantees, ofOthers, mayCompute)),
  cancel: fires(dataJobMachine, 'cancel', grantees),
  /** Of each file; which of the three events it becomes follows from the answers. */
  decide: fires(dataJobMachine, 'release', owns, undefined, ['data_job.release_part', 'data_job.refuse']),
});
