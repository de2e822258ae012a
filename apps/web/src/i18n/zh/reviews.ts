export const reviews = {
  title: '复核台',
} as const;
