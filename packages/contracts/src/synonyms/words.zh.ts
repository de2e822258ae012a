export const deed = {
  synonym: {
    remove: { label: '删除', says: '组内词语不再通用；出厂词组停用后可以恢复。', field: '理由' },
    restore: { label: '恢复出厂', says: '词组恢复为出厂时的词语。', field: '理由' },
  },
} as const;
