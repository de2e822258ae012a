export const cases = {
  title: '案例',
} as const;
