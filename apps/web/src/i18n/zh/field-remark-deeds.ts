/** What can be done with a remark on one field. */
export const field_remark = {
  note: { label: '提出意见', says: '退回修改时一并告知对方；在此之前只有实验室可见，可以收回。' },
  answer: { label: '答复', says: '实验室将看到答复；再次提交前可以改写。' },
  settle: { label: '认可', says: '对方将看到这条意见已认可。' },
  insist: { label: '再次提出', says: '答复或修改仍不足，就同一栏目再提一条意见，退回时告知对方。' },
  withdraw: { label: '收回意见', says: '尚未告知对方的意见收回后，对方不会看到。' },
} as const;
