import { event } from '@scenario-lab/contracts/words/events-en';
import { gate } from '@scenario-lab/contracts/words/gate-en';
import { about_method } from './about-method.js';
import { acceptance } from './acceptance.js';
import { access } from './access.js';
import { account } from './account.js';
import { algorithms } from './algorithms.js';
import { audit } from './audit.js';
import { badgeRules } from './badge-rules.js';
import { badges } from './badges.js';
import { benchmarks } from './benchmarks.js';
import { brokerRecords } from './broker-records.js';
import { calls } from './calls.js';
import { camps } from './camps.js';
import { clarifications } from './clarifications.js';
import { column } from './column.js';
import { compare } from './compare.js';
import { consortium } from './consortium.js';
import { contracts } from './contracts.js';
import { control_groups } from './control-groups.js';
import { data_counters } from './data-counters.js';
import { data_jobs } from './data-jobs.js';
import { data_requests } from './data-requests.js';
import { datasets } from './datasets.js';
import { deed, deed_field } from './deeds.js';
import { design } from './design.js';
import { dictionary } from './dictionary.js';
import { editions } from './editions.js';
import { engagements } from './engagements.js';
import { fairness } from './fairness.js';
import { fetches } from './fetches.js';
import { fewBids } from './few-bids.js';
import { field_remarks } from './field-remarks.js';
import { finding } from './finding.js';
import { firstWords } from './first-words.js';
import { follows } from './follows.js';
import { foreign_packs } from './foreign-packs.js';
import { grants } from './grants.js';
import { guides } from './guides.js';
import { harvests } from './harvests.js';
import { inbox } from './inbox.js';
import { industry } from './industry.js';
import { industryChains } from './industry-chains.js';
import { interchange } from './interchange.js';
import { joining } from './joining.js';
import { joint_needs } from './joint-needs.js';
import { keyMatches } from './key-matches.js';
import { lab_console } from './lab-console.js';
import { lab_rules } from './lab-rules.js';
import { masking } from './masking.js';
import { matchMarks } from './match-marks.js';
import { matchWeights } from './match-weights.js';
import { matches } from './matches.js';
import { checklists, meetings, mention } from './meetings.js';
import { need_papers } from './need-papers.js';
import { next } from './next.js';
import { notices } from './notices.js';
import { organisations } from './organisations.js';
import { packs } from './packs.js';
import { panel } from './panel.js';
import { chart, timeline, upload } from './parts.js';
import { pilots } from './pilots.js';
import { plan } from './plan.js';
import { power } from './power.js';
import { problem } from './problems.js';
import { quarantine } from './quarantine.js';
import { records } from './records.js';
import { replications } from './replications.js';
import { reviews } from './reviews.js';
import { room } from './room.js';
import { runs } from './runs.js';
import { scenarios } from './scenarios.js';
import { security } from './security.js';
import { share } from './share.js';
import { synonyms } from './synonyms.js';
import { taxonomies } from './taxonomies.js';
import { ticketLetters } from './ticket-letters.js';
import { tickets } from './tickets.js';
import { webhooks } from './webhooks.js';
import { workbench } from './workbench.js';

/** All words of this language, by feature. */
export const words = {
  ...firstWords,
  fetches,
  finding,
  about_method,
  access,
  account,
  algorithms,
  audit,
  badges,
  badgeRules,
  camps,
  benchmarks,
  calls,
  chart,
  clarifications,
  column,
  compare,
  control_groups,
  synonyms,
  taxonomies,
  contracts,
  data_jobs,
  data_requests,
  field_remarks,
  joint_needs,
  data_counters,
  industry,
  industryChains,
  datasets,
  deed,
  deed_field,
  dictionary,
  need_papers,
  editions,
  fairness,
  few_bids: fewBids,
  engagements,
  event,
  gate,
  follows,
  foreign_packs,
  grants,
  keyMatches,
  guides,
  inbox,
  harvests,
  interchange,
  joining,
  lab_console,
  masking,
  lab_rules,
  matches,
  broker_records: brokerRecords,
  consortium,
  match_marks: matchMarks,
  match_weights: matchWeights,
  next,
  panel,
  notices,
  organisations,
  packs,
  pilots,
  power,
  problem,
  design,
  quarantine,
  records,
  replications,
  reviews,
  checklists,
  meetings,
  mention,
  room,
  runs,
  scenarios,
  security,
  share,
  acceptance,
  plan,
  tickets,
  ticket_letters: ticketLetters,
  timeline,
  upload,
  webhooks,
  workbench,
} as const;
