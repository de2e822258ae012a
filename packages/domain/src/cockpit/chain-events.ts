/** Things everybody may read, and what becomes true of them in public: nothing that only tenants know. */
export const publicEvents = [
  'solution.listed',
  'algorithm.listed',
  'dataset.listed',
  'scenario.published',
  'scenario.extended',
  'benchmark_version.open',
  'certificate.issued',
  'certificate.suspended',
  'certificate.reinstated',
  'certificate.revoked',
  'case.published',
] as const;
