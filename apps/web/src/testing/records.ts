import { figureWords } from '@scenario-lab/contracts/record-figures';
import { recordFigures } from '@scenario-lab/contracts/records';
import { at } from './cards.js';
import type { Handler } from './mock-notices.js';
import { department, idOf, vendor } from './people.js';

const open = ['vendor.kept', 'vendor.field', 'department.response'];
const rules = recordFigures.map((figure, place) => ({
  figure,
  ...figureWords[figure],
  publishedFrom: open.includes(figure) ? '2026-03-01' : null,
  published: open.includes(figure),
  prior: { share: place % 2 ? 0.5 : 0.71, ofTheLab: place % 2 === 0 },
}));
const tally = (met: number, facts: number, share = 0.71) => ({
  met,
  facts,
  excluded: facts > 6 ? { withdrawn: 1, ended_by_others: 2 } : {},
  share: facts === 0 ? null : met / facts,
  estimate: facts === 0 ? null : (met + 10 * share) / (facts + 10),
});
const waiting = {
  text: '其中一次因现场停电改期，双方有书面约定。',
  at: at(2),
  state: 'waiting',
  reason: null,
};
const everything = ['record.read', 'record.publish', 'record.read_replies', 'record.judge'];
const ofSide = (side: string) =>
  rules
    .filter(({ figure }) => figure.startsWith(side))
    .map((rule, place) => ({
      ...rule,
      tally: tally(8 - place, place === 5 ? 0 : 9 - Math.min(place, 1)),
      reply: place === 1 ? waiting : null,
      allowed: ['record.read', 'record.reply', ...(place === 1 ? ['record.take_back'] : [])],
    }));

export const recordHandlers: Record<string, Handler> = {
  'record.list_figures': () => ({ figures: rules, allowed: everything }),
  'record.read': ({ params }) => {
    const side = params.id === department.id ? 'department' : 'vendor';
    return {
      organisation: side === 'vendor' ? vendor : department,
      at: at(23),
      figures: ofSide(side),
    };
  },
  'record.read_facts': () => [
    {
      figure: 'vendor.prediction',
      thing: 'engagement',
      page: idOf(40),
      title: { zh: '窨井积水识别', en: 'Seeing flooded manholes' },
      at: at(4),
      met: true,
      weight: 1,
      excluded: null,
      values: { criterion: 'f1', predicted: 0.88, measured: 0.903 },
    },
    {
      figure: 'vendor.prediction',
      thing: 'engagement',
      page: idOf(41),
      title: { zh: '泵站能耗预测', en: 'Energy use of pumping stations' },
      at: at(3),
      met: null,
      weight: 1,
      excluded: 'not_measured',
      values: { criterion: 'mae', predicted: 10, measured: null },
    },
  ],
  'record.read_board': ({ query }) => ({
    rules: rules.find(({ figure }) => figure === query.get('figure')) ?? rules[0],
    rows: [
      { organisation: vendor, tally: tally(18, 20), reply: null },
      { organisation: department, tally: tally(6, 8), reply: waiting.text },
      { organisation: { id: idOf(4), name: { zh: '川数科技' } }, tally: tally(2, 2), reply: null },
    ],
  }),
  'record.read_replies': () => [
    { organisation: vendor, figure: 'vendor.kept', reply: waiting, allowed: ['record.judge'] },
  ],
};
