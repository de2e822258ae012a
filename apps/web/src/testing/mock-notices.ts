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
  'webhook.list': () => ({
    refused: null,
    items: (['standard', 'dingtalk', 'wecom'] as const).map((format, index) => ({
      id: idOf(980 + index),
      name: ['运维平台', '项目群', '值班群'][index],
      format,
      shownAddress: ['ops.example.org/…ices', 'oapi.dingtalk.com/…9f3c', 'qyapi.weixin.qq.com/…a07e'][index],
      kinds: ['decision', 'engagement', 'field'],
      language: 'zh',
      titled: index === 0,
      state: (['active', 'disabled', 'paused'] as const)[index],
      failures: [0, 15, 2][index],
      lastArrivedAt: index === 1 ? null : at(2),
      overlapUntil: index === 0 ? at(28) : null,
      waiting: [0, 3, 1][index],
      createdAt: at(30),
      allowed: ['webhook.manage'],
    })),
  }),
  'webhook.create': () => ({ id: idOf(989), secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
  'webhook.rotate': () => ({ secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
  'webhook.deliveries': () =>
    (['webhook.test', 'engagement.shortlisted', 'solution.listed'] as const).map((event, index) => ({
      id: idOf(990 + index),
      event,
      thing: index === 0 ? null : event.split('.')[0],
      page: index === 0 ? null : idOf(960 + index),
      title: index === 0 ? null : solution.title,
      at: at(1 + index),
      state: (['arrived', 'waiting', 'failed'] as const)[index],
      tries: [1, 3, 8][index],
      triedAt: at(1),
      fault: [null, 'status', 'unreachable'][index],
      code: [200, 503, null][index],
      nextAt: index === 1 ? at(27) : null,
    })),
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
