import type { DateForm } from './reading.js';
import { type OffsetAt, offsetOfWall } from './zone.js';

/** What a cell says of a day, with a time of day and a zone where it has them. */
export interface Moment {
  /** The wall clock's reading, in ms as if it were UTC. */
  wall: number;
  /** Only a day. */
  day: boolean;
  /** Minutes east of UTC, where stated. */
  offset: number | null;
  /** Written as UTC. */
  utc: boolean;
}

const clock =
  String.raw`(?:(?:[T\s]\s*|(?<=日)\s*)(\d{1,2})(?:\s*[:：]\s*(\d{1,2})(?:\s*[:：]\s*(\d{1,2})(?:[.,](\d{1,9}))?)?|[时時点]\s*(?:(\d{1,2})分?\s*(?:(\d{1,2})秒?)?)?)?` +
  String.raw`\s?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$`;
const byYear = new RegExp(
  String.raw`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|\s*[年]\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?)` +
    clock,
);
const byDay = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})` + clock);
const digits = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})?)?)?$/;
// Serial 0 is 1899-12-30, so that 1900-03-01 and all later days come out right (ECMA-376 part 1, 18.17.4.1).
const EXCEL_ZERO = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

function momentOf(
  [year, month, day]: readonly (string | undefined)[],
  times: readonly (string | undefined)[],
  zone: string | undefined,
): Moment | null {
  const [hour, minute, second] = [times[0], times[1], times[2]].map((part) => Number(part ?? 0));
  const fraction = Math.floor(Number(`0.${times[3] ?? '0'}`) * 1_000);
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!real || Number(year) === 0 || hour! > 23 || minute! > 59 || second! > 59) return null;
  const wall = date.getTime() + ((hour! * 60 + minute!) * 60 + second!) * 1_000 + fraction;
  const utc = zone !== undefined && /^(z|utc|gmt)$/i.test(zone);
  let offset: number | null = utc ? 0 : null;
  if (zone !== undefined && !utc) {
    const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))];
    if (hours > 18 || minutes > 59) return null;
    offset = (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  return { wall, day: times[0] === undefined, offset, utc };
}

/**
 * Reads a day or instant: ISO 8601; 2025-7-1, 2025/7/1, 2025.7.1 and 2025年7月1日 with or without a time of day;
 * 20250701 (and with hours, minutes, seconds) where `declared`; days before months or months before days, and a
 * workbook's serial numbers, only where the owner says so. Null for anything else, the 30th of February too.
 */
export function readMoment(cell: string, dates: DateForm, declared: boolean): Moment | null {
  if (cell.length > 64) return null;
  if (dates === 'excel' && /^\d{1,7}(?:\.\d+)?$/.test(cell)) {
    // To the second: a workbook keeps 15 digits, about 10 microseconds of such a day.
    const wall = EXCEL_ZERO + Math.round(Number(cell) * 86_400) * 1_000;
    return { wall, day: wall % DAY === 0 && !cell.includes('.'), offset: null, utc: false };
  }
  const named = byYear.exec(cell);
  if (named) {
    const [, year, ...rest] = named;
    const pair = rest.slice(0, 8).findIndex((part) => part !== undefined);
    return timed([year, rest[pair], rest[pair + 1]], rest.slice(8));
  }
  const turned = dates === 'dmy' || dates === 'mdy' ? byDay.exec(cell) : null;
  if (turned) {
    const [, first, , second, year, ...rest] = turned;
    return timed(dates === 'dmy' ? [year, second, first] : [year, first, second], rest);
  }
  const bare = declared ? digits.exec(cell) : null;
  return bare ? momentOf(bare.slice(1, 4), bare.slice(4), undefined) : null;
}

/** Groups of `clock`: hour, minute, second, fraction, minute and second after 时, zone. */
function timed(day: readonly (string | undefined)[], rest: readonly (string | undefined)[]): Moment | null {
  const [hour, minute, second, fraction, minuteZh, secondZh, zone] = rest;
  return momentOf(day, [hour, minute ?? minuteZh, second ?? secondZh, fraction], zone);
}

/** A day written with its parts in an order that the cell itself does not tell. */
export const isAmbiguousDay = (cell: string): boolean => byDay.test(cell);

const two = (value: number) => String(value).padStart(2, '0');

export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** ISO 8601: a day alone where the whole column is of days, else with seconds and zone. */
export function momentText(moment: Moment, days: boolean, offsetAt: OffsetAt): string {
  const text = new Date(moment.wall).toISOString();
  if (days) return text.slice(0, 10);
  const body = text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23);
  if (moment.utc) return `${body}Z`;
  return `${body}${offsetText(moment.offset ?? offsetOfWall(moment.wall, offsetAt))}`;
}
