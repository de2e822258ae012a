import { usualChoice } from '@scenario-lab/contracts/notices';
import { at, scenario, solution } from './cards.js';
import { idOf, lab, vendor } from './people.js';

/** What was asked of the made-up API. */
interface Asked {
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
}
export type Handler = (asked: Asked) => unknown;

/** Made-up answers on what happened, and what is followed. */
export const noticeHandlers: Record<string, Handler> = {
  'event.timeline': ({ params }) =>
    ['listed', 'submitted', 'created'].map((event, index) => ({
      id: idOf(900 + index),
      at: at(20 - index * 3),
      thing: params.thing,
      thingId: params.id,
      event: `${params.thing === 'scenario' && event === 'listed' ? 'scenario.published' : `${params.thing}.${event}`}`,
      from: null,
      to: null,
      actor: index === 0 ? '王运营' : '陈工',
      organisation: index === 0 ? lab : vendor,
      remark: index === 0 ? '材料齐全。' : null,
    })),
  'notice.list': () => ({
    items: (['solution.listed', 'engagement.shortlisted', 'run.approved'] as const).map((event, index) => ({
      id: idOf(950 + index),
      kind: (['decision', 'engagement', 'run'] as const)[index],
      event,
      thing: event.split('.')[0],
      thingId: idOf(960 + index),
      page: idOf(960 + index),
      title: solution.title,
      at: at(3 + index),
      read: index > 0,
    })),
    unread: 1,
  }),
  'notice.read_choice': () => ({ ...usualChoice, mail: true, email: 'chen@example.org', emailProved: false }),
  'follow.list': () => [
    { thing: 'scenario', thingId: scenario.id, title: scenario.title, since: at(20) },
    { thing: 'algorithm', thingId: idOf(777), title: null, since: at(12) },
  ],
  'saved_search.list': () => [
    { id: idOf(970), name: '水务需求', list: 'scenarios', filters: { q: '水' }, seenAt: at(10) },
    { id: idOf(971), name: '有效证书', list: 'certificates', filters: { status: 'valid' }, seenAt: at(10) },
  ],
  'saved_search.create': () => ({ id: idOf(972) }),
};
