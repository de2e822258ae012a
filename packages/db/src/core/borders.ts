import { accessBorders } from '../access/access.border.js';
import { badgeBorders, badgeHistories } from '../badges/badges.border.js';
import { benchmarkBorders, benchmarkHistories } from '../benchmarks/benchmarks.border.js';
import { callHistories } from '../calls/calls.border.js';
import { campBorders, campHistories } from '../camps/camps.border.js';
import { caseBorders, caseHistories } from '../cases/cases.border.js';
import { catalogueBorders, catalogueHistories } from '../catalogue/catalogue.border.js';
import { certificateBorders, certificateHistories } from '../certificates/certificates.border.js';
import { dataJobBorders } from '../data-jobs/data-jobs.border.js';
import { dataRequestBorders } from '../data-requests/data-requests.border.js';
import { editionBorders } from '../editions/editions.border.js';
import { engagementBorders } from '../engagements/engagements.border.js';
import { fieldRemarkBorders, fieldRemarkHistories } from '../field-remarks/field-remarks.border.js';
import { jointNeedBorders } from '../joint-needs/joint-needs.border.js';
import { matchBorders } from '../matches/matches.border.js';
import { webhookBorders } from '../notices/webhooks.border.js';
import { organisationBorders } from '../organisations/organisations.border.js';
import { acceptanceBorders } from '../pilots/acceptance.border.js';
import { pilotBorders, pilotHistories } from '../pilots/pilots.border.js';
import { recordBorders } from '../records/records.border.js';
import { replicationPackBorders } from '../replication-packs/replication-packs.border.js';
import { runBorders } from '../runs/runs.border.js';
import { scenarioBorders, scenarioHistories } from '../scenarios/scenarios.border.js';
import { synonymBorders } from '../synonyms/synonyms.border.js';
import { ticketBorders } from '../tickets/tickets.border.js';
import type { Border, History } from './border.js';
import { spineBorders } from './spine.border.js';

/** Whose rows are whose, table by table. */
export const borders: Border[] = [
  ...spineBorders,
  ...organisationBorders,
  ...webhookBorders,
  ...catalogueBorders,
  ...accessBorders,
  ...dataJobBorders,
  ...dataRequestBorders,
  ...scenarioBorders,
  ...fieldRemarkBorders,
  ...jointNeedBorders,
  ...benchmarkBorders,
  ...runBorders,
  ...certificateBorders,
  ...engagementBorders,
  ...matchBorders,
  ...pilotBorders,
  ...acceptanceBorders,
  ...caseBorders,
  ...editionBorders,
  ...recordBorders,
  ...badgeBorders,
  ...campBorders,
  ...synonymBorders,
  ...ticketBorders,
  ...replicationPackBorders,
];

/** Whose history is read by whom beyond its parties. */
export const histories: History[] = [
  ...catalogueHistories,
  ...scenarioHistories,
  ...fieldRemarkHistories,
  ...benchmarkHistories,
  ...certificateHistories,
  ...pilotHistories,
  ...caseHistories,
  ...callHistories,
  ...badgeHistories,
  ...campHistories,
];
