import { accessRequestPolicy, grantPolicy } from './access/access.policy.js';
import { algorithmPolicy } from './algorithms/algorithms.policy.js';
import { badgePolicy } from './badges/badges.policy.js';
import { benchmarkPolicy } from './benchmarks/benchmarks.policy.js';
import { bidPolicy, callPolicy } from './calls/calls.policy.js';
import { consortiumPolicy } from './calls/consortium.policy.js';
import { objectionPolicy, panelPolicy } from './calls/panel.policy.js';
import { campPolicy, traineePolicy } from './camps/camps.policy.js';
import { casePolicy } from './cases/cases.policy.js';
import { certificatePolicy } from './certificates/certificates.policy.js';
import { cockpitPolicy } from './cockpit/cockpit.policy.js';
import { controlGroupPolicy } from './control-groups/control-groups.policy.js';
import { dataJobPolicy } from './data-jobs/data-jobs.policy.js';
import { dataRequestPolicy } from './data-requests/data-requests.policy.js';
import { datasetPolicy } from './datasets/datasets.policy.js';
import { editionPolicy } from './editions/editions.policy.js';
import { listImportPolicy } from './editions/list-import.policy.js';
import { engagementPolicy } from './engagements/engagements.policy.js';
import { meetingPolicy } from './engagements/meetings.policy.js';
import { fieldRemarkPolicy } from './field-remarks/field-remarks.policy.js';
import { catalogueImportPolicy, catalogueSourcePolicy } from './interchange/interchange.policy.js';
import { jointNeedPolicy } from './joint-needs/joint-needs.policy.js';
import { labPolicy } from './lab/lab.policy.js';
import { matchPolicy } from './matches/matches.policy.js';
import { monthlyReportPolicy } from './monthly-reports/monthly-reports.policy.js';
import { webhookPolicy } from './notices/webhooks.policy.js';
import { organisationPolicy, personPolicy } from './organisations/organisations.policy.js';
import { pilotPolicy } from './pilots/pilots.policy.js';
import type { ActionOf, Who } from './policy.js';
import { brokerRecordPolicy } from './records/broker-records.policy.js';
import { recordPolicy } from './records/records.policy.js';
import { foreignPackPolicy, trustedLabPolicy } from './replication-packs/foreign-packs.policy.js';
import { replicationPackPolicy } from './replication-packs/replication-packs.policy.js';
import { replicationPolicy } from './replications/replications.policy.js';
import { reviewPolicy, runPolicy } from './runs/runs.policy.js';
import { clarificationPolicy } from './scenarios/clarification.policy.js';
import { favourPolicy } from './scenarios/favour.policy.js';
import { scenarioPolicy } from './scenarios/scenarios.policy.js';
import { keyPolicy, securityPolicy } from './security/security.policy.js';
import { solutionPolicy } from './solutions/solutions.policy.js';
import { synonymPolicy } from './synonyms/synonyms.policy.js';
import { taxonomyPolicy } from './taxonomies/taxonomies.policy.js';
import { ticketPolicy } from './tickets/tickets.policy.js';

/** Every policy of the lab, by thing. */
export const policies = {
  organisation: organisationPolicy,
  person: personPolicy,
  webhook: webhookPolicy,
  solution: solutionPolicy,
  algorithm: algorithmPolicy,
  dataset: datasetPolicy,
  catalogue_import: catalogueImportPolicy,
  catalogue_source: catalogueSourcePolicy,
  scenario: scenarioPolicy,
  joint_need: jointNeedPolicy,
  field_remark: fieldRemarkPolicy,
  clarification: clarificationPolicy,
  favour: favourPolicy,
  call: callPolicy,
  bid: bidPolicy,
  consortium: consortiumPolicy,
  panel: panelPolicy,
  objection: objectionPolicy,
  benchmark: benchmarkPolicy,
  access_request: accessRequestPolicy,
  grant: grantPolicy,
  data_job: dataJobPolicy,
  data_request: dataRequestPolicy,
  engagement: engagementPolicy,
  meeting: meetingPolicy,
  match: matchPolicy,
  run: runPolicy,
  review: reviewPolicy,
  certificate: certificatePolicy,
  pilot: pilotPolicy,
  case: casePolicy,
  replication: replicationPolicy,
  replication_pack: replicationPackPolicy,
  foreign_pack: foreignPackPolicy,
  trusted_lab: trustedLabPolicy,
  edition: editionPolicy,
  camp: campPolicy,
  trainee: traineePolicy,
  list_import: listImportPolicy,
  lab: labPolicy,
  security: securityPolicy,
  control_group: controlGroupPolicy,
  synonym: synonymPolicy,
  taxonomy: taxonomyPolicy,
  cockpit: cockpitPolicy,
  monthly_report: monthlyReportPolicy,
  key: keyPolicy,
  record: recordPolicy,
  broker_record: brokerRecordPolicy,
  badge: badgePolicy,
  ticket: ticketPolicy,
} as const;

export type PolicyThing = keyof typeof policies;
export type Action = { [T in PolicyThing]: ActionOf<(typeof policies)[T]> }[PolicyThing];

/**
 * Action → who may try it at all: what the guard asks before anything is loaded. The policy itself, with the
 * facts of the thing, has the last word.
 */
export const whoMay = Object.fromEntries(
  Object.values(policies).flatMap((policy) =>
    Object.entries<{ who: Who }>(policy.rules).map(([action, rule]) => [
      `${policy.thing}.${action}`,
      rule.who,
    ]),
  ),
) as Readonly<Record<Action, Who>>;
