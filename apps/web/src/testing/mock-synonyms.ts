import { at } from './cards.js';
import type { Handler } from './mock-notices.js';

const groups = [
  { key: 'own', state: 'own', zh: ['溢流', '冒水'], en: ['overflow'], changedAt: at(3) },
  { key: 'forecast', state: 'shipped', zh: ['预测', '预报'], en: ['forecast', 'predict'], changedAt: null },
  { key: 'ridership', state: 'off', zh: ['客流', '人流'], en: ['ridership'], changedAt: at(2) },
];

export const synonymHandlers: Record<string, Handler> = {
  'synonym.list': () => ({
    groups,
    history: [
      {
        id: 'a',
        deed: 'saved',
        zh: ['溢流', '冒水'],
        en: ['overflow'],
        reason: '热线中常说“冒水”',
        by: '陈工',
        at: at(3),
      },
    ],
    allowed: ['synonym.list', 'synonym.create', 'synonym.edit', 'synonym.remove', 'synonym.restore'],
  }),
  'synonym.create': () => ({ key: 'new' }),
};
