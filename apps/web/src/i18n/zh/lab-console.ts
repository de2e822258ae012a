export const lab_console = {
  title: '运行控制台',
} as const;
