export const inbox = {
  title: '待办',
} as const;
