/** Where the page of a kind of thing begins; what addresses it follows. */
const pages: Readonly<Record<string, string>> = {
  organisation: '/lab/organisations?q=',
  solution: '/solutions/',
  algorithm: '/algorithms/',
  dataset: '/datasets/',
  scenario: '/scenarios/',
  access_request: '/access-requests?id=',
  benchmark_version: '/benchmarks/',
  certificate: '/certificates/',
  engagement: '/engagements/',
  run: '/runs/',
  pilot: '/pilots/',
  case: '/cases/',
  replication: '/replications/',
  edition: '/editions/',
  call: '/calls/',
  data_job: '/data-jobs/',
  data_request: '/data-requests/',
  joint_need: '/joint-needs/',
  grant: '/contracts/',
  catalogue_source: '/lab/catalogue-sources/',
  ticket: '/tickets/',
  badge: '/badges/',
  camp: '/camps/',
  trainee: '/camps/',
  meeting_seat: '/scenarios/',
};
/** Where it is not the page of that itself, but one of its own. */
const beyond: Readonly<Record<string, string>> = { meeting_seat: '/meetings' };

/**
 * The page of a thing by what addresses it: the benchmark's id for a version of it, a certificate's number, else the
 * thing's own id. Null where it has none of its own.
 */
export function pageOfThing(thing: string, id: string): string | null {
  const page = pages[thing];
  return page === undefined ? null : `${page}${encodeURIComponent(id)}${beyond[thing] ?? ''}`;
}

/** Part of something else, whose page shows it. */
const whole: Readonly<Record<string, string>> = {
  algorithm_version: 'algorithm',
  dataset_version: 'dataset',
  grant: 'dataset',
};

/** Where what a notice tells of is read. */
export function pageOfNotice({
  event,
  thing,
  page,
}: {
  event: string;
  thing: string;
  page: string;
}): string | null {
  // What an organisation is told of its record leads to the record.
  if (/^organisation\.(figure_|record_|reply_)/.test(event)) return `/records/${encodeURIComponent(page)}`;
  if (event === 'organisation.matches_found') return '/matches';
  if (event === 'organisation.joint_month_begun') return '/joint-needs';
  if (event === 'organisation.webhook_disabled') return '/organisation/webhooks';
  return pageOfThing(whole[thing] ?? thing, page);
}
