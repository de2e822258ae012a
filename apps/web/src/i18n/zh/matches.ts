export const matches = {
  title: '匹配',
} as const;
