import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Column, parseCsv, type Row, type Table } from './table.js';

export const SEATTLE_COLUMNS: Column[] = [
  {
    name: 'id',
    type: 'string',
    known_at: 'always',
    role: 'id',
    label: { zh: '记录编号', en: 'Record' },
    meaning: { zh: '由日期得到', en: 'Made from the date' },
  },
  {
    name: 'timestamp',
    type: 'timestamp',
    known_at: 'always',
    role: 'time',
    label: { zh: '日期', en: 'Date' },
    meaning: { zh: '观测日，当地日历', en: 'Day of observation, local calendar' },
  },
  {
    name: 'temp_max',
    type: 'number',
    known_at: 'origin',
    role: 'target',
    unit: '°C',
    label: { zh: '日最高气温', en: 'Daily maximum' },
    meaning: { zh: '西雅图一地，气象站实测', en: 'Seattle, measured at the station' },
  },
  {
    name: 'temp_min',
    type: 'number',
    known_at: 'origin',
    role: 'feature',
    unit: '°C',
    label: { zh: '日最低气温', en: 'Daily minimum' },
    meaning: { zh: '当日最低', en: 'Lowest of the day' },
  },
  {
    name: 'precipitation',
    type: 'number',
    known_at: 'origin',
    role: 'feature',
    unit: 'mm',
    label: { zh: '降水量', en: 'Precipitation' },
    meaning: { zh: '当日累计', en: 'Sum of the day' },
  },
  {
    name: 'wind',
    type: 'number',
    known_at: 'origin',
    role: 'feature',
    unit: 'm/s',
    label: { zh: '平均风速', en: 'Wind' },
    meaning: { zh: '当日平均', en: 'Mean of the day' },
  },
];

export const SEATTLE_SOURCE = {
  package: 'vega-datasets',
  file: 'data/seattle-weather.csv',
  origin: 'NOAA National Centers for Environmental Information, daily summaries, Seattle, 2012–2015',
  licence: 'U.S. government work, public domain',
};

/**
 * Seattle's daily weather 2012–2015 (1,461 rows), read from the installed registry package; the file is never copied.
 * Throws when the package is not installed or the file has other columns.
 */
export function loadSeattleWeather(): Table {
  const entry = createRequire(import.meta.url).resolve(SEATTLE_SOURCE.package);
  const records = parseCsv(readFileSync(join(dirname(dirname(entry)), SEATTLE_SOURCE.file), 'utf8'));
  const number = (record: Record<string, string>, name: string): number => {
    const value = Number(record[name]);
    if (record[name] === undefined || !Number.isFinite(value))
      throw new Error(`seattle-weather.csv: ${name} is not a number on ${record.date}`);
    return value;
  };
  const rows = records.map(
    (record): Row => ({
      id: `sea-${record.date}`,
      timestamp: record.date ?? '',
      temp_max: number(record, 'temp_max'),
      temp_min: number(record, 'temp_min'),
      precipitation: number(record, 'precipitation'),
      wind: number(record, 'wind'),
    }),
  );
  return { columns: SEATTLE_COLUMNS, rows };
}
