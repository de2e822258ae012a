import { accountRoutes } from './accounts.js';
import { algorithmRoutes } from './algorithms.js';
import { badgeRuleRoutes } from './badge-rules.js';
import { badgeRoutes } from './badges.js';
import { benchmarkRoutes } from './benchmarks.js';
import { brokerRecordRoutes } from './broker-records.js';
import { calendarRoutes } from './calendar.js';
import { callRoutes } from './calls.js';
import { campRoutes } from './camps.js';
import { caseRoutes } from './cases.js';
import { catalogueImportRoutes } from './catalogue-imports.js';
import { catalogueSourceRoutes } from './catalogue-sources.js';
import { certificateRoutes } from './certificates.js';
import { clarificationRoutes } from './clarifications.js';
import { downloadCli } from './cli.js';
import { cockpitRoutes } from './cockpit.js';
import { consortiumRoutes } from './consortia.js';
import { contractListRoutes } from './contracts-list.js';
import { controlGroupRoutes } from './control-groups.js';
import { dataCounterRoutes } from './data-counters.js';
import { dataJobRoutes } from './data-jobs.js';
import { dataRequestRoutes } from './data-requests.js';
import { dataUseRoutes } from './data-uses.js';
import { datasetRoutes } from './datasets.js';
import { readDesk } from './desks.js';
import { dispatchRoutes } from './dispatch.js';
import { documentRoutes } from './documents.js';
import { editionRoutes } from './editions.js';
import { engagementRoutes } from './engagements.js';
import { fairnessRoutes } from './fairness.js';
import { fetchRoutes } from './fetches.js';
import { fewBidRoutes } from './few-bids.js';
import { fieldRemarkRoutes } from './field-remarks.js';
import { followRoutes } from './follows.js';
import { foreignPackRoutes } from './foreign-packs.js';
import { grantRoutes } from './grants.js';
import { healthRoutes } from './health.js';
import { addLabPicture, editIdentity } from './identity.js';
import { industryRoutes } from './industry.js';
import { chainRoutes } from './industry-chains.js';
import { matrixRoutes } from './industry-matrix.js';
import { moneyRoutes } from './industry-money.js';
import { interchangeRoutes } from './interchange.js';
import { joiningRoutes } from './joining.js';
import { jointNeedRoutes } from './joint-needs.js';
import { keyMatchRoutes } from './key-matches.js';
import { labRoutes } from './lab.js';
import { labRuleRoutes } from './lab-rules.js';
import { letterRoutes } from './letters.js';
import { listImportRoutes } from './list-imports.js';
import { maskingRoutes } from './masking.js';
import { matchMarkRoutes } from './match-marks.js';
import { matchWeightRoutes } from './match-weights.js';
import { meetingRoutes } from './meetings.js';
import { memberRoutes } from './members.js';
import { monthlyReportRoutes } from './monthly-reports.js';
import { needPaperRoutes } from './need-papers.js';
import { noticeRoutes } from './notices.js';
import { onboardingRoutes } from './onboarding.js';
import { otlpRoutes } from './otlp.js';
import { panelRoutes } from './panels.js';
import { pilotAcceptanceRoutes } from './pilot-acceptance.js';
import { pilotLiveRoutes } from './pilot-live.js';
import { pilotPlanRoutes } from './pilot-plan.js';
import { pilotQuarantineRoutes } from './pilot-quarantine.js';
import { pilotSurveyRoutes } from './pilot-surveys.js';
import { pilotRoutes } from './pilots.js';
import { recordRoutes } from './records.js';
import { replicationPackRoutes } from './replication-packs.js';
import { roomCheckRoutes } from './room-checks.js';
import { roomRoutes } from './rooms.js';
import type { Route } from './route.js';
import { runRoutes } from './runs.js';
import { scenarioRoutes } from './scenarios.js';
import { securityRoutes } from './security.js';
import { sharingRoutes } from './sharing.js';
import { shownOrganisationRoutes } from './shown-organisations.js';
import { solutionMediaRoutes } from './solution-media.js';
import { solutionRoutes } from './solutions.js';
import { statusListRoutes } from './status-list.js';
import { synonymRoutes } from './synonyms.js';
import { taxonomyRoutes } from './taxonomies.js';
import { ticketFileRoutes } from './ticket-files.js';
import { ticketLetterRoutes } from './ticket-letters.js';
import { ticketRateRoutes } from './ticket-rates.js';
import { ticketRoutingRoutes } from './ticket-routing.js';
import { ticketRoutes } from './tickets.js';
import { uploadRoutes } from './uploads.js';
import { webhookRoutes } from './webhooks.js';
import { workingDaysRoutes } from './working-days.js';

/** Every row of the API. The API refuses to boot when a row has no handler or a handler no row. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...memberRoutes,
  ...joiningRoutes,
  ...shownOrganisationRoutes,
  ...uploadRoutes,
  ...solutionRoutes,
  ...solutionMediaRoutes,
  ...algorithmRoutes,
  ...datasetRoutes,
  ...maskingRoutes,
  ...fetchRoutes,
  ...keyMatchRoutes,
  ...contractListRoutes,
  ...dataUseRoutes,
  ...grantRoutes,
  ...dataJobRoutes,
  ...dataRequestRoutes,
  ...fieldRemarkRoutes,
  ...jointNeedRoutes,
  ...dataCounterRoutes,
  ...industryRoutes,
  ...matrixRoutes,
  ...chainRoutes,
  ...moneyRoutes,
  ...interchangeRoutes,
  ...sharingRoutes,
  ...catalogueImportRoutes,
  ...catalogueSourceRoutes,
  ...scenarioRoutes,
  ...needPaperRoutes,
  ...clarificationRoutes,
  ...fairnessRoutes,
  ...callRoutes,
  ...fewBidRoutes,
  ...brokerRecordRoutes,
  ...consortiumRoutes,
  ...letterRoutes,
  ...matchMarkRoutes,
  ...matchWeightRoutes,
  ...panelRoutes,
  ...editionRoutes,
  ...listImportRoutes,
  ...benchmarkRoutes,
  ...runRoutes,
  ...certificateRoutes,
  ...statusListRoutes,
  ...engagementRoutes,
  ...roomRoutes,
  ...meetingRoutes,
  ...roomCheckRoutes,
  ...pilotRoutes,
  ...pilotLiveRoutes,
  ...pilotAcceptanceRoutes,
  ...pilotSurveyRoutes,
  ...pilotPlanRoutes,
  ...pilotQuarantineRoutes,
  ...otlpRoutes,
  ...workingDaysRoutes,
  ...caseRoutes,
  ...replicationPackRoutes,
  ...foreignPackRoutes,
  ...labRoutes,
  ...labRuleRoutes,
  ...securityRoutes,
  ...noticeRoutes,
  ...webhookRoutes,
  ...followRoutes,
  ...documentRoutes,
  ...onboardingRoutes,
  ...calendarRoutes,
  ...controlGroupRoutes,
  ...synonymRoutes,
  ...cockpitRoutes,
  ...monthlyReportRoutes,
  ...recordRoutes,
  ...badgeRoutes,
  ...badgeRuleRoutes,
  ...campRoutes,
  ...ticketRoutes,
  ...ticketFileRoutes,
  ...ticketLetterRoutes,
  ...ticketRoutingRoutes,
  ...dispatchRoutes,
  ...ticketRateRoutes,
  ...healthRoutes,
  readDesk,
  addLabPicture,
  editIdentity,
  downloadCli,
  ...taxonomyRoutes,
] as readonly Route[];
