/** The lists that cards are filed under. */
export const taxonomies = {
  title: '分类字典',
  lead: '表单和筛选中的选项。改名随处生效；停用后不再供新选，已使用的内容照常显示原名。',
  which: '字典',
  kinds: {
    field: '应用领域',
    region: '区域',
    ticket_category: '工单类别',
    cooperation_mode: '合作方式',
    source_kind: '数据来源',
  },
  closed:
    '此字典的代码由程序和城市规划约定，不能增删或停用；名称和顺序可以修改。签发的文件和命令行仍用出厂名称。',
  new: '新增词条',
  change: '修改词条',
  code: '代码',
  code_help: '小写字母、数字和下划线，2 至 60 个字符；保存后不能修改。',
  uses: '使用数',
  uses_says: '有 {{count}} 处内容使用该词条；改名后显示新名称，停用不影响它们。',
  state_head: '状态',
  state: { shipped: '出厂', changed: '已修改', own: '自建' },
  retired: '已停用',
  retire: '停用（不再供新选）',
  up: '上移：{{name}}',
  down: '下移：{{name}}',
  remove: '删除',
  restore: '恢复出厂',
} as const;
