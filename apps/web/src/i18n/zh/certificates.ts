export const certificates = {
  title: '证书',
} as const;
