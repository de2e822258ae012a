/**
 * Events that whoever follows a thing is told of. All are public when they happen; whether the thing is public still
 * is asked again when the notice is made.
 */
export const followedEvents: ReadonlySet<string> = new Set([
  'scenario.published',
  'scenario.closed',
  'scenario.extended',
  'scenario.amended',
  'scenario.question_answered',
  'scenario.favour_recorded',
  'scenario.favour_offered',
  'scenario.meeting_offered',
  'scenario.meeting_called_off',
  'call.open',
  'call.opened',
  'call.failed',
  'solution.listed',
  'algorithm.listed',
  'dataset.listed',
  'dataset_version.ready',
  'dataset_version.deprecated',
  'benchmark_version.open',
  'benchmark_version.closed',
  'certificate.issued',
  'certificate.suspended',
  'certificate.reinstated',
  'certificate.expired',
  'certificate.revoked',
  'case.published',
]);
