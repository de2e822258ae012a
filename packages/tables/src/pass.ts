import { ColumnReader, planColumn } from './column.js';
import { titleRows, totalCell } from './layout.js';
import { commas, points } from './numbers.js';
import { at, cut, type Problem, Unreadable } from './problem.js';
import type { Declared, Reading } from './reading.js';
import type { Records, Source } from './source-of-records.js';
import type { OffsetAt } from './zone.js';

/** Takes the normalised table; `begin` may come again, and what came before is void then. */
export interface Sink {
  begin(columns: readonly string[]): void;
  add(cells: string[]): void;
}

/** For whoever wants only what a table was read as. */
export const nowhere: Sink = { begin: () => undefined, add: () => undefined };

export interface ReadRules {
  declared: readonly Declared[];
  reading: Reading;
  limits: { maxRows: number; maxColumns: number };
  /** Rows are rows: nothing is taken for a title, a total or an empty end. For tables of our own. */
  asIs?: boolean;
}

/** What the sample did not show of columns nobody declared: a text among numbers, an instant among days. */
export type Again = ReadonlyMap<string, 'text' | 'instants'>;

const SAMPLE = 2_000;
const MOST_PROBLEMS = 50;
const MOST_TITLES = 8;
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Wrong names of columns. Codes `bad_header`, `duplicate_header`, `too_many_columns`. */
function headerProblems(columns: readonly string[], row: number, maxColumns: number): Problem[] {
  if (columns.length > maxColumns)
    return [
      {
        code: 'too_many_columns',
        place: at(row),
        detail: `${columns.length} columns, at most ${maxColumns}`,
      },
    ];
  const seen = new Map<string, number>();
  return columns.flatMap((name, index): Problem[] => {
    const bad = (detail: string, code = 'bad_header') => [{ code, place: at(row, index + 1), detail }];
    if (name === '') return bad('has no name');
    if (name.length > 200) return bad('a name of more than 200 characters');
    if (/[\u0000-\u001f\u007f]/.test(name)) return bad('holds a control character');
    if (reserved.has(name)) return bad(`the name ${name} is reserved`);
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) return bad(`has the name of column ${twin}`, 'duplicate_header');
    seen.set(name.toLowerCase(), index + 1);
    return [];
  });
}

interface Row {
  cells: string[];
  row: number;
}

const filled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '');

/** One reading of a table from beginning to end. */
export class Pass {
  rows = 0;
  columns: ColumnReader[] = [];
  readonly again = new Map<string, 'text' | 'instants'>();
  private readonly said: Problem[] = [];
  private readonly problems: Problem[] = [];
  /** Rows with one empty cell more than the header has names. */
  private longer = { rows: 0, first: 0 };
  private ragged = 0;
  private totals = 0;
  /** The last row that holds anything, and the empty ones after it: what they are, the end of the file tells. */
  private held: Row | null = null;
  private blanks: number[] = [];

  constructor(
    private readonly source: Source,
    private readonly rules: ReadRules,
    private readonly second: Again,
    private readonly offsetAt: OffsetAt,
    private readonly sink: Sink,
  ) {}

  /** @throws {Unreadable} */
  run(): void {
    const records = this.source.open();
    const head = this.sample(records);
    const header = head.shift();
    if (!header || !filled(header.cells))
      throw new Unreadable([{ code: 'empty', place: 'file', detail: 'has no header' }]);
    const names = this.namesOf(header, head);
    this.stop(headerProblems(names, header.row, this.rules.limits.maxColumns));
    this.columns = this.planned(names, head);
    this.sink.begin(names);
    for (const { cells, row } of head) this.take(cells, row);
    for (let cells = records.next(); cells !== null; cells = records.next()) this.take(cells, records.row());
    this.end();
  }

  private sample(records: Records): Row[] {
    const head: Row[] = [];
    while (head.length < SAMPLE) {
      const cells = records.next();
      if (cells === null) break;
      head.push({ cells, row: records.row() });
    }
    const titles = this.rules.asIs ? 0 : titleRows(head.slice(0, MOST_TITLES).map(({ cells }) => cells));
    for (const { cells, row } of head.splice(0, titles))
      this.said.push({
        code: 'title_row',
        place: at(row),
        detail: cut(cells.find((cell) => cell.trim()) ?? ''),
      });
    return head;
  }

  /** Names of columns; nameless ones at the end that are empty throughout the sample are no columns. */
  private namesOf(header: Row, head: readonly Row[]): string[] {
    const names = header.cells.map((cell) => cell.trim());
    if (this.rules.asIs) return names;
    const trimmed = header.cells.filter((cell, place) => cell.length !== names[place]!.length).length;
    if (trimmed > 0) this.said.push({ code: 'trimmed', place: at(header.row), detail: `${trimmed} cells` });
    while (names.length > 1 && names.at(-1) === '') {
      const place = names.length - 1;
      if (head.some(({ cells }) => (cells[place] ?? '').trim() !== '')) break;
      names.pop();
    }
    const spare = header.cells.length - names.length;
    if (spare > 0)
      this.said.push({ code: 'trailing_delimiter', place: at(header.row), detail: `${spare} columns` });
    return names;
  }

  private planned(names: readonly string[], head: readonly Row[]): ColumnReader[] {
    const types = new Map(this.rules.declared.map(({ name, type }) => [name, type] as const));
    const samples = names.map((_, place) => head.map(({ cells }) => (cells[place] ?? '').trim()));
    const { markers, dates, decimal } = this.rules.reading;
    const sums = { comma: 0, point: 0 };
    for (const [place, name] of names.entries()) {
      if (!['number', undefined].includes(types.get(name))) continue;
      sums.comma += commas(samples[place]!);
      sums.point += points(samples[place]!);
    }
    // Numbers that could be either are read as the rest of the file is.
    const usual = sums.comma > 0 && sums.point === 0 ? ',' : undefined;
    return names.map((name, place) => {
      const cells = samples[place]!;
      const again = this.second.get(name);
      const own = commas(cells) > points(cells) ? ',' : points(cells) > 0 ? '.' : usual;
      const type = again === 'text' ? ('string' as const) : (types.get(name) ?? null);
      const plan = planColumn(name, cells, { type, markers, dates, decimal: decimal ?? own });
      const days = plan.days && again !== 'instants';
      return new ColumnReader({ ...plan, declared: types.has(name), days }, this.offsetAt);
    });
  }

  private take(cells: string[], row: number): void {
    const { asIs } = this.rules;
    if (!asIs && this.columns.length > 1 && !filled(cells)) {
      this.blanks.push(row);
      return;
    }
    this.release();
    this.held = { cells, row };
    if (asIs) this.release();
  }

  /** What was held is a row like any other, for something follows it. */
  private release(): void {
    if (this.held !== null) {
      if (totalCell(this.held.cells) !== null) this.totals += 1;
      this.row(this.held);
      this.held = null;
    }
    if (this.blanks.length === 0) return;
    for (const row of this.blanks) this.row({ cells: this.columns.map(() => ''), row });
    this.blanks = [];
  }

  private row({ cells, row }: Row): void {
    this.rows += 1;
    const { maxRows } = this.rules.limits;
    if (this.rows > maxRows)
      this.stop([{ code: 'too_many_rows', place: at(row), detail: `at most ${maxRows}` }]);
    const width = this.columns.length;
    if (cells.length !== width && !this.fitted(cells, row)) return;
    const read = new Array<string>(width);
    for (let place = 0; place < width; place += 1)
      read[place] = this.columns[place]!.cell(cells[place]!, row);
    this.sink.add(read);
  }

  /** Empty cells beyond the header's are none, if it is so in every row; others are told. */
  private fitted(cells: readonly string[], row: number): boolean {
    const width = this.columns.length;
    const spare = cells.length > width && cells.slice(width).every((cell) => cell.trim() === '');
    if (spare && !this.rules.asIs) {
      if (this.longer.rows === 0) this.longer.first = row;
      this.longer.rows += 1;
      return true;
    }
    this.ragged += 1;
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push({
        code: 'ragged',
        place: at(row),
        detail: `${cells.length} cells, the header has ${width}`,
      });
    return false;
  }

  private end(): void {
    const { held } = this;
    const total = held !== null && this.rules.reading.totals !== 'keep' ? totalCell(held.cells) : null;
    if (held !== null && total !== null && this.totals === 0 && this.rows > 1 && this.columns.length > 1) {
      this.said.push({ code: 'total_row', place: at(held.row), detail: cut(total) });
      this.held = null;
    }
    const [first] = this.blanks;
    if (first !== undefined) {
      this.said.push({ code: 'blank_rows', place: at(first), detail: `${this.blanks.length} rows` });
      this.blanks = [];
    }
    this.release();
    if (this.totals > 0 && total === null)
      this.said.push({ code: 'total_rows_inside', place: 'file', detail: `${this.totals} rows` });
    this.settle();
  }

  private settle(): void {
    const { rows, first } = this.longer;
    const named = this.said.some(({ code }) => code === 'trailing_delimiter');
    if (rows > 0 && rows < this.rows - this.ragged && !named)
      this.problems.unshift({
        code: 'ragged',
        place: at(first),
        detail: `${this.columns.length + 1} cells, the header has ${this.columns.length}`,
      });
    else if (rows > 0 && !named)
      this.said.push({ code: 'trailing_delimiter', place: at(first), detail: `${rows} rows` });
    for (const { plan, misfit, mixed } of this.columns) {
      if (misfit !== null && plan.declared)
        this.problems.push({
          code: misfit.code,
          place: at(misfit.row, plan.name),
          detail: misfit.cells > 1 ? `${cut(misfit.cell)} and ${misfit.cells - 1} more` : cut(misfit.cell),
        });
      else if (misfit !== null) this.again.set(plan.name, 'text');
      else if (mixed) this.again.set(plan.name, 'instants');
    }
    this.stop(this.problems);
  }

  private stop(problems: readonly Problem[]): void {
    if (problems.length > 0) throw new Unreadable(problems.slice(0, MOST_PROBLEMS));
  }

  /** What was left out or taken to mean something. */
  notes(zone: string): Problem[] {
    const assumed = this.source.sure
      ? []
      : [{ code: 'encoding_assumed', place: 'file', detail: this.source.encoding }];
    const columns = this.columns.flatMap(({ result }): Problem[] => {
      const place = `column "${cut(result.name)}"`;
      const kept = Object.entries(result.kept).map(([cell, cells]) => `${cell} × ${cells}`);
      const stated = result.zones.filter((one) => one !== null);
      return [
        ...(result.trimmed > 0 ? [{ code: 'trimmed', place, detail: `${result.trimmed} cells` }] : []),
        ...(kept.length > 0 ? [{ code: 'markers_kept', place, detail: kept.join(', ') }] : []),
        ...(result.grouped !== null ? [{ code: 'digits_grouped', place, detail: result.grouped }] : []),
        ...(result.zones.includes(null) ? [{ code: 'zone_assumed', place, detail: zone }] : []),
        ...(stated.length > 1 ? [{ code: 'zones_differ', place, detail: stated.join(', ') }] : []),
      ];
    });
    return [...assumed, ...(this.source.notes ?? []), ...this.said, ...columns];
  }
}
