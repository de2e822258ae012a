import { type OwnDays, type WorkingTime, workingTime } from '@scenario-lab/domain/working-days/working-time';
import { z } from 'zod';
import type { Tx } from '../database.js';
import { json, queryOne, queryRow } from './rows.js';

const days = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((day): day is string => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day))
    : [];

/** The lab's working time: public holidays as shipped, and the setting `working.days` (`{off, on}`) over them. */
export async function readWorkingTime(tx: Tx, zone: string): Promise<WorkingTime> {
  return workingTime(zone, await readOwnDays(tx));
}

const ReadOwnDaysRow = z.object({
  value: json<Record<keyof OwnDays, unknown>>(),
});

/** The lab's own word on days; what is none of them is passed over. */
export async function readOwnDays(tx: Tx): Promise<Required<{ [K in keyof OwnDays]: string[] }>> {
  const setting = await queryRow(tx, ReadOwnDaysRow, `SELECT value FROM setting WHERE key = 'working.days'`);
  const said = (setting?.value ?? {}) as Record<keyof OwnDays, unknown>;
  return { off: days(said.off), on: days(said.on) };
}

const LabTimeRow = z.object({
  zone: z.string(),
});

/** The same by the session's time zone, which is the lab's. */
export async function labTime(tx: Tx): Promise<WorkingTime> {
  const { zone } = await queryOne(tx, LabTimeRow, `SELECT current_setting('TimeZone') AS zone`);
  return readWorkingTime(tx, zone);
}
