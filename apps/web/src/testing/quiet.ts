import { at, scenario } from './cards.js';
import { idOf } from './people.js';

/** Answers that are the same whoever asks: what is followed and kept, the regions. */
export const quiet: Record<string, () => unknown> = {
  'follow.list': () => [
    { thing: 'scenario', thingId: scenario.id, title: scenario.title, since: at(20) },
    { thing: 'algorithm', thingId: idOf(777), title: null, since: at(12) },
  ],
  'saved_search.list': () => [
    { id: idOf(970), name: '水务需求', list: 'scenarios', filters: { q: '水' }, seenAt: at(10) },
    { id: idOf(971), name: '有效证书', list: 'certificates', filters: { status: 'valid' }, seenAt: at(10) },
  ],
  'saved_search.create': () => ({ id: idOf(972) }),
  'taxonomy.list': () => [
    {
      kind: 'ticket_category',
      code: 'water_drainage',
      name: { zh: '供水排水', en: 'Water and drainage' },
      parent: null,
    },
    {
      kind: 'ticket_category',
      code: 'roads_traffic',
      name: { zh: '道路交通', en: 'Roads and traffic' },
      parent: null,
    },
    { kind: 'region', code: '510100', name: { zh: '成都市', en: 'Chengdu' }, parent: null },
    ...(
      [
        ['510104', '锦江区', 'Jinjiang District'],
        ['510105', '青羊区', 'Qingyang District'],
        ['510112', '龙泉驿区', 'Longquanyi District'],
        ['510181', '都江堰市', 'Dujiangyan City'],
        ['510121', '金堂县', 'Jintang County'],
        ['510131', '蒲江县', 'Pujiang County'],
        ['510185', '简阳市', 'Jianyang City'],
        ['dongbu', '东部新区', 'Eastern New Area'],
        ['gaoxin', '高新区', 'Chengdu Hi-Tech Zone'],
      ] as const
    ).map(([code, zh, en]) => ({ kind: 'region', code, name: { zh, en }, parent: '510100' })),
  ],
};
