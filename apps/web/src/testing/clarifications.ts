import type { Clarifications } from '@scenario-lab/contracts/clarifications';
import { at } from './cards.js';
import { idOf } from './people.js';

const none = { answer: null, answeredAt: null, withdrawn: false, removed: null, mine: false, looks: [] };

export const clarifications: Clarifications = {
  until: '2026-12-20',
  open: true,
  allowed: ['clarification.ask'],
  items: [
    {
      ...none,
      id: idOf(980),
      number: 1,
      askedOn: '2026-11-20',
      question: {
        zh: '站点搬迁前后的数据是否连续？',
        en: 'Are the data continuous across the move of a station?',
      },
      answer: {
        zh: '连续，搬迁日期见数据说明。',
        en: 'They are; the date is in the description of the data.',
      },
      answeredAt: at(21),
      allowed: [],
    },
    {
      ...none,
      id: idOf(981),
      number: 2,
      askedOn: '2026-11-21',
      question: null,
      answeredAt: at(22),
      removed: { at: at(22), reason: '与本需求无关。' },
      allowed: [],
    },
    {
      ...none,
      id: idOf(982),
      number: null,
      askedOn: '2026-11-22',
      question: { zh: '现场能否提供备用电源？' },
      allowed: ['clarification.answer', 'clarification.reveal', 'clarification.remove'],
    },
  ],
};
