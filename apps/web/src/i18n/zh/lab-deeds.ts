/** What the lab does with its own: screens, months, words, groups of organisations. */
export const labDeeds = {
  cockpit: {
    end_kiosk: { label: '停用', says: '停用后，用此地址打开的大屏立即看不到驾驶舱，且不能恢复。' },
  },
  monthly_report: {
    sign: { label: '签字', says: '表示已核对这些数字；两人签字后封存，不能再改。' },
    draft: { label: '重新统计', says: '按现有记录重新统计本月，已有签字作废。' },
  },
  synonym: {
    remove: { label: '删除', says: '组内词语不再通用；出厂词组停用后可以恢复。', field: '理由' },
    restore: { label: '恢复出厂', says: '词组恢复为出厂时的词语。', field: '理由' },
  },
  control_group: {
    dissolve: { label: '解散控制组', says: '组内单位此后各自计算查看次数，仅计各自的查看。', field: '理由' },
  },
} as const;
