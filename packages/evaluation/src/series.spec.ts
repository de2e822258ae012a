import { describe, expect, it } from 'vitest';
import { askedOf } from './draft.js';
import { layOut, seriesColumns } from './grid.js';
import { forecastDrafts, origins, regions } from './series.js';
import { numbersOf, type Table } from './table.js';
import { byDay, riverPlan, rivers } from './testing/data.js';

function tableOf(records: string[][]): Table {
  const [names, ...rows] = records as [string[], ...string[][]];
  return {
    names,
    rows: rows.length,
    cells: new Map(names.map((name, at) => [name, rows.map((row) => row[at]!)] as const)),
  };
}
const forecast = riverPlan().forecast!;
const made = rivers(200);
const table = tableOf(made.records);
const laidOut = (own: Table, names = ['river']) => layOut(own, forecast, names);

function drafted(own: Table) {
  const laid = laidOut(own);
  if ('problem' in laid) throw new Error(laid.problem.code);
  return forecastDrafts(laid.grid, numbersOf(own.cells.get('level')!).values, forecast, byDay).drafts;
}

describe('regions and origins', () => {
  it('leave an embargo of one horizon before the hidden part, and two seasons of history before all', () => {
    const { sample, validation, hidden } = regions(200, forecast, byDay);
    expect(hidden).toEqual({ from: 110, to: 200 });
    expect(validation).toEqual({ from: 65, to: 105 });
    expect(sample).toEqual({ from: 35, to: 65 });
    const full = { by: 'time' as const, column: 'day', sample: 0.3, validation: 0.3, hidden: 0.4 };
    expect(regions(100, forecast, full).sample.from).toBe(14);
  });
  it('ask for whole horizons only', () => {
    expect(origins({ from: 10, to: 24 }, forecast)).toEqual([10, 15]);
    expect(origins({ from: 10, to: 14 }, forecast)).toEqual([]);
  });
});

describe('seriesColumns', () => {
  it('takes groups, else slices where instants repeat, else nothing', () => {
    expect(seriesColumns(table, made.columns, 'day')).toEqual(['river']);
    const sliced = made.columns.map((one) =>
      one.name === 'river' ? { ...one, role: 'slice' as const } : one,
    );
    expect(seriesColumns(table, sliced, 'day')).toEqual(['river']);
    const single = tableOf(made.records.filter((record) => record[1] !== 'west'));
    expect(seriesColumns(single, sliced, 'day')).toEqual([]);
  });
});

describe('layOut', () => {
  const refusal = (records: string[][], names?: string[]) => {
    const laid = laidOut(tableOf(records), names);
    return 'problem' in laid ? [laid.problem.code, laid.problem.place] : null;
  };
  const with_ = (row: number, day: string) =>
    made.records.map((record, at) => (at === row ? [day, ...record.slice(1)] : record));
  it('refuses what is no regular series, and names the row', () => {
    expect(refusal(with_(5, 'soon'))).toEqual(['time_broken', 'row 5']);
    expect(refusal(with_(5, ''))).toEqual(['time_broken', 'row 5']);
    expect(refusal(with_(5, '2024-01-03T11:00:00Z'))).toEqual(['off_grid', 'row 5']);
    expect(refusal(made.records, [])).toEqual(['duplicate_time', 'row 2']);
  });
  it('counts calendar months by the clock that the instants state (case 07)', () => {
    const cells = Array.from({ length: 24 }, (_, month) => {
      const year = 2024 + Math.floor(month / 12);
      return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00+08:00`;
    });
    const monthly: Table = { names: ['at'], rows: 24, cells: new Map([['at', cells]]) };
    const laid = layOut(monthly, { ...forecast, time: 'at', frequency: 'P1M' }, []);
    expect('grid' in laid && [...laid.grid.rowAt]).toEqual([...cells.keys()]);
  });
  it('refuses a step so far away that the grid would not fit', () => {
    expect(refusal(with_(5, '9999-01-01'))).toBeNull();
    const far = made.records.map((record, at) =>
      at === 0 ? record : [record[0]!, `r${at}`, ...record.slice(2)],
    );
    far[1] = ['9999-01-01', ...far[1]!.slice(1)];
    expect(refusal(far)?.[0]).toBe('grid_too_large');
  });
});

describe('forecastDrafts', () => {
  const levelOf = (row: number) => Number(table.cells.get('level')![row]);
  const dayOf = (row: number) => Math.floor(row / 2);
  it('looks back on everything before the origin and on nothing after it', () => {
    for (const { cases } of drafted(table))
      for (const one of cases) {
        const origin = Math.min(...one.asked.map(({ row }) => dayOf(row)));
        const history = one.history!();
        expect(Math.max(...history.map(dayOf))).toBe(origin - 1);
        expect(history).toHaveLength(origin * 2);
        expect(one.asked.map(({ row, ahead }) => dayOf(row) - ahead!.step + 1)).toEqual(
          Array(10).fill(origin),
        );
      }
  });

  it('agrees with naive forecasts worked out the long way', () => {
    const asked = drafted(table).flatMap(({ cases }) => cases);
    expect(asked.length).toBeGreaterThan(20);
    for (const one of asked)
      for (const { row, ahead } of one.asked) {
        const river = row % 2;
        const origin = dayOf(row) - ahead!.step + 1;
        const at = (day: number) => levelOf(day * 2 + river);
        expect(ahead!.naive).toBe(at(origin - 1));
        let back = dayOf(row);
        while (back >= origin) back -= 7;
        expect(ahead!.seasonal).toBe(at(back));
        let sum = 0;
        for (let day = 7; day < origin; day += 1) sum += Math.abs(at(day) - at(day - 7));
        expect(ahead!.scale).toBeCloseTo(sum / (origin - 7), 10);
      }
  });

  it('passes over gaps: no question without a target, the last value seen instead of a missing one', () => {
    const gap = new Set([2 * 110 + 1, 2 * 109 + 1, 2 * 103 + 1]);
    const records = made.records
      .map((record, at) => (gap.has(at - 1) ? [...record.slice(0, 4), ''] : record))
      .filter((_, at) => at - 1 !== 2 * 96 + 1);
    const own = tableOf(records);
    const [first] = drafted(own).find(({ split }) => split === 'hidden')!.cases;
    const days = own.cells.get('day')!;
    const west = first!.asked.filter(({ row }) => own.cells.get('river')![row] === 'west');
    expect(west.map(({ ahead }) => ahead!.step)).toEqual([2, 3, 4, 5]);
    expect(west[0]!.ahead!.naive).toBe(levelOf(2 * 108 + 1));
    expect(days[west[0]!.row]).toBe(table.cells.get('day')![2 * 111]);
    // Step 111 looks back to 104; 110 would have looked to 103, which is missing.
    expect(west[0]!.ahead!.seasonal).toBe(levelOf(2 * 104 + 1));
  });

  it('asks nothing of a series that has not begun', () => {
    const late = made.records.filter((record, at) => at === 0 || record[1] === 'east' || at > 2 * 150);
    const hidden = drafted(tableOf(late)).find(({ split }) => split === 'hidden');
    const rivers = hidden!.cases.map(({ asked }) => asked.length);
    expect(rivers.slice(0, 8)).toEqual(Array(8).fill(5));
    expect(rivers.at(-1)).toBe(10);
    expect(askedOf(hidden).every(({ ahead }) => Number.isFinite(ahead!.naive + ahead!.scale))).toBe(true);
  });
});
