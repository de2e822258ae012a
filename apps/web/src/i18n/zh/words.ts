import { gate, stage, status, taxonomy } from '@scenario-lab/contracts/words/codes-zh';
import { event } from '@scenario-lab/contracts/words/events-zh';
import { about_method } from './about-method.js';
import { acceptance } from './acceptance.js';
import { access } from './access.js';
import { account } from './account.js';
import { algorithms } from './algorithms.js';
import { badges } from './badges.js';
import { benchmarks } from './benchmarks.js';
import { calendar } from './calendar.js';
import { calls } from './calls.js';
import { cases } from './cases.js';
import { certificates } from './certificates.js';
import { clarifications } from './clarifications.js';
import { cockpit } from './cockpit.js';
import { column } from './column.js';
import { common } from './common.js';
import { compare } from './compare.js';
import { control_groups } from './control-groups.js';
import { data_counters } from './data-counters.js';
import { data_jobs } from './data-jobs.js';
import { data_requests } from './data-requests.js';
import { datasets } from './datasets.js';
import { deed, deed_field } from './deeds.js';
import { editions } from './editions.js';
import { engagements } from './engagements.js';
import { fairness } from './fairness.js';
import { finding } from './finding.js';
import { follows } from './follows.js';
import { foreign_packs } from './foreign-packs.js';
import { grants } from './grants.js';
import { guides } from './guides.js';
import { home } from './home.js';
import { inbox } from './inbox.js';
import { interchange } from './interchange.js';
import { keys } from './keys.js';
import { lab_console } from './lab-console.js';
import { matches } from './matches.js';
import { next } from './next.js';
import { notices } from './notices.js';
import { organisations } from './organisations.js';
import { packs } from './packs.js';
import { panel } from './panel.js';
import { chart, field, interval, timeline, upload } from './parts.js';
import { pilots } from './pilots.js';
import { plan } from './plan.js';
import { power } from './power.js';
import { problem } from './problems.js';
import { records } from './records.js';
import { replications } from './replications.js';
import { reviews } from './reviews.js';
import { runs } from './runs.js';
import { scenarios } from './scenarios.js';
import { security } from './security.js';
import { share } from './share.js';
import { shell } from './shell.js';
import { solutions } from './solutions.js';
import { synonyms } from './synonyms.js';
import { tickets } from './tickets.js';
import { webhooks } from './webhooks.js';
import { workbench } from './workbench.js';

/** All words of this language, by feature. */
export const words = {
  finding,
  about_method,
  access,
  account,
  algorithms,
  badges,
  benchmarks,
  calendar,
  calls,
  cases,
  certificates,
  chart,
  clarifications,
  column,
  cockpit,
  common,
  compare,
  control_groups,
  synonyms,
  data_jobs,
  data_requests,
  data_counters,
  datasets,
  deed,
  deed_field,
  editions,
  fairness,
  engagements,
  event,
  field,
  gate,
  follows,
  foreign_packs,
  grants,
  guides,
  home,
  inbox,
  interchange,
  interval,
  keys,
  lab_console,
  matches,
  next,
  panel,
  notices,
  organisations,
  packs,
  pilots,
  power,
  problem,
  records,
  replications,
  reviews,
  runs,
  scenarios,
  security,
  share,
  shell,
  solutions,
  acceptance,
  plan,
  tickets,
  stage,
  status,
  taxonomy,
  timeline,
  upload,
  webhooks,
  workbench,
} as const;
