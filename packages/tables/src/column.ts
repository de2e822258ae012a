import { isAmbiguousDay, type Moment, momentText, offsetText, readMoment } from './instants.js';
import { isIdentifier, type NumberStyle, numberText, plainNumbers, styleOf } from './numbers.js';
import { cut } from './problem.js';
import { type CellType, type DateForm, plainMarkers, typedMarkers } from './reading.js';
import type { OffsetAt } from './zone.js';

/** What a column is read as. */
export interface ColumnPlan {
  name: string;
  type: CellType;
  declared: boolean;
  style: NumberStyle;
  dates: DateForm;
  /** Every cell is a day without a time. */
  days: boolean;
  /** Cells that stand for nothing here. */
  markers: ReadonlySet<string>;
  /** Cells that often stand for nothing and are kept here. */
  doubtful: ReadonlySet<string>;
}

export interface ColumnRead {
  name: string;
  type: CellType;
  nulls: number;
  /** Cells that stood for nothing, by how they were written; the empty one is `''`. */
  markers: Record<string, number>;
  /** Cells of a text column that often stand for nothing and were kept. */
  kept: Record<string, number>;
  /** Cells with spaces around them. */
  trimmed: number;
  /** Numbers written with a decimal comma or in per cent, days, instants. */
  form: 'plain' | 'comma' | 'percent' | 'day' | 'instant' | null;
  /** First cell whose digits were written in groups. */
  grouped: string | null;
  /** Zones that instants state; `null` for those that state none. */
  zones: (string | null)[];
  /** A few cells, as written and as read. */
  examples: { cell: string; read: string }[];
}

export interface Misfit {
  code: string;
  row: number;
  cell: string;
  cells: number;
}

const CACHED = 10_000;
const EXAMPLES = 3;
const MOST_ZONES = 8;
const noMarkers: ReadonlySet<string> = new Set();
const plainSet: ReadonlySet<string> = new Set(plainMarkers);
const typedSet: ReadonlySet<string> = new Set(typedMarkers);
const doubtfulSet: ReadonlySet<string> = new Set(typedMarkers.filter((one) => !plainSet.has(one)));

const pointGroups = /\d[,\s]\d/;
const commaGroups = /\d[.\s]\d/;
const isBoolean = (cell: string) => /^(?:true|false)$/i.test(cell);

/** The first type that fits every cell; digits that name something are a text. @param cells filled and trimmed */
function typeOf(
  cells: readonly string[],
  own: ReadonlySet<string> | null,
  dates: DateForm,
  decimal?: '.' | ',',
): CellType {
  const said = cells.filter((cell) => !(own ?? typedSet).has(cell));
  if (said.length === 0) return 'string';
  if (said.every(isBoolean)) return 'boolean';
  if (!said.some(isIdentifier) && styleOf(said, decimal)) return 'number';
  const asTime = dates === 'excel' ? 'ymd' : dates;
  return said.every((cell) => readMoment(cell, asTime, false) !== null) ? 'timestamp' : 'string';
}

/** Plans how a column is read from its first cells. @param cells of the sample, trimmed */
export function planColumn(
  name: string,
  cells: readonly string[],
  rules: {
    type: CellType | null;
    markers: readonly string[] | undefined;
    dates: DateForm | undefined;
    decimal: '.' | ',' | undefined;
  },
): ColumnPlan {
  const own = rules.markers === undefined ? null : new Set(rules.markers);
  const filled = cells.filter((cell) => cell !== '');
  const dates = rules.dates ?? 'ymd';
  const type = rules.type ?? typeOf(filled, own, dates, rules.decimal);
  const text = type === 'string' || type === 'image';
  const markers = own ?? (type === 'image' ? noMarkers : text ? plainSet : typedSet);
  const said = filled.filter((cell) => !markers.has(cell));
  const moments = type === 'timestamp' ? said.map((cell) => readMoment(cell, dates, true)) : [];
  return {
    name,
    type,
    declared: rules.type !== null,
    style: type === 'number' ? mostlyStyle(said, rules.decimal) : plainNumbers,
    dates,
    days: moments.every((moment) => moment?.day === true),
    markers,
    doubtful: own === null && type === 'string' ? doubtfulSet : noMarkers,
  };
}

/** The style of all, or of most where some cells are no numbers at all. */
function mostlyStyle(said: readonly string[], decimal: '.' | ',' | undefined): NumberStyle {
  const percent = said.length > 0 && said.filter((cell) => /[%％]$/.test(cell)).length * 2 > said.length;
  return styleOf(said, decimal) ?? { decimal: decimal ?? '.', percent };
}

/** Reads the cells of one column, one after the other. */
export class ColumnReader {
  misfit: Misfit | null = null;
  /** A column of days has an instant: it is to be read again as instants. */
  mixed = false;
  private readonly known = new Map<string, string>();
  private readonly read: ColumnRead;
  private readonly longestMarker: number;

  constructor(
    readonly plan: ColumnPlan,
    private readonly offsetAt: OffsetAt,
  ) {
    const { type, style } = plan;
    const number = style.percent ? 'percent' : style.decimal === ',' ? 'comma' : 'plain';
    const time = plan.days ? 'day' : 'instant';
    this.read = {
      name: plan.name,
      type,
      nulls: 0,
      markers: Object.create(null),
      kept: Object.create(null),
      trimmed: 0,
      form: type === 'number' ? number : type === 'timestamp' ? time : null,
      grouped: null,
      zones: [],
      examples: [],
    };
    this.longestMarker = Math.max(0, ...[...plan.markers].map((one) => one.length));
  }

  /** The cell in the normalised form, `''` where it stands for nothing. */
  cell(written: string, row: number): string {
    if (written === '') return this.nothing('');
    const cell = written.trim();
    if (cell.length !== written.length) {
      if (cell === '') return this.nothing('');
      this.read.trimmed += 1;
    }
    if (cell.length <= this.longestMarker && this.plan.markers.has(cell)) return this.nothing(cell);
    const before = this.known.get(cell);
    if (before !== undefined) return before;
    const found = this.convert(cell);
    if (found === null) {
      this.misfit ??= { code: this.faultOf(cell), row, cell, cells: 0 };
      this.misfit.cells += 1;
      return cell;
    }
    if (this.read.examples.length < EXAMPLES)
      this.read.examples.push({ cell: cut(written), read: cut(found) });
    if (this.plan.doubtful.has(cell)) this.read.kept[cell] = (this.read.kept[cell] ?? 0) + 1;
    else if (this.plan.type !== 'string' && this.known.size < CACHED) this.known.set(cell, found);
    return found;
  }

  get result(): ColumnRead {
    return this.read;
  }

  private nothing(marker: string): '' {
    this.read.nulls += 1;
    this.read.markers[marker] = (this.read.markers[marker] ?? 0) + 1;
    return '';
  }

  private convert(cell: string): string | null {
    const { type, style, dates } = this.plan;
    switch (type) {
      case 'number': {
        const text = numberText(cell, style);
        if (text !== null && this.read.grouped === null && this.isGrouped(cell))
          this.read.grouped = cut(cell);
        return text;
      }
      case 'timestamp': {
        const moment = readMoment(cell, dates, this.plan.declared);
        return moment === null ? null : this.moment(moment);
      }
      case 'boolean':
        return isBoolean(cell) ? cell.toLowerCase() : cell === '0' || cell === '1' ? cell : null;
      default:
        return cell;
    }
  }

  private isGrouped(cell: string): boolean {
    return (this.plan.style.decimal === ',' ? commaGroups : pointGroups).test(cell);
  }

  private moment(moment: Moment): string {
    if (this.plan.days && !moment.day) this.mixed = true;
    if (!this.plan.days || !moment.day) {
      const zone = moment.utc ? 'Z' : moment.offset === null ? null : offsetText(moment.offset);
      const { zones } = this.read;
      if (zones.length < MOST_ZONES && !zones.includes(zone)) zones.push(zone);
    }
    return momentText(moment, this.plan.days && moment.day, this.offsetAt);
  }

  private faultOf(cell: string): string {
    const { type, dates } = this.plan;
    if (type === 'timestamp') return dates === 'ymd' && isAmbiguousDay(cell) ? 'day_order' : 'not_a_time';
    if (type === 'boolean') return 'not_a_boolean';
    if (/^[+-]?\d{16,}$/.test(cell)) return 'too_many_digits';
    const other = this.plan.style.decimal === ',' ? '.' : ',';
    return numberText(cell, { ...this.plan.style, decimal: other }) === null
      ? 'not_a_number'
      : 'other_decimal';
  }
}
