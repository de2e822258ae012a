/** What can be done with a contract. */
export const grant = {
  revoke: {
    label: '撤销授权',
    says: '使用该授权的在途测试会被取消，不扣查看次数；数据作业随即终止，尚未下载的结果不能再下载；被授权单位将看到理由。',
  },
  propose: { label: '提出补充约定', says: '对方确认后生效，此前仍按现行约定执行。' },
  agree: {
    label: '同意',
    says: '新约定立即生效，此后每次使用都按新约定核对；不再允许的使用方式下正在进行的使用随即终止。',
  },
  decline: { label: '不同意', says: '仍按现行约定执行；对方会收到通知。' },
  take_back: { label: '收回', says: '不再待对方确认；仍按现行约定执行。' },
} as const;
