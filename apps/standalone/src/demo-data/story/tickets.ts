/** What became of a ticket: how far it is played through the API. */
export type TicketPlay =
  | 'open'
  | 'assigned'
  | 'spoken'
  | 'returned'
  | 'answered'
  | 'closed'
  | 'pleased'
  | 'displeased'
  | 'false_closed'
  | 'repeat'
  | 'left_out';

export interface TicketStory {
  title: readonly [zh: string, en: string];
  words: readonly [zh: string, en: string];
  category: string;
  region: string;
  place: string;
  department: string;
  /** Days ago. */
  ago: number;
  play: TicketPlay;
}

const of =
  (department: string, category: string, title: TicketStory['title'], words: TicketStory['words']) =>
  (...times: [region: string, place: string, ago: number, play: TicketPlay][]): TicketStory[] =>
    times.map(([region, place, ago, play]) => ({
      department,
      category,
      title,
      words,
      region,
      place,
      ago,
      play,
    }));

const flooded = of(
  'water-bureau',
  'water_drainage',
  ['雨后积水', 'Water stands after rain'],
  [
    '每次下大雨，下穿通道积水过脚踝，行人和电动车只能绕行。',
    'After every heavy rain the underpass is ankle-deep; people on foot and on scooters go round.',
  ],
);
const pressure = of(
  'water-group',
  'water_drainage',
  ['晚高峰水压不足', 'Low water pressure in the evening'],
  [
    '晚上七点到九点，六楼以上几乎没有水。',
    'Between seven and nine hardly any water reaches the sixth floor and above.',
  ],
);
const lights = of(
  'urban-committee',
  'roads_traffic',
  ['路灯不亮', 'Street lights are dark'],
  [
    '这一段路灯连续几晚不亮，夜里看不清路面。',
    'The lights of this stretch have been dark for several nights.',
  ],
);
const covers = of(
  'urban-committee',
  'city_appearance',
  ['井盖松动', 'A manhole cover is loose'],
  ['车一过就响，边缘翘起，怕绊倒人。', 'It clatters under every car and its edge stands up.'],
);
const noise = of(
  'environment-bureau',
  'environment',
  ['夜间施工噪声', 'Building noise at night'],
  ['工地夜里十一点以后还在打桩。', 'The site drives piles after eleven at night.'],
);
const food = of(
  'market-bureau',
  'market',
  ['外卖商家超范围经营', 'A take-away sells what its licence does not cover'],
  [
    '平台公示的许可证没有冷食类，却在卖凉菜。',
    'Its licence on the platform covers no cold dishes, and it sells them.',
  ],
);

/** A few dozen matters; each is told once and comes from several places. */
export const TICKETS: TicketStory[] = [
  ...flooded(
    ['510104', '一环路东段下穿通道', 33, 'pleased'],
    ['510104', '一环路东段下穿通道', 12, 'false_closed'],
    ['510104', '东大街下穿通道', 11, 'closed'],
    ['510104', '一环路东段下穿通道', 5, 'assigned'],
    ['510104', '一环路东段下穿通道（南口）', 4, 'repeat'],
    ['510108', '新华大道桥下', 6, 'answered'],
    ['510107', '武侯大道铁路桥下', 3, 'open'],
  ),
  ...pressure(
    ['510105', '府南河边老小区', 35, 'pleased'],
    ['510105', '青羊大道 8 号院', 14, 'closed'],
    ['510106', '花照壁西顺街', 9, 'pleased'],
    ['510106', '花照壁中街', 2, 'spoken'],
  ),
  ...lights(
    ['510104', '书院街', 38, 'closed'],
    ['510104', '水碾河路', 16, 'pleased'],
    ['510108', '建设北路', 15, 'pleased'],
    ['510107', '高升桥东路', 8, 'displeased'],
    ['gaoxin', '天府二街', 4, 'returned'],
    ['gaoxin', '天府四街', 1, 'open'],
  ),
  ...covers(
    ['510105', '人民中路', 20, 'closed'],
    ['510106', '沙湾路', 13, 'pleased'],
    ['510112', '驿都大道', 7, 'answered'],
  ),
  ...noise(
    ['gaoxin', '交子大道在建工地', 18, 'displeased'],
    ['gaoxin', '交子大道在建工地', 10, 'pleased'],
    ['tianfu', '科学城北路工地', 3, 'assigned'],
    ['510115', '光华大道工地', 30, 'left_out'],
  ),
  ...food(
    ['510104', '春熙路商圈', 21, 'pleased'],
    ['510107', '玉林西路', 9, 'closed'],
    ['510108', '万象城周边', 2, 'assigned'],
  ),
];
