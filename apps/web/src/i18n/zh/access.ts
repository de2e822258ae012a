export const access = {
  title: '数据使用申请',
} as const;
