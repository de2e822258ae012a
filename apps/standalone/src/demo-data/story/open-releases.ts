import { APPEAL_COLUMNS, makeAppeals } from '../appeals.js';
import { columnEntries } from '../column-entries.js';
import type { DemoExam } from '../demo-exams.js';
import { TRAINING } from '../demo-models.js';
import { digitZip, METER_DIGIT_COLUMNS, makeMeterDigits } from '../meter-digits.js';
import { PUMP_COLUMNS } from '../pump-columns.js';
import { makePumpAlarms } from '../pump-station.js';
import { tableCsv } from '../table.js';
import { makeWaterDemand, WATER_DEMAND_COLUMNS } from '../water-demand.js';
import type { DatasetStory } from './types.js';

export type OpenRelease = Pick<DemoExam, 'fileName' | 'file' | 'columns' | 'split'>;

const utf8 = (text: string) => new TextEncoder().encode(text);
const byHash: OpenRelease['split'] = { by: 'hash', sample: 0.2, validation: 0.5, hidden: 0.3 };

/** What is uploaded for data sets that have no exam of their own. */
export const OPEN_RELEASES: Record<NonNullable<DatasetStory['release']>, OpenRelease> = {
  'pump-open': {
    fileName: 'pump-stations-2024.csv',
    file: () => utf8(tableCsv(makePumpAlarms(TRAINING.pumps, 6000))),
    columns: columnEntries(PUMP_COLUMNS),
    split: byHash,
  },
  'digits-open': {
    fileName: 'meter-digits-open.zip',
    file: () => digitZip(makeMeterDigits(TRAINING.digits, 2000, 240)),
    columns: columnEntries(METER_DIGIT_COLUMNS),
    split: byHash,
  },
  'appeals-open': {
    fileName: 'appeals-open.csv',
    file: () => utf8(tableCsv(makeAppeals(TRAINING.appeals, 3000))),
    columns: columnEntries(APPEAL_COLUMNS),
    split: byHash,
  },
  'water-demand': {
    fileName: 'water-demand.csv',
    file: () => utf8(tableCsv(makeWaterDemand(61, 180))),
    columns: columnEntries(WATER_DEMAND_COLUMNS),
    split: { by: 'time', column: 'timestamp', sample: 0.3, validation: 0.3, hidden: 0.4 },
  },
};
