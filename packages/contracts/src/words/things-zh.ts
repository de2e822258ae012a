import * as access from '../access/words.zh.js';
import * as badges from '../badges/words.zh.js';
import * as benchmarks from '../benchmarks/words.zh.js';
import * as camps from '../camps/words.zh.js';
import * as cases from '../cases/words.zh.js';
import * as certificates from '../certificates/words.zh.js';
import * as cockpit from '../cockpit/words.zh.js';
import * as controlGroups from '../control-groups/words.zh.js';
import * as dataJobs from '../data-jobs/words.zh.js';
import * as dataRequests from '../data-requests/words.zh.js';
import * as editions from '../editions/words.zh.js';
import * as engagements from '../engagements/words.zh.js';
import * as interchange from '../interchange/words.zh.js';
import * as jointNeeds from '../joint-needs/words.zh.js';
import * as monthlyReports from '../monthly-reports/words.zh.js';
import * as notices from '../notices/words.zh.js';
import * as pilots from '../pilots/words.zh.js';
import * as replicationPacks from '../replication-packs/words.zh.js';
import * as replications from '../replications/words.zh.js';
import * as runs from '../runs/words.zh.js';
import * as scenarios from '../scenarios/words.zh.js';
import * as synonyms from '../synonyms/words.zh.js';
import * as tickets from '../tickets/words.zh.js';

// What each feature says of its things; `words.zh.ts` of the feature is the place to say more.

/** What a thing is called. */
export const called = {
  ...access.called,
  ...badges.called,
  ...benchmarks.called,
  ...camps.called,
  ...cases.called,
  ...certificates.called,
  ...dataJobs.called,
  ...dataRequests.called,
  ...editions.called,
  ...engagements.called,
  ...interchange.called,
  ...jointNeeds.called,
  ...monthlyReports.called,
  ...pilots.called,
  ...replicationPacks.called,
  ...replications.called,
  ...runs.called,
  ...scenarios.called,
  ...tickets.called,
} as const;

/** `deed.<row name>.label`, `.says` and, where the text that goes with it has a name of its own, `.field`. */
export const deed = {
  ...access.deed,
  ...badges.deed,
  ...benchmarks.deed,
  ...camps.deed,
  ...cases.deed,
  ...certificates.deed,
  ...cockpit.deed,
  ...controlGroups.deed,
  ...dataJobs.deed,
  ...dataRequests.deed,
  ...editions.deed,
  ...engagements.deed,
  ...interchange.deed,
  ...jointNeeds.deed,
  ...monthlyReports.deed,
  ...notices.deed,
  ...pilots.deed,
  ...replicationPacks.deed,
  ...replications.deed,
  ...runs.deed,
  ...scenarios.deed,
  ...synonyms.deed,
  ...tickets.deed,
} as const;

/** `event.<name>`: what became true. */
export const event = {
  ...access.event,
  ...badges.event,
  ...benchmarks.event,
  ...camps.event,
  ...cases.event,
  ...certificates.event,
  ...dataJobs.event,
  ...dataRequests.event,
  ...editions.event,
  ...engagements.event,
  ...interchange.event,
  ...jointNeeds.event,
  ...pilots.event,
  ...replicationPacks.event,
  ...replications.event,
  ...runs.event,
  ...scenarios.event,
  ...tickets.event,
} as const;

/** What comes next in each status. */
export const next = {
  ...access.next,
  ...badges.next,
  ...benchmarks.next,
  ...camps.next,
  ...cases.next,
  ...certificates.next,
  ...dataJobs.next,
  ...dataRequests.next,
  ...editions.next,
  ...engagements.next,
  ...interchange.next,
  ...jointNeeds.next,
  ...pilots.next,
  ...replications.next,
  ...runs.next,
  ...scenarios.next,
  ...tickets.next,
} as const;
