export const pilots = {
  title: '试点',
} as const;
