export const deed = {
  webhook: {
    test: { label: '发送测试', says: '向该地址发送一条注明“测试”的消息；结果见投递记录。' },
    pause: { label: '暂停', says: '暂停期间的新消息不再发往该地址。' },
    resume: { label: '恢复', says: '恢复后，三天以内尚未送达的消息会继续发送。' },
    replay: { label: '重发', says: '以同一编号再发一次，接收方可据此识别重复。' },
  },
} as const;
