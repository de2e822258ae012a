export const algorithms = {
  title: '算法超市',
} as const;
