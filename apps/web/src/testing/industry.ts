import {
  gapStates,
  type Industry,
  type IndustryGap,
  industryDefinitions,
} from '@scenario-lab/contracts/industry';
import { fields } from '@scenario-lab/contracts/taxonomies';
import { at } from './cards.js';
import { department, idOf } from './people.js';

const row = (scale: number, solutions = 12) => ({
  needs: 9 * scale,
  open: 7 * scale,
  gaps: 4 * scale,
  solutions,
  tested: 5 * scale,
  certified: 3 * scale,
  deployed: 2 * scale,
  adopted: scale,
  budget: 1_250_000 * scale,
});
const industry: Industry = {
  at: at(28),
  definitions: industryDefinitions.map((one) => ({ ...one })),
  total: row(6, 40),
  byField: fields.map((field, place) => ({ field, ...row(place === 5 ? 0 : 1 + (place % 3)) })),
  byRegion: ['510104', '510107'].map((region, place) => ({ region, ...row(3 - place, 0) })),
};
const gaps: IndustryGap[] = gapStates.map((state, place) => ({
  id: idOf(40 + place),
  title: {
    zh: ['污水处理厂出水水质预测', '道路积水识别', '诉求工单自动分派'][place],
    en: ['Forecast of a plant’s outflow', 'Flooded roads seen by cameras', 'Routing of appeals'][place],
  },
  department,
  field: fields[place] ?? null,
  region: place === 2 ? null : '510104',
  deadline: place === 1 ? null : '2026-12-31',
  budget: place === 2 ? null : 480_000,
  state,
  benchmarkId: state === 'no_exam' ? null : idOf(50 + place),
  solutions: 7 - place,
}));

/** What the examples answer for the industry view. */
export const industryHandlers = {
  'industry.read': () => industry,
  'industry.gaps': () => ({ items: gaps, next: null, total: gaps.length }),
  'industry.browse': () => ({
    items: gaps.map(({ id, title, department: organisation }) => ({
      ...{ id, title, organisation },
      thing: 'scenario',
      at: at(3),
    })),
    next: null,
    total: gaps.length,
  }),
};
