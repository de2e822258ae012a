export const security = {
  title: '安全日志',
  lead: '登录、登录失败与被拒绝的请求，保留 180 天。',
  empty: '没有符合条件的记录。',
  kind: '类别',
  kinds: {
    signed_in: '登录',
    sign_in_failed: '登录失败',
    sign_in_held: '登录受限',
    password_changed: '修改密码',
    password_reset: '重置密码',
    token_created: '新建令牌',
    refused: '拒绝请求',
    too_many_requests: '请求过多',
  },
  nobody: '未登录',
  from: '来自 {{address}}',
};
