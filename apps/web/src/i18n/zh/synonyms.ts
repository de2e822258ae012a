/** Which words stand for each other in searches and matches. */
export const synonyms = {
  title: '同义词',
  lead: '检索和供需匹配时，同一组的词互相通用，中英文皆可。修改后立即生效。',
  groups: '词组',
  find: '查找词语',
  none_found: '没有包含该词的词组。',
  new: '新增词组',
  change: '修改词组',
  zh: '中文词语',
  en: '英文词语',
  one_per_line: '每行一个；第一个用于匹配理由的说明。',
  en_hint: '每行一个单词，或两个连用的单词；词形变化不必列出。',
  reason: '理由',
  state: { shipped: '出厂', changed: '已修改', off: '已停用', own: '自建' },
  history: '修改记录',
  deeds: { saved: '保存', off: '停用', removed: '删除', restored: '恢复出厂' },
} as const;
