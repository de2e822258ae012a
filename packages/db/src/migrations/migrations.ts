import type { MigrationInterface } from 'typeorm';
import { Schema1763900000000 } from './1763900000000-schema.js';
import { Security1763900000001 } from './1763900000001-security.js';
import { Looks1795942299413 } from './1795942299413-looks.js';
import { Doors1795943188987 } from './1795943188987-doors.js';
import { Boards1795944676723 } from './1795944676723-boards.js';
import { ExamRight1795945374893 } from './1795945374893-exam-right.js';
import { ExecuteGuards1795946347647 } from './1795946347647-execute-guards.js';
import { ReadAgain1795946519505 } from './1795946519505-read-again.js';
import { RunAnswers1795947847786 } from './1795947847786-run-answers.js';
import { Hosts1795955449638 } from './1795955449638-hosts.js';
import { FieldPoints1795955534174 } from './1795955534174-field-points.js';
import { Kinship1795957100112 } from './1795957100112-kinship.js';
import { Keys1795957927335 } from './1795957927335-keys.js';
import { NeedAgreement1795959042310 } from './1795959042310-need-agreement.js';
import { JobTries1795960900148 } from './1795960900148-job-tries.js';
import { Words1795967498578 } from './1795967498578-words.js';
import { FourEyes1795967535627 } from './1795967535627-four-eyes.js';
import { Notices1795968226310 } from './1795968226310-notices.js';
import { DataUse1795968250990 } from './1795968250990-data-use.js';
import { HiddenRowsList1795971200000 } from './1795971200000-hidden-rows-list.js';
import { LazyWords1795971751754 } from './1795971751754-lazy-words.js';
import { RowFiles1795974000715 } from './1795974000715-row-files.js';
import { NamesConsent1795982317177 } from './1795982317177-names-consent.js';
import { JobTurns1795982486704 } from './1795982486704-job-turns.js';
import { Editions1795982540558 } from './1795982540558-editions.js';
import { OpenFiles1795982579063 } from './1795982579063-open-files.js';
import { UnpackedBytes1795983069551 } from './1795983069551-unpacked-bytes.js';
import { CatalogueImports1795983113714 } from './1795983113714-catalogue-imports.js';
import { Addenda1795984650867 } from './1795984650867-addenda.js';
import { Follows1795985231847 } from './1795985231847-follows.js';
import { ListImports1795985886290 } from './1795985886290-list-imports.js';
import { Cockpit1795986003984 } from './1795986003984-cockpit.js';
import { MonthlyReports1795986155591 } from './1795986155591-monthly-reports.js';
import { DataJobs1795994239393 } from './1795994239393-data-jobs.js';
import { ViewsByKey1795994300000 } from './1795994300000-views-by-key.js';
import { FreshWords1795995222389 } from './1795995222389-fresh-words.js';
import { ListedCounts1795995500000 } from './1795995500000-listed-counts.js';
import { Synonyms1795995851086 } from './1795995851086-synonyms.js';
import { Clarifications1795995954985 } from './1795995954985-clarifications.js';
import { Calls1795996544962 } from './1795996544962-calls.js';
import { Fairness1795996546332 } from './1795996546332-fairness.js';
import { Readings1795996746922 } from './1795996746922-readings.js';
import { Tickets1795996769390 } from './1795996769390-tickets.js';
import { FieldsInPlace1795997400000 } from './1795997400000-fields-in-place.js';
import { Contracts1795998740215 } from './1795998740215-contracts.js';
import { Calendar1796006255067 } from './1796006255067-calendar.js';
import { DataRequests1796006274374 } from './1796006274374-data-requests.js';
import { Records1796006283561 } from './1796006283561-records.js';
import { ReplicationPacks1796006306422 } from './1796006306422-replication-packs.js';
import { ForeignPacks1796006400000 } from './1796006400000-foreign-packs.js';
import { Acceptance1796006534921 } from './1796006534921-acceptance.js';
import { Panels1796006599582 } from './1796006599582-panels.js';
import { FirstHour1796006768270 } from './1796006768270-first-hour.js';
import { Tiers1796007000000 } from './1796007000000-tiers.js';
import { Badges1796007760017 } from './1796007760017-badges.js';
import { ContractTerms1796007784116 } from './1796007784116-contract-terms.js';
import { PilotPlans1796007900000 } from './1796007900000-pilot-plans.js';
import { Postponements1796008754316 } from './1796008754316-postponements.js';
import { TicketNeeds1796008800000 } from './1796008800000-ticket-needs.js';
import { FieldRollups1796018336265 } from './1796018336265-field-rollups.js';
import { Webhooks1796018452818 } from './1796018452818-webhooks.js';
import { RunsByIndex1796018467719 } from './1796018467719-runs-by-index.js';
import { Quarantine1796018500000 } from './1796018500000-quarantine.js';
import { SolutionMedia1796018500000 } from './1796018500000-solution-media.js';
import { Masking1796018624442 } from './1796018624442-masking.js';
import { BestCards1796019878115 } from './1796019878115-best-cards.js';
import { Adoptions1796020007491 } from './1796020007491-adoptions.js';
import { RollByKey1796022400000 } from './1796022400000-roll-by-key.js';
import { TransferredResults1796030741997 } from './1796030741997-transferred-results.js';
import { Fetches1796030836044 } from './1796030836044-fetches.js';
import { Rooms1796030836252 } from './1796030836252-rooms.js';
import { NeedPapers1796031167247 } from './1796031167247-need-papers.js';
import { SiteDevices1796031193403 } from './1796031193403-site-devices.js';
import { Camps1796031532197 } from './1796031532197-camps.js';
import { Joining1796031662861 } from './1796031662861-joining.js';
import { PilotDesigns1796032019868 } from './1796032019868-pilot-designs.js';
import { FewBids1796032203609 } from './1796032203609-few-bids.js';
import { AcceptancePapers1796043700001 } from './1796043700001-acceptance-papers.js';
import { SurveyLetters1796043700002 } from './1796043700002-survey-letters.js';
import { TicketFiles1796043700003 } from './1796043700003-ticket-files.js';
import { TicketRouting1796043700004 } from './1796043700004-ticket-routing.js';
import { Papers1796043862193 } from './1796043862193-papers.js';
import { MatchMarks1796043882858 } from './1796043882858-match-marks.js';
import { JointNeeds1796043979355 } from './1796043979355-joint-needs.js';
import { CatalogueSources1796044051191 } from './1796044051191-catalogue-sources.js';
import { StatusList1796044335295 } from './1796044335295-status-list.js';
import { Consortia1796046164723 } from './1796046164723-consortia.js';
import { Qualifications1796046765313 } from './1796046765313-qualifications.js';
import { BlindContent1796049313348 } from './1796049313348-blind-content.js';
import { TicketLetters1796057275999 } from './1796057275999-ticket-letters.js';
import { FieldRemarks1796057300180 } from './1796057300180-field-remarks.js';
import { QualificationUnseen1796057301180 } from './1796057301180-qualification-unseen.js';
import { JoinedByDomain1796057302180 } from './1796057302180-joined-by-domain.js';
import { Meetings1796057389782 } from './1796057389782-meetings.js';
import { Lineage1796057509120 } from './1796057509120-lineage.js';
import { Upkeep1796058316278 } from './1796058316278-upkeep.js';
import { PanelSubstitutes1796058535776 } from './1796058535776-panel-substitutes.js';
import { KeyMatches1796058625750 } from './1796058625750-key-matches.js';
import { EngagementMembers1796058682531 } from './1796058682531-engagement-members.js';
import { RunnerUp1796058968245 } from './1796058968245-runner-up.js';

/** In order; a migration that has landed is never changed. */
export const migrations: (new () => MigrationInterface)[] = [
  Schema1763900000000,
  Security1763900000001,
  Looks1795942299413,
  Doors1795943188987,
  Boards1795944676723,
  ExamRight1795945374893,
  ExecuteGuards1795946347647,
  ReadAgain1795946519505,
  RunAnswers1795947847786,
  Hosts1795955449638,
  FieldPoints1795955534174,
  Kinship1795957100112,
  Keys1795957927335,
  NeedAgreement1795959042310,
  JobTries1795960900148,
  Words1795967498578,
  FourEyes1795967535627,
  Notices1795968226310,
  DataUse1795968250990,
  HiddenRowsList1795971200000,
  LazyWords1795971751754,
  RowFiles1795974000715,
  NamesConsent1795982317177,
  JobTurns1795982486704,
  Editions1795982540558,
  OpenFiles1795982579063,
  UnpackedBytes1795983069551,
  CatalogueImports1795983113714,
  Addenda1795984650867,
  Follows1795985231847,
  ListImports1795985886290,
  Cockpit1795986003984,
  MonthlyReports1795986155591,
  DataJobs1795994239393,
  ViewsByKey1795994300000,
  FreshWords1795995222389,
  ListedCounts1795995500000,
  Synonyms1795995851086,
  Clarifications1795995954985,
  Calls1795996544962,
  Fairness1795996546332,
  Readings1795996746922,
  Tickets1795996769390,
  FieldsInPlace1795997400000,
  Contracts1795998740215,
  Calendar1796006255067,
  DataRequests1796006274374,
  Records1796006283561,
  ReplicationPacks1796006306422,
  ForeignPacks1796006400000,
  Acceptance1796006534921,
  Panels1796006599582,
  FirstHour1796006768270,
  Tiers1796007000000,
  Badges1796007760017,
  ContractTerms1796007784116,
  PilotPlans1796007900000,
  Postponements1796008754316,
  TicketNeeds1796008800000,
  RunsByIndex1796018467719,
  SolutionMedia1796018500000,
  Masking1796018624442,
  Adoptions1796020007491,
  BestCards1796019878115,
  FieldRollups1796018336265,
  Quarantine1796018500000,
  Webhooks1796018452818,
  RollByKey1796022400000,
  TransferredResults1796030741997,
  Rooms1796030836252,
  Fetches1796030836044,
  NeedPapers1796031167247,
  SiteDevices1796031193403,
  PilotDesigns1796032019868,
  FewBids1796032203609,
  Joining1796031662861,
  Camps1796031532197,
  Papers1796043862193,
  StatusList1796044335295,
  JointNeeds1796043979355,
  CatalogueSources1796044051191,
  AcceptancePapers1796043700001,
  SurveyLetters1796043700002,
  TicketFiles1796043700003,
  TicketRouting1796043700004,
  MatchMarks1796043882858,
  Consortia1796046164723,
  Qualifications1796046765313,
  BlindContent1796049313348,
  Lineage1796057509120,
  Upkeep1796058316278,
  KeyMatches1796058625750,
  FieldRemarks1796057300180,
  QualificationUnseen1796057301180,
  JoinedByDomain1796057302180,
  TicketLetters1796057275999,
  Meetings1796057389782,
  PanelSubstitutes1796058535776,
  EngagementMembers1796058682531,
  RunnerUp1796058968245,
];
