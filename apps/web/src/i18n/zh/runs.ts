export const runs = {
  title: '测试运行',
} as const;
