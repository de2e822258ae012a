/** What can be done with a catalogue that is read by the clock. */
export const catalogue_source = {
  start: { label: '确认并启用', says: '无问题的条目立即上架，所有访客可见；此后按周期自动采集。' },
  harvest: { label: '立即采集', says: '现在读取一次，不影响下一次按期采集。' },
  look: { label: '重新查看', says: '读取一次供查看，不保留任何条目。' },
  pause: { label: '暂停', says: '不再自动采集；已采集的条目保持不变。' },
  resume: { label: '恢复', says: '随即采集一次，此后按周期自动采集。' },
  remove: { label: '移除来源', says: '不再采集；已采集的条目保留，可以在各条目处下架。' },
} as const;
