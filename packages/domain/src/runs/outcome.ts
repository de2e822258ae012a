/** How the vendor's program ended when the fault was its own. */
export const algorithmOutcomes = [
  'wrong_output',
  'runtime_error',
  'cpu_limit',
  'wall_limit',
  'memory_limit',
  'output_limit',
  'process_limit',
] as const;
export type AlgorithmOutcome = (typeof algorithmOutcomes)[number];

export type Split = 'sample' | 'validation' | 'hidden';
