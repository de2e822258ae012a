import { called } from '@scenario-lab/contracts/words/things-zh';
/** Who did what when on which thing. */
export const audit = {
  title: '操作记录',
  lead: '谁在何时对什么做了什么。记录只增不改，长期保存；可按人员、单位、事件或对象编号检索，并导出。',
  empty: '没有符合条件的记录。',
  period: '时间',
  periods: { day: '最近一天', week: '最近一周', month: '最近一月', year: '最近一年' },
  by: '操作者',
  doer: { people: '人员', lab: '系统自动' },
  thing: '对象',
  things: {
    ...called,
    organisation: '机构',
    solution: '能力卡',
    algorithm: '算法',
    algorithm_version: '算法版本',
    dataset: '数据集',
    dataset_version: '数据集版本',
    call: '公开征集',
    meeting_seat: '会议名额',
    person: '人员账户',
    lab: '实验室设置',
  },
} as const;
