export const datasets = {
  title: '数据超市',
} as const;
