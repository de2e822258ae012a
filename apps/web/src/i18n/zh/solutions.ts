export const solutions = {
  title: '能力展示',
} as const;
