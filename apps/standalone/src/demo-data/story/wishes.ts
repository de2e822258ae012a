import type { WriteDataRequest } from '@scenario-lab/contracts/data-requests';
import type { z } from 'zod';

export interface WishStory {
  slug: string;
  /** Whose wish it is, and who else wants the same. */
  by: string;
  votes: readonly string[];
  body: z.input<typeof WriteDataRequest>;
  ends:
    | { is: 'open' }
    | { is: 'routed' | 'claimed' | 'fulfilled'; by: string }
    | { is: 'declined'; reason: string }
    | { is: 'merged'; into: string };
}

/** Data the people of the story would like to have. */
export const WISHES: readonly WishStory[] = [
  {
    slug: 'river-daily',
    by: 'guanlan',
    votes: ['lunzi', 'water-group'],
    body: {
      title: { zh: '主要河道断面水质日均值', en: 'Daily means of water quality on the main rivers' },
      purpose: {
        zh: '训练水质异常预警，至少三年，含降雨前后。',
        en: 'To train warnings of unusual water quality; three years at least, with days of rain.',
      },
      wanted: [
        { name: '断面', note: '编号或名称' },
        { name: '日期', note: '' },
        { name: '氨氮', note: '毫克每升，日均' },
      ],
      field: 'environmental_protection',
      region: '510100',
    },
    ends: { is: 'claimed', by: 'environment-bureau' },
  },
  {
    slug: 'pump-levels',
    by: 'lunzi',
    votes: ['guanlan', 'shuyan'],
    body: {
      title: { zh: '排水泵站逐小时液位与流量', en: 'Hourly levels and flows of drainage pumping stations' },
      purpose: {
        zh: '训练积水预警模型，提前两小时提示易涝点。',
        en: 'To train a model that warns of flooded places two hours ahead.',
      },
      wanted: [
        { name: '泵站编号', note: '' },
        { name: '时间', note: '整点' },
        { name: '液位', note: '米' },
        { name: '流量', note: '立方米每小时' },
      ],
      field: 'public_services',
      region: '510100',
    },
    ends: { is: 'fulfilled', by: 'water-bureau' },
  },
  {
    slug: 'pump-levels-again',
    by: 'water-group',
    votes: ['guanlan'],
    body: {
      title: { zh: '雨水泵站液位记录', en: 'Records of stormwater pumping stations' },
      purpose: { zh: '校核管网水力模型。', en: 'To check a hydraulic model of the drains.' },
      field: 'public_services',
      region: '510100',
    },
    ends: { is: 'merged', into: 'pump-levels' },
  },
  {
    slug: 'noise-night',
    by: 'shuyan',
    votes: [],
    body: {
      title: { zh: '夜间施工噪声监测点数据', en: 'Night-time noise at building sites' },
      purpose: {
        zh: '识别夜间违规施工的声音特征。',
        en: 'To tell the sound of building work at night.',
      },
      field: 'social_management',
      region: '510104',
    },
    ends: { is: 'open' },
  },
  {
    slug: 'called-numbers',
    by: 'shuyan',
    votes: [],
    body: {
      title: { zh: '热线来电人手机号码', en: 'Telephone numbers of those who call the hotline' },
      purpose: { zh: '回访满意度。', en: 'To ask how satisfied they are.' },
      field: 'citizens_appeals',
    },
    ends: { is: 'declined', reason: '来电人的联系方式不得提供；回访由热线服务中心进行。' },
  },
];
