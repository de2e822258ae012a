import { datasetMachine } from '@scenario-lab/contracts/datasets/dataset.machine';
import { datasetVersionMachine } from '@scenario-lab/contracts/datasets/dataset-version.machine';
import { all, belongs, owns, ownsOrReads } from '../conditions.js';
import { type ListingFacts, listingRules } from '../listing.js';
import { peopleOf } from '../machine.js';
import { type Condition, definePolicy, fires } from '../policy.js';

export interface DatasetFacts extends ListingFacts {
  versionStatus: string | null;
  accessMode: 'open' | 'on_request' | 'sandbox_only';
  /** The actor's organisation holds a grant on this dataset that is active now. */
  granted: boolean;
  /** An exam rests on the version that is not closed yet. */
  versionInUse: boolean;
  /** An exam was ever made of the version, be it closed by now. */
  versionExamined: boolean;
  /** An exam was ever made of any version: some of the rows are hidden somewhere. */
  datasetExamined: boolean;
}

/** Sandbox-only data can be computed on and never read, by nobody, not even through its owner's account. */
const rowsReadable: Condition<DatasetFacts> = (actor, facts) => {
  if (facts.accessMode === 'sandbox_only') return 'data_not_readable';
  if (belongs(actor, facts.ownerOrganisationId)) return true;
  if (!facts.published) return 'not_published';
  return facts.accessMode === 'open' || facts.granted || 'grant_missing';
};

const unused: Condition<DatasetFacts> = (_actor, facts) => !facts.versionInUse || 'version_in_use';
const unexamined: Condition<DatasetFacts> = (_actor, facts) => !facts.versionExamined || 'version_in_use';

/** A masked copy holds the rows under other values: which of them an exam hides could not be told any more. */
const nothingHidden: Condition<DatasetFacts> = (_actor, facts) => !facts.datasetExamined || 'version_in_use';

export const datasetPolicy = definePolicy<DatasetFacts>()('dataset', {
  ...listingRules(datasetMachine),
  add_version: fires(datasetVersionMachine, 'upload', owns, () => null),
  read_again: fires(
    datasetVersionMachine,
    'read_again',
    all(owns, unexamined),
    (facts) => facts.versionStatus,
  ),
  mask_version: {
    who: peopleOf(datasetVersionMachine.events.upload),
    when: all(owns, nothingHidden),
    statusOf: (facts) => facts.versionStatus,
    from: ['ready', 'refused', 'deprecated'],
  },
  deprecate_version: fires(datasetVersionMachine, 'deprecate', owns, (facts) => facts.versionStatus),
  retire_version: fires(datasetVersionMachine, 'retire', all(owns, unused), (facts) => facts.versionStatus),
  read_rows: {
    who: 'anyone',
    when: rowsReadable,
    statusOf: (facts) => facts.versionStatus,
    from: ['ready', 'deprecated'],
  },
  /** The open rows, as a file; whoever takes it stands in the use log, so nobody does without a name. */
  read_open_rows: {
    who: 'signed_in',
    when: rowsReadable,
    statusOf: (facts) => facts.versionStatus,
    from: ['ready', 'deprecated'],
  },
  read_uses: { who: 'signed_in', when: ownsOrReads },
});
