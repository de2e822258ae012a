export const organisations = {
  title: '机构',
} as const;
