/** What can be done with a training camp, and with a place in one. */
export const camp = {
  announce: { label: '公布并开始报名', says: '所有人可见；从现在起可以报名。', field: '说明' },
  start: { label: '开课', says: '报名截止，学员可以提交习题。', field: '说明' },
  finish: { label: '结束实训', says: '按出勤和习题核算结业并签发证书，不可恢复。', field: '说明' },
  cancel: { label: '取消实训', says: '学员将收到通知并看到理由，不可恢复。', field: '理由（公开）' },
} as const;

export const trainee = {
  withdraw: { label: '退出实训', says: '名额由候补学员递补。', field: '说明' },
  revoke: { label: '撤销结业证书', says: '证书永久失效，公开显示理由；不可恢复。', field: '理由（公开）' },
} as const;
