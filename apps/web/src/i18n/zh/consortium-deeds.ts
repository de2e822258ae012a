/** Deeds of offering together, as `deeds.ts` has them. */
export const consortiumDeeds = {
  confirm: {
    label: '确认本单位的分工和份额',
    says: '确认后，本单位不能就此征集另行投标；截止前可以退出。',
  },
  leave: {
    label: '退出联合体',
    says: '本单位的确认作废，已递交的方案自动撤回；牵头单位会看到理由。截止后不能退出。',
    field: '理由',
  },
  dissolve: { label: '解散联合体', says: '全部确认作废，已递交的方案自动撤回；之后可以单独投标。' },
} as const;
