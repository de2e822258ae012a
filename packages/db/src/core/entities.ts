import * as access from '../access/access.entity.js';
import * as keyMatches from '../access/key-matches.entity.js';
import * as badges from '../badges/badges.entity.js';
import * as benchmarks from '../benchmarks/benchmarks.entity.js';
import * as calendar from '../calendar/calendar.entity.js';
import * as calls from '../calls/calls.entity.js';
import * as consortia from '../calls/consortia.entity.js';
import * as interest from '../calls/interest.entity.js';
import * as panels from '../calls/panels.entity.js';
import * as camps from '../camps/camps.entity.js';
import * as cases from '../cases/cases.entity.js';
import * as catalogue from '../catalogue/catalogue.entity.js';
import * as fetches from '../catalogue/fetches.entity.js';
import * as harvests from '../catalogue/harvests.entity.js';
import * as qualifications from '../catalogue/qualifications.entity.js';
import * as certificates from '../certificates/certificates.entity.js';
import * as cockpit from '../cockpit/cockpit.entity.js';
import * as dataJobs from '../data-jobs/data-jobs.entity.js';
import * as dataRequests from '../data-requests/data-requests.entity.js';
import * as editions from '../editions/editions.entity.js';
import * as checks from '../engagements/checks.entity.js';
import * as engagements from '../engagements/engagements.entity.js';
import * as meetings from '../engagements/meetings.entity.js';
import * as rooms from '../engagements/rooms.entity.js';
import * as fieldRemarks from '../field-remarks/field-remarks.entity.js';
import * as follows from '../follows/follows.entity.js';
import * as jointNeeds from '../joint-needs/joint-needs.entity.js';
import * as matches from '../matches/matches.entity.js';
import * as notices from '../notices/notices.entity.js';
import * as webhooks from '../notices/webhooks.entity.js';
import * as joining from '../organisations/joining.entity.js';
import * as organisations from '../organisations/organisations.entity.js';
import * as acceptance from '../pilots/acceptance.entity.js';
import * as pilots from '../pilots/pilots.entity.js';
import * as records from '../records/records.entity.js';
import * as packs from '../replication-packs/replication-packs.entity.js';
import * as runs from '../runs/runs.entity.js';
import * as fairness from '../scenarios/fairness.entity.js';
import * as scenarios from '../scenarios/scenarios.entity.js';
import * as security from '../security/security.entity.js';
import * as tickets from '../tickets/tickets.entity.js';
import * as spine from './spine.entity.js';

type EntityClass = new () => object;

/** Every table of the lab, for the data source and for the drift test against the migrations. */
export const entities: EntityClass[] = [
  spine,
  joining,
  organisations,
  catalogue,
  qualifications,
  fetches,
  harvests,
  access,
  keyMatches,
  scenarios,
  fairness,
  fieldRemarks,
  jointNeeds,
  benchmarks,
  runs,
  certificates,
  editions,
  engagements,
  checks,
  meetings,
  rooms,
  pilots,
  acceptance,
  cases,
  security,
  matches,
  notices,
  webhooks,
  follows,
  cockpit,
  calendar,
  calls,
  consortia,
  interest,
  panels,
  dataJobs,
  dataRequests,
  tickets,
  records,
  packs,
  badges,
  camps,
].flatMap((room) => Object.values(room) as EntityClass[]);
