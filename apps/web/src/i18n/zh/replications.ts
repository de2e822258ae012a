export const replications = {
  title: '复制推广',
} as const;
