export const account = {
  title: '个人账户',
} as const;
