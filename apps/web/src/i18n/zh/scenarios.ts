export const scenarios = {
  title: '场景超市',
} as const;
