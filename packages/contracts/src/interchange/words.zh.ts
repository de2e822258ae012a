export const called = {
  catalogue_source: '采集来源',
  catalogue_import: '外部目录',
} as const;

export const deed = {
  catalogue_source: {
    start: { label: '确认并启用', says: '无问题的条目立即上架，所有访客可见；此后按周期自动采集。' },
    harvest: { label: '立即采集', says: '现在读取一次，不影响下一次按期采集。' },
    look: { label: '重新查看', says: '读取一次供查看，不保留任何条目。' },
    pause: { label: '暂停', says: '不再自动采集；已采集的条目保持不变。' },
    resume: { label: '恢复', says: '随即采集一次，此后按周期自动采集。' },
    remove: { label: '移除来源', says: '不再采集；已采集的条目保留，可以在各条目处下架。' },
  },
  catalogue_import: {
    undo: {
      label: '撤销',
      says: '新增的条目下架，更新的条目恢复原样；此后另有改动的条目保持不变。定期采集的来源随之暂停。',
    },
  },
} as const;

export const event = {
  catalogue_source: {
    created: '已登记采集来源',
    started: '已确认并启用定期采集',
    paused: '定期采集已暂停',
    resumed: '定期采集已恢复',
    failed: '定期采集失败',
    recovered: '定期采集恢复正常',
    given_up: '定期采集连续失败，已自动暂停',
    removed: '采集来源已移除',
  },
} as const;

export const next = {
  catalogue_source: {
    trial: '目录已读取、可供查看；由运营人员确认后启用，此前不保留任何条目。',
    active: '按周期自动采集；连续失败时通知运营人员。',
    failing: '最近一次采集失败，将自动重试，间隔逐次延长；请核对地址和格式。',
    paused: '不自动采集；可以恢复，或单独采集一次。',
    removed: '不再采集；已采集的条目保留。',
  },
} as const;
