import { PUMP_COLUMNS } from './pump-columns.js';
import { type Dice, makeDice } from './seeded.js';
import { sigmoid, steadyExp } from './steady-math.js';
import { type Row, rounded, type Table } from './table.js';

export type PumpPlace = 'home' | 'neighbour';

interface Place {
  prefix: string;
  stations: number;
  zones: readonly string[];
  year: number;
  /** Healthy vibration in mm/s: newer submersible sets next door run rougher on softer mounts. */
  vibration: number;
  pressure: number;
  loadFactor: number;
  bearingRise: number;
  insulationLog: number;
  rainFactor: number;
  /** Weight of electrical trouble: salt air wears the windings of the neighbour's coastal stations. */
  electrical: number;
}

const PLACES: Record<PumpPlace, Place> = {
  home: {
    prefix: 'PS',
    stations: 60,
    zones: ['centre', 'east', 'south', 'west', 'north'],
    year: 2024,
    vibration: 1.7,
    pressure: 168,
    loadFactor: 1,
    bearingRise: 17,
    insulationLog: 4,
    rainFactor: 1,
    electrical: 1,
  },
  neighbour: {
    prefix: 'HY',
    stations: 40,
    zones: ['centre', 'east', 'south'],
    year: 2024,
    vibration: 3.1,
    pressure: 121,
    loadFactor: 0.8,
    bearingRise: 26,
    insulationLog: 3.2,
    rainFactor: 1.5,
    electrical: 1.7,
  },
};

const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;
const WET: Record<(typeof SEASONS)[number], number> = {
  spring: 0.25,
  summer: 0.45,
  autumn: 0.22,
  winter: 0.08,
};

interface Station {
  code: string;
  zone: string;
  age: number;
  vibration: number;
  pressure: number;
  habit: number;
}

function makeStations(place: Place, dice: Dice): Station[] {
  return Array.from({ length: place.stations }, (_, i) => ({
    code: `${place.prefix}-${String(i + 1).padStart(3, '0')}`,
    zone: place.zones[i % place.zones.length]!,
    age: dice.between(1, 22),
    vibration: dice.normal(place.vibration, 0.3),
    pressure: dice.normal(place.pressure, 7),
    habit: dice.normal(0, 0.45),
  }));
}

function wear(dice: Dice, share: number): number {
  return dice.chance(share) ? Math.min(2, 0.25 + dice.exponential(0.55)) : dice.between(0, 0.15);
}

function observe(place: Place, station: Station, dice: Dice): Row {
  const month = dice.below(12) + 1;
  const season = SEASONS[Math.floor(((month + 9) % 12) / 3)]!;
  const rain = dice.chance(WET[season]) ? dice.exponential(6 * place.rainFactor) : 0;
  const load = (0.35 + Math.min(0.65, rain / 22) + dice.normal(0, 0.07)) * place.loadFactor;
  const serviceHours = dice.between(20, 4200);
  const tired = serviceHours / 4200;
  const clog = wear(dice, 0.1 + 0.1 * tired + (rain > 8 ? 0.08 : 0));
  const bearing = wear(dice, 0.05 + 0.14 * tired + station.age / 260);
  const winding = wear(dice, 0.08 * place.electrical);
  const seal = wear(dice, 0.04 + station.age / 240);

  // Log odds of a stop within 24 h: each kind of wear alone, worse together with load, rain or age.
  const odds =
    -6.9 +
    1.6 * (load - 0.4) +
    4.1 * clog +
    4.4 * bearing +
    3.7 * winding +
    2.9 * seal +
    2.6 * bearing * load +
    (rain > 8 ? 2.2 * clog : 0) +
    2.4 * winding * seal +
    0.05 * (station.age - 8) +
    station.habit;
  const state = dice.chance(sigmoid(1.35 * odds)) ? 'fault' : 'normal';

  const level = 0.8 + 1.5 * load + 0.7 * clog * load + dice.normal(0, 0.12);
  const day = String(dice.below(28) + 1).padStart(2, '0');
  const hour = String(dice.below(24)).padStart(2, '0');
  const maybe = (value: number, missing: number, decimals: number) =>
    dice.chance(missing) ? null : rounded(value, decimals);
  return {
    id: '',
    observed_at: `${place.year}-${String(month).padStart(2, '0')}-${day}T${hour}:00:00+08:00`,
    station: station.code,
    zone: station.zone,
    season,
    rain_1h: rounded(rain, 1),
    level: rounded(Math.max(0.2, level), 2),
    level_rate: rounded(
      0.25 * rain - 1.1 * load + 1.6 * clog * (rain > 2 ? 1 : 0.3) + dice.normal(0, 0.5),
      2,
    ),
    current_ratio: rounded(0.7 + 0.24 * load + 0.17 * clog + 0.06 * bearing + dice.normal(0, 0.035), 3),
    pressure: rounded(station.pressure - 22 * load - 29 * clog - 10 * seal + dice.normal(0, 5), 1),
    vibration: maybe(
      Math.max(0.3, station.vibration + 2.4 * bearing + 0.7 * clog + 0.6 * load + dice.normal(0, 0.35)),
      0.03,
      2,
    ),
    bearing_rise: maybe(place.bearingRise + 9 * load + 13 * bearing + dice.normal(0, 2.2), 0.02, 1),
    imbalance: maybe(Math.abs(dice.normal(0.7, 0.35)) + 1.5 * winding, 0.01, 2),
    insulation: maybe(
      steadyExp(place.insulationLog - 1.5 * seal - 0.4 * winding + dice.normal(0, 0.3)),
      0.04,
      1,
    ),
    starts_1h: dice.poisson(2 + 2.2 * winding + 1.5 * clog),
    service_hours: rounded(serviceHours, 0),
    age: rounded(station.age, 1),
    state,
  };
}

/**
 * Pump-station inspection moments with the state of the following 24 hours (binary: normal, fault), drawn from a
 * model of four kinds of wear. Generated, no real plant. `release` 0 is the year handed to vendors for training,
 * any other number is a later draw from the same stations. About one row in eight is a fault.
 */
export function makePumpAlarms(seed: number, rows: number, place: PumpPlace = 'home', release = 0): Table {
  const where = PLACES[place];
  const stations = makeStations(where, makeDice(seed));
  const dice = makeDice(seed * 7919 + release * 104729 + 1);
  const table: Row[] = [];
  for (let i = 0; i < rows; i += 1) {
    const row = observe(where, stations[i % stations.length]!, dice);
    row.id = `${where.prefix.toLowerCase()}${release}-${String(i + 1).padStart(5, '0')}`;
    if (release > 0) row.observed_at = String(row.observed_at).replace(/^\d+/, String(where.year + release));
    table.push(row);
  }
  return { columns: PUMP_COLUMNS, rows: dice.shuffle(table) };
}
