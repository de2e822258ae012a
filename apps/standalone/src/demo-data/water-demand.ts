import { makeDice } from './seeded.js';
import { steadyCos } from './steady-math.js';
import { type Column, type Row, rounded, type Table } from './table.js';

export const WATER_DEMAND_COLUMNS: Column[] = [
  {
    name: 'id',
    type: 'string',
    known_at: 'always',
    role: 'id',
    label: { zh: '记录编号', en: 'Record' },
    meaning: { zh: '分区与小时', en: 'District and hour' },
  },
  {
    name: 'timestamp',
    type: 'timestamp',
    known_at: 'always',
    role: 'time',
    label: { zh: '时间', en: 'Time' },
    meaning: { zh: '小时开始，东八区', en: 'Start of the hour, UTC+8' },
  },
  {
    name: 'district',
    type: 'string',
    known_at: 'always',
    role: 'slice',
    label: { zh: '供水分区', en: 'Supply district' },
    meaning: { zh: '独立计量分区', en: 'District metered area' },
    values: {
      old_town: { zh: '老城分区', en: 'Old town' },
      riverside: { zh: '滨河分区', en: 'Riverside' },
      industry: { zh: '产业园分区', en: 'Industrial park' },
    },
  },
  {
    name: 'temp_forecast',
    type: 'number',
    known_at: 'always',
    role: 'feature',
    unit: '°C',
    label: { zh: '预报气温', en: 'Forecast temperature' },
    meaning: { zh: '前一日发布的逐小时预报', en: 'Hourly forecast issued the day before' },
  },
  {
    name: 'holiday',
    type: 'number',
    known_at: 'always',
    role: 'feature',
    label: { zh: '是否休息日', en: 'Day off' },
    meaning: { zh: '周末为 1，其余为 0', en: '1 at weekends, else 0' },
    unit: '1',
  },
  {
    name: 'demand',
    type: 'number',
    known_at: 'origin',
    role: 'target',
    unit: 'm3/h',
    label: { zh: '用水量', en: 'Water demand' },
    meaning: { zh: '分区入口流量小时平均', en: 'Hourly mean inflow of the district' },
  },
];

interface District {
  code: string;
  mean: number;
  /** Share of the mean that the morning and evening peaks add. */
  swing: number;
  weekend: number;
  perDegree: number;
}

const DISTRICTS: District[] = [
  { code: 'old_town', mean: 820, swing: 0.34, weekend: 1.06, perDegree: 0.011 },
  { code: 'riverside', mean: 560, swing: 0.41, weekend: 1.11, perDegree: 0.014 },
  { code: 'industry', mean: 940, swing: 0.16, weekend: 0.71, perDegree: 0.006 },
];

const HOUR_MS = 3_600_000;
const SHIFT_MS = 8 * HOUR_MS;

function localStamp(utcMs: number): string {
  return `${new Date(utcMs + SHIFT_MS).toISOString().slice(0, 19)}+08:00`;
}

/**
 * Hourly demand of three supply districts for `days` days from `start` (ISO date, local midnight): daily and weekly
 * season, a temperature effect known a day ahead, and noise that hangs over from hour to hour. Generated.
 * `drift` adds that share per 30 days, so that a field pilot can be watched losing accuracy.
 */
export function makeWaterDemand(seed: number, days: number, start = '2025-03-01', drift = 0): Table {
  const dice = makeDice(seed);
  const first = Date.parse(`${start}T00:00:00Z`) - SHIFT_MS;
  const rows: Row[] = [];
  const lag = DISTRICTS.map(() => 0);
  let weather = 0;
  for (let hour = 0; hour < days * 24; hour += 1) {
    const at = first + hour * HOUR_MS;
    const local = new Date(at + SHIFT_MS);
    const clock = local.getUTCHours();
    const off = local.getUTCDay() === 0 || local.getUTCDay() === 6;
    const dayOfYear = (at + SHIFT_MS - Date.UTC(local.getUTCFullYear(), 0, 1)) / (24 * HOUR_MS);
    if (clock === 0) weather = 0.7 * weather + dice.normal(0, 1.6);
    const temp =
      17 -
      10 * steadyCos((2 * Math.PI * (dayOfYear - 15)) / 365.25) -
      4 * steadyCos((2 * Math.PI * (clock - 3)) / 24) +
      weather;
    DISTRICTS.forEach((district, i) => {
      lag[i] = 0.75 * lag[i]! + dice.normal(0, 0.018);
      const peaks =
        -0.55 * steadyCos((2 * Math.PI * (clock - 2)) / 24) -
        0.45 * steadyCos((4 * Math.PI * (clock - (off ? 3.2 : 1.7))) / 24);
      const level = 1 + district.swing * peaks + district.perDegree * (temp - 18) + lag[i]!;
      const demand = district.mean * level * (off ? district.weekend : 1) * (1 + (drift * hour) / 720);
      rows.push({
        id: `${district.code}-${String(hour).padStart(5, '0')}`,
        timestamp: localStamp(at),
        district: district.code,
        temp_forecast: rounded(temp + dice.normal(0, 0.8), 1),
        holiday: off ? 1 : 0,
        demand: rounded(demand, 1),
      });
    });
  }
  return { columns: WATER_DEMAND_COLUMNS, rows };
}
