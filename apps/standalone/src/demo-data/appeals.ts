import {
  APPEAL_ASIDES,
  APPEAL_DEPARTMENTS,
  APPEAL_ENDINGS,
  APPEAL_OPENINGS,
  APPEAL_PLACES,
  APPEAL_SLIPS,
  APPEAL_STREETS,
  APPEAL_TIMES,
} from './appeal-phrases.js';
import { type Dice, makeDice } from './seeded.js';
import { type Column, type Row, rounded, type Table } from './table.js';

const CHANNELS = {
  phone: { zh: '电话', en: 'Phone' },
  app: { zh: '移动端', en: 'App' },
  wechat: { zh: '公众号', en: 'Chat account' },
};

export const APPEAL_COLUMNS: Column[] = [
  {
    name: 'id',
    type: 'string',
    known_at: 'always',
    role: 'id',
    label: { zh: '工单编号', en: 'Appeal' },
    meaning: { zh: '一件来件', en: 'One appeal received' },
  },
  {
    name: 'received_at',
    type: 'timestamp',
    known_at: 'always',
    role: 'time',
    label: { zh: '受理时间', en: 'Received at' },
    meaning: { zh: '来件时间，东八区', en: 'Time of receipt, UTC+8' },
  },
  {
    name: 'street',
    type: 'string',
    known_at: 'always',
    role: 'group',
    label: { zh: '街道', en: 'Street office' },
    meaning: { zh: '诉求发生地街道，均为虚构', en: 'Where it happened; invented names' },
  },
  {
    name: 'channel',
    type: 'string',
    known_at: 'always',
    role: 'slice',
    label: { zh: '渠道', en: 'Channel' },
    meaning: { zh: '来件渠道', en: 'How it came in' },
    values: CHANNELS,
  },
  {
    name: 'text',
    type: 'string',
    known_at: 'always',
    role: 'feature',
    label: { zh: '诉求内容', en: 'Text' },
    meaning: { zh: '话务员记录或市民填写的原文', en: 'As written down by the operator or by the citizen' },
  },
  {
    name: 'length',
    type: 'number',
    known_at: 'always',
    role: 'feature',
    unit: '1',
    label: { zh: '字数', en: 'Characters' },
    meaning: { zh: '诉求内容的字数', en: 'Length of the text in characters' },
  },
  {
    name: 'department',
    type: 'string',
    known_at: 'never',
    role: 'target',
    label: { zh: '主办部门', en: 'Responsible desk' },
    meaning: { zh: '首派并办结的部门', en: 'The desk it was first sent to and closed by' },
    values: Object.fromEntries(APPEAL_DEPARTMENTS.map((department) => [department.code, department.name])),
  },
];

function tell(matter: string, street: string, channel: string, dice: Dice): string {
  const body = matter
    .replace('{place}', `${dice.chance(0.7) ? street : ''}${dice.pick(APPEAL_PLACES)}`)
    .replace('{time}', dice.pick(APPEAL_TIMES));
  const aside = dice.chance(0.45) ? dice.pick(APPEAL_ASIDES) : '';
  const second = dice.chance(0.12) ? dice.pick(APPEAL_ASIDES) : '';
  let text = `${dice.pick(APPEAL_OPENINGS)}${body}${aside}${second}${dice.pick(APPEAL_ENDINGS)}`;
  // Phone notes are dictated: more slips, and sometimes only the first half got written down.
  const slip = channel === 'phone' ? 0.22 : 0.08;
  for (const [right, wrong] of APPEAL_SLIPS) if (dice.chance(slip)) text = text.replace(right, wrong);
  if (channel === 'phone' && dice.chance(0.1))
    text = text.slice(0, Math.max(8, Math.floor(text.length * 0.55)));
  return text;
}

/**
 * Citizens' appeals with the desk that closed them (multiclass, 12 desks), in Chinese. Generated from phrase parts:
 * no person, no real place. `label_noise` of the rows carry the desk of another matter, as first dispatch does.
 */
export function makeAppeals(seed: number, rows: number, labelNoise = 0.02): Table {
  const dice = makeDice(seed);
  const table: Row[] = [];
  for (let i = 0; i < rows; i += 1) {
    const department = dice.weighted(APPEAL_DEPARTMENTS.map((one, rank) => [one, 14 - rank] as const));
    const channel = dice.weighted([
      ['phone', 6],
      ['app', 3],
      ['wechat', 2],
    ] as const);
    const street = dice.pick(APPEAL_STREETS);
    const text = tell(dice.pick(department.matters), street, channel, dice);
    const label = dice.chance(labelNoise) ? dice.pick(APPEAL_DEPARTMENTS) : department;
    const minute = String(dice.below(60)).padStart(2, '0');
    const hour = String(dice.below(24)).padStart(2, '0');
    const day = String(dice.below(28) + 1).padStart(2, '0');
    const month = String(dice.below(12) + 1).padStart(2, '0');
    table.push({
      id: `a${seed}-${String(i + 1).padStart(5, '0')}`,
      received_at: `2025-${month}-${day}T${hour}:${minute}:00+08:00`,
      street,
      channel,
      text,
      length: rounded([...text].length, 0),
      department: label.code,
    });
  }
  return { columns: APPEAL_COLUMNS, rows: table };
}
