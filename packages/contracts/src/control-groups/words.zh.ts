export const deed = {
  control_group: {
    dissolve: { label: '解散控制组', says: '组内单位此后各自计算查看次数，仅计各自的查看。', field: '理由' },
  },
} as const;
