export const engagements = {
  title: '对接',
} as const;
