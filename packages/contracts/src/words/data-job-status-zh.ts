export const dataJobStatus = {
  submitted: '程序检查中',
  queued: '排队中',
  executing: '执行中',
  held: '结果待审查',
  released: '已放行',
  partly_released: '部分放行',
  refused: '未放行',
  cancelled: '已取消',
  failed: '未能执行',
  revoked: '授权已撤销',
} as const;
