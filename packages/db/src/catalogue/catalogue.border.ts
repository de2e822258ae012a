import { acts, type Border, byParties, type History, lab, labReads, party, policy } from '../core/border.js';

const open = (row = '') => `${row}listed IS NOT NULL AND ${row}status <> 'delisted'`;
const onOpenCard = `EXISTS (SELECT 1 FROM solution s WHERE s.owner_id = solution_medium.organisation_id AND ${open('s.')}
  AND s.listed->'media' @> jsonb_build_array(jsonb_build_object('id', solution_medium.id)))`;
/** What the lab goes by is shown at the head of every page. */
const isSign = `EXISTS (SELECT 1 FROM setting WHERE key = 'lab.identity' AND value->>'picture' = solution_medium.id::text)`;
const owns = (dataset: string) =>
  `EXISTS (SELECT 1 FROM dataset d WHERE d.id = ${dataset} AND d.owner_id = app_org())`;
const ownsVersion = (version: string) =>
  `EXISTS (SELECT 1 FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
     WHERE v.id = ${version} AND d.owner_id = app_org())`;
const profileOpen = `edition = 'open' AND EXISTS (SELECT 1 FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
   WHERE v.id = dataset_profile.dataset_version_id AND (dataset_profile.counts <> 'all_rows' OR d.access_mode <> 'sandbox_only'))`;
// A grant comes from the data's owner; whoever asks cannot write one for itself.
const grants = `${lab} OR ${owns('access_grant.dataset_id')}`;

export const catalogueBorders: Border[] = [
  byParties('solution', 'id', { open: open() }),
  // A medium is open where an open card names it; which cards are open the card's own row says.
  {
    table: 'solution_medium',
    policies: [
      policy.seen(`organisation_id = app_org() OR ${labReads} OR ${onOpenCard} OR ${isSign}`),
      policy.added('organisation_id = app_org() AND person_id = app_person() AND sha256 IS NULL'),
      policy.public(`${onOpenCard} OR ${isSign}`),
      policy.system(),
    ],
  },
  // What is said of a card's documents is read with the card.
  {
    table: 'qualification_seen',
    policies: [
      policy.seen('EXISTS (SELECT 1 FROM solution s WHERE s.id = qualification_seen.solution_id)', [
        'lab_api',
        'lab_public',
      ]),
      policy.added(`${lab} AND person_id = app_person()`),
      policy.changed(lab),
      policy.system(['lab_score']),
    ],
  },
  { table: 'qualification_reminder', policies: [policy.system(['lab_score'])] },
  byParties('algorithm', 'id', { open: open() }),
  byParties('algorithm_version', 'algorithm_id'),
  byParties('dataset', 'id', { open: open() }),
  byParties('dataset_version', 'dataset_id', {
    open: `EXISTS (SELECT 1 FROM dataset d WHERE d.id = dataset_version.dataset_id AND ${open('d.')})`,
  }),
  // The whole profile is its owner's and the lab's; what was counted over all rows is told of data that may be read.
  {
    table: 'dataset_profile',
    policies: [
      policy.seen(`${labReads} OR (${profileOpen}) OR ${ownsVersion('dataset_profile.dataset_version_id')}`),
      policy.removed(
        `EXISTS (SELECT 1 FROM dataset_version v WHERE v.id = dataset_profile.dataset_version_id
           AND v.status = 'uploading' AND ${acts('v.dataset_id')})`,
        'given_up',
      ),
      policy.public(profileOpen),
      policy.added('true', ['lab_execute'], 'written'),
      policy.seen("edition = 'open'", ['lab_execute'], 'seen_open'),
      { name: 'renewed', on: 'update', to: ['lab_execute'], using: "edition = 'open'" },
      policy.system(['lab_score']),
    ],
  },
  // Cells of the version as it was may stand in the preview: it is the owner's alone, not the lab's.
  {
    table: 'dataset_masking',
    policies: [
      policy.seen(owns('dataset_masking.dataset_id')),
      policy.added(owns('dataset_masking.dataset_id')),
      policy.removed(owns('dataset_masking.dataset_id')),
      policy.system(),
    ],
  },
  { table: 'mask_key', policies: [policy.system(['lab_execute'])] },
  // Row-level security of the version below says whether it is seen at all; what may be taken the policy says.
  {
    table: 'dataset_download',
    policies: [
      policy.seen(
        'EXISTS (SELECT 1 FROM dataset_version v WHERE v.id = dataset_download.dataset_version_id)',
      ),
      // Of data to be computed on only it is what jobs are handed; that there is such a file a visitor is not told.
      policy.public(
        `EXISTS (SELECT 1 FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
           WHERE v.id = dataset_download.dataset_version_id AND d.access_mode <> 'sandbox_only')`,
      ),
      policy.seen('true', ['lab_execute'], 'handed'),
      policy.removed(ownsVersion('dataset_download.dataset_version_id')),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'data_use',
    policies: [
      // Of a contract both sides read the same lines; of other uses whoever stands in the log reads none.
      policy.seen(`${labReads} OR ${owns('data_use.dataset_id')} OR ${party('data_use.grant_id')}`),
      // Nobody writes a line in another's name, and no run or job but by running.
      policy.added(
        "organisation_id = app_org() AND person_id = app_person() AND kind NOT IN ('run', 'data_job') AND run_id IS NULL",
      ),
      policy.seen('true', ['lab_score'], 'system'),
    ],
  },
  byParties('access_request', 'id'),
  byParties('access_grant', 'id', { added: grants, changed: grants }),
  // Counts of what everybody sees.
  { table: 'listed_count', policies: [policy.seen('true', ['lab_api', 'lab_public'])] },
  // An address may hold a key: whose it is reads it, the lab does not.
  {
    table: 'dataset_fetch',
    policies: [
      policy.seen('organisation_id = app_org()'),
      policy.added(
        `organisation_id = app_org() AND person_id = app_person() AND ${owns('dataset_fetch.dataset_id')}`,
      ),
      policy.changed('organisation_id = app_org()'),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'dataset_upkeep',
    policies: [
      policy.seen('organisation_id = app_org()'),
      policy.added(
        `organisation_id = app_org() AND person_id = app_person() AND ${owns('dataset_upkeep.dataset_id')}`,
      ),
      policy.changed('organisation_id = app_org()'),
      { name: 'ended', on: 'delete', to: ['lab_api'], using: 'organisation_id = app_org()' },
      policy.system(['lab_score']),
    ],
  },
  // Other catalogues are the lab's alone: what it reads by itself comes in under the name of whoever set the source up.
  {
    table: 'catalogue_import',
    policies: [
      policy.seen(labReads),
      policy.added(`${lab} AND organisation_id = app_org() AND person_id = app_person()`),
      policy.changed(lab, 'undone'),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'catalogue_source',
    policies: [
      policy.seen(labReads),
      policy.added(`${lab} AND organisation_id = app_org() AND person_id = app_person()`),
      policy.changed(lab),
      policy.system(['lab_score']),
    ],
  },
  {
    table: 'catalogue_harvest',
    policies: [
      policy.seen(labReads),
      policy.added(`${lab} AND person_id = app_person()`),
      policy.system(['lab_score']),
    ],
  },
  { table: 'upload', policies: [policy.own('organisation_id = app_org()'), policy.system()] },
];

export const catalogueHistories: History[] = [
  ...['solution', 'algorithm', 'dataset'].map((thing) => ({
    thing,
    open: `EXISTS (SELECT 1 FROM ${thing} WHERE id = $2 AND ${open()})`,
  })),
  { thing: 'algorithm_version', parent: 'SELECT algorithm_id FROM algorithm_version WHERE id = $2' },
  { thing: 'dataset_version', parent: 'SELECT dataset_id FROM dataset_version WHERE id = $2' },
];
