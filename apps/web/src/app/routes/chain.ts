import { pattern } from '../paths.js';
import { type PageRoute, page, page as plainPage } from './page.js';

const runs = () => import('../../features/runs/runs-page.js');
const newRun = () => import('../../features/runs/new-run-page.js');
const run = () => import('../../features/runs/run-page.js');

const engagements = () => import('../../features/engagements/engagements-page.js');
const meetings = () => import('../../features/engagements/meetings-page.js');
const room = () => import('../../features/engagements/room-page.js');
const engagement = () => import('../../features/engagements/engagement-page.js');
const pilots = () => import('../../features/pilots/pilots-page.js');
const pilot = () => import('../../features/pilots/pilot-page.js');
const planPilot = () => import('../../features/pilots/plan-pilot-page.js');
const editPilot = () => import('../../features/pilots/edit-pilot-page.js');
const cases = () => import('../../features/cases/cases-page.js');
const oneCase = () => import('../../features/cases/case-page.js');
const pilotAcceptance = () => import('../../features/pilots/acceptance-page.js');
const pilotPlan = () => import('../../features/pilots/pilot-plan-page.js');
const changePilot = () => import('../../features/pilots/change-pilot-page.js');
const survey = () => import('../../features/pilots/survey-page.js');
const tickets = () => import('../../features/tickets/tickets-page.js');
const ticket = () => import('../../features/tickets/ticket-page.js');
const importTickets = () => import('../../features/tickets/import-tickets-page.js');
const directory = () => import('../../features/tickets/directory-page.js');
const followUps = () => import('../../features/tickets/follow-ups-page.js');
const hotSpots = () => import('../../features/tickets/hot-spots-page.js');
const livePilot = () => import('../../features/pilots/live-page.js');
const rates = () => import('../../features/tickets/rates-page.js');
const reportProblem = () => import('../../features/tickets/report-page.js');
const receipt = () => import('../../features/tickets/receipt-page.js');
const ticketLetter = () => import('../../features/tickets/letter-page.js');
const replications = () => import('../../features/replications/replications-page.js');
const replication = () => import('../../features/replications/replication-page.js');

const foreignPacks = () => import('../../features/replication-packs/foreign-packs-page.js');
const foreignPack = () => import('../../features/replication-packs/foreign-pack-page.js');

const certificates = () => import('../../features/certificates/certificates-page.js');
const certificate = () => import('../../features/certificates/certificate-page.js');
const report = () => import('../../features/certificates/report-page.js');
const verify = () => import('../../features/certificates/verify-page.js');

const benchmarks = () => import('../../features/benchmarks/benchmarks-page.js');
const benchmark = () => import('../../features/benchmarks/benchmark-page.js');

const reviews = () => import('../../features/reviews/reviews-page.js');
const labConsole = () => import('../../features/lab-console/console-page.js');

const cockpitBehind = () => import('../../features/cockpit/behind-page.js');
const monthlyReports = () => import('../../features/cockpit/monthly-reports-page.js');
const labCockpit = () => import('../../features/cockpit/lab-cockpit-page.js');

const badges = () => import('../../features/badges/badges-page.js');
const badgeRules = () => import('../../features/badges/badge-rules-page.js');
const badge = () => import('../../features/badges/badge-page.js');
const applyForBadge = () => import('../../features/badges/apply-page.js');
const camps = () => import('../../features/camps/camps-page.js');
const camp = () => import('../../features/camps/camp-page.js');
const editCamp = () => import('../../features/camps/edit-camp-page.js');
const training = () => import('../../features/camps/training-page.js');
const records = () => import('../../features/records/records-page.js');
const brokerRecords = () => import('../../features/records/broker-records-page.js');
const organisationRecord = () => import('../../features/records/organisation-record-page.js');

const editBenchmark = () => import('../../features/benchmarks/edit-benchmark-page.js');

/** Pages of the chain after the supermarkets: validation, engagements, field, enablement, the lab's console. */
export const chainRoutes: PageRoute[] = [
  plainPage(pattern.runs, 'signed_in', runs, 'RunsPage'),
  plainPage(pattern.newRun, 'signed_in', newRun, 'NewRunPage'),
  plainPage(pattern.run, 'signed_in', run, 'RunPage'),
  plainPage(pattern.engagements, 'signed_in', engagements, 'EngagementsPage'),
  plainPage(pattern.engagement, 'signed_in', engagement, 'EngagementPage'),
  plainPage(pattern.meetings, 'signed_in', meetings, 'MeetingsPage'),
  plainPage(pattern.room, 'signed_in', room, 'RoomPage'),
  page(pattern.planPilot, 'signed_in', planPilot, 'PlanPilotPage'),
  plainPage(pattern.pilots, 'signed_in', pilots, 'PilotsPage'),
  plainPage(pattern.pilot, 'signed_in', pilot, 'PilotPage'),
  plainPage(pattern.livePilot, 'signed_in', livePilot, 'LivePilotPage'),
  plainPage(pattern.pilotAcceptance, 'signed_in', pilotAcceptance, 'PilotAcceptancePage'),
  plainPage(pattern.pilotPlan, 'signed_in', pilotPlan, 'PilotPlanPage'),
  page(pattern.changePilot, 'signed_in', changePilot, 'ChangePilotPage'),
  plainPage(pattern.survey, 'anyone', survey, 'SurveyPage'),
  page(pattern.editPilot, 'signed_in', editPilot, 'EditPilotPage'),
  plainPage(pattern.tickets, 'signed_in', tickets, 'TicketsPage'),
  page(pattern.importTickets, 'signed_in', importTickets, 'ImportTicketsPage'),
  page(pattern.dispatchDirectory, 'signed_in', directory, 'DirectoryPage'),
  page(pattern.followUps, 'signed_in', followUps, 'FollowUpsPage'),
  plainPage(pattern.followUp, 'signed_in', followUps, 'CallSheetPage'),
  plainPage(pattern.hotSpots, 'signed_in', hotSpots, 'HotSpotsPage'),
  plainPage(pattern.ticketRates, 'signed_in', rates, 'RatesPage'),
  plainPage(pattern.behindRate, 'signed_in', rates, 'BehindRatePage'),
  plainPage(pattern.ticket, 'signed_in', ticket, 'TicketPage'),
  page(pattern.reportProblem, 'anyone', reportProblem, 'ReportProblemPage'),
  plainPage(pattern.receipt, 'anyone', receipt, 'ReceiptPage'),
  plainPage(pattern.ticketLetter, 'anyone', ticketLetter, 'TicketLetterPage'),
  plainPage(pattern.cases, 'anyone', cases, 'CasesPage'),
  plainPage(pattern.case, 'anyone', oneCase, 'CasePage'),
  plainPage(pattern.replications, 'signed_in', replications, 'ReplicationsPage'),
  plainPage(pattern.replication, 'signed_in', replication, 'ReplicationPage'),
  plainPage(pattern.foreignPacks, 'signed_in', foreignPacks, 'ForeignPacksPage'),
  plainPage(pattern.foreignPack, 'signed_in', foreignPack, 'ForeignPackPage'),
  plainPage(pattern.certificates, 'anyone', certificates, 'CertificatesPage'),
  plainPage(pattern.certificate, 'anyone', certificate, 'CertificatePage'),
  plainPage(pattern.report, 'anyone', report, 'ReportPage'),
  plainPage(pattern.verify, 'anyone', verify, 'VerifyPage'),
  plainPage(pattern.benchmarks, 'anyone', benchmarks, 'BenchmarksPage'),
  plainPage(pattern.benchmark, 'anyone', benchmark, 'BenchmarkPage'),
  plainPage(pattern.reviews, 'signed_in', reviews, 'ReviewsPage'),
  plainPage(pattern.labConsole, 'signed_in', labConsole, 'ConsolePage'),
  plainPage(pattern.cockpitBehind, 'signed_in', cockpitBehind, 'BehindPage'),
  plainPage(pattern.monthlyReports, 'signed_in', monthlyReports, 'MonthlyReportsPage'),
  page(pattern.labCockpit, 'signed_in', labCockpit, 'LabCockpitPage'),
  plainPage(pattern.badges, 'anyone', badges, 'BadgesPage'),
  plainPage(pattern.applyForBadge, 'signed_in', applyForBadge, 'ApplyForBadgePage'),
  plainPage(pattern.badgeRules, 'anyone', badgeRules, 'BadgeRulesPage'),
  plainPage(pattern.badge, 'anyone', badge, 'BadgePage'),
  plainPage(pattern.camps, 'anyone', camps, 'CampsPage'),
  page(pattern.newCamp, 'signed_in', editCamp, 'NewCampPage'),
  plainPage(pattern.camp, 'anyone', camp, 'CampPage'),
  page(pattern.editCamp, 'signed_in', editCamp, 'EditCampPage'),
  plainPage(pattern.training, 'anyone', training, 'TrainingPage'),
  plainPage(pattern.records, 'anyone', records, 'RecordsPage'),
  plainPage(pattern.brokerRecords, 'signed_in', brokerRecords, 'BrokerRecordsPage'),
  plainPage(pattern.organisationRecord, 'anyone', organisationRecord, 'OrganisationRecordPage'),
  page(pattern.newBenchmark, 'signed_in', editBenchmark, 'NewBenchmarkPage'),
  page(pattern.editBenchmark, 'signed_in', editBenchmark, 'EditBenchmarkPage'),
];
