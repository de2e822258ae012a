/** What can be done with a contract. */
export const grant = {
  revoke: {
    label: '撤销授权',
    says: '使用该授权的在途测试会被取消，不扣查看次数；数据作业随即终止，尚未下载的结果不能再下载；被授权单位将看到理由。',
  },
  ask_match: { label: '申请计数', says: '数据提供方逐次同意后，双方各自提交盲化结果；每个版本只答一次。' },
  agree_match: { label: '同意这次计数', says: '双方提交盲化结果后得出带噪声的计数，双方看到同一个数。' },
  decline_match: { label: '不同意或终止', says: '已提交的盲化结果随即删除；对方会看到理由。' },
  hand_in_match: { label: '提交盲化结果', says: '原始键值和密钥都留在本机。' },
  propose: { label: '提出补充约定', says: '对方确认后生效，此前仍按现行约定执行。' },
  agree: {
    label: '同意',
    says: '新约定立即生效，此后每次使用都按新约定核对；不再允许的使用方式下正在进行的使用随即终止。',
  },
  decline: { label: '不同意', says: '仍按现行约定执行；对方会收到通知。' },
  take_back: { label: '收回', says: '不再待对方确认；仍按现行约定执行。' },
} as const;
