import type { Cockpit, readStatistics } from '@scenario-lab/contracts/cockpit';
import { definitions, figuresOf } from '@scenario-lab/contracts/cockpit-figures';
import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { Answer } from '@scenario-lab/contracts/route';

export const statisticsOf = (cockpit: Cockpit): Answer<typeof readStatistics> => ({
  edition: cockpit.edition,
  at: cockpit.at,
  definitions: [...definitions],
  figures: figuresOf(cockpit),
});

const headers = {
  zh: ['指标', '名称', '分项', '数值', '单位', '依据数', '是否隐去', '截至', '口径'],
  en: ['figure', 'name', 'slice', 'value', 'unit', 'facts', 'held back', 'as of', 'definition'],
};

/** One line for each figure, with its definition, so that a line taken out of the file still says what it is. */
export function statisticsCsv(cockpit: Cockpit, language: 'zh' | 'en'): string {
  const defined = new Map<string, (typeof definitions)[number]>(definitions.map((one) => [one.figure, one]));
  const yes = language === 'zh' ? '是' : 'yes';
  const lines = figuresOf(cockpit).map(({ figure, slice, value, facts, heldBack }) => {
    const one = defined.get(figure);
    return [
      figure,
      one?.name[language] ?? '',
      slice,
      value,
      one?.unit ?? '',
      facts,
      heldBack ? yes : '',
      cockpit.at,
      one?.definition[language] ?? '',
    ];
  });
  return csvForSpreadsheets([headers[language], ...lines]);
}
