export const benchmarks = {
  title: '评测基准',
} as const;
