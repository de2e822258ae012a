import type { FieldRemark, FieldRemarks } from '@scenario-lab/contracts/field-remarks';
import { at, otherSolution, scenario } from './cards.js';
import type { Handler } from './mock-notices.js';
import { idOf } from './people.js';

const remark: FieldRemark = {
  id: idOf(960),
  field: 'summary',
  status: 'asked',
  text: '请写明数据来源和更新频率。',
  at: at(3),
  answer: null,
  answeredAt: null,
  was: otherSolution.summary,
  now: otherSolution.summary,
  changed: false,
  follows: null,
  allowed: ['field_remark.read', 'field_remark.answer'],
};
/** A card that came back with two remarks, one of them answered. */
const returned: FieldRemarks = {
  items: [
    remark,
    {
      ...remark,
      id: idOf(961),
      field: 'trl',
      status: 'answered',
      text: '7 级缺少依据，请补充试点或第三方报告。',
      was: 7,
      now: 7,
      answer: '见新上传的第三方检测报告。',
      answeredAt: at(4),
    },
  ],
  returnedAt: at(3),
  changes: [],
  allowed: ['field_remark.read'],
};
/** A need on the desk, back from its owner. */
const onTheDesk: FieldRemarks = {
  items: [
    {
      ...remark,
      id: idOf(962),
      field: 'today',
      status: 'mended',
      text: '请给出可核对的年份和次数。',
      was: { zh: '经常积水。' },
      now: {
        zh: '2025 年积水 17 次，平均发现用时 34 分钟。',
        en: '17 floods in 2025, found after 34 minutes on average.',
      },
      changed: true,
      allowed: ['field_remark.read', 'field_remark.settle', 'field_remark.insist'],
    },
  ],
  returnedAt: at(3),
  changes: [{ field: 'budget', was: 300_000, now: 500_000 }],
  allowed: ['field_remark.read', 'field_remark.note'],
};

/** What the examples answer of remarks on fields. */
export const fieldRemarkHandlers: Record<string, Handler> = {
  'field_remark.list': ({ params }) => {
    if (params.id === otherSolution.id) return returned;
    return params.id === scenario.id ? onTheDesk : { ...returned, items: [] };
  },
  'field_remark.note': () => ({ id: idOf(963) }),
};
