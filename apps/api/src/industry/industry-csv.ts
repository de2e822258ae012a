import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import { type Industry, type IndustryRow, industryDefinitions } from '@scenario-lab/contracts/industry';

const headers = {
  zh: ['指标', '名称', '领域', '所在区', '数值', '截至', '口径'],
  en: ['figure', 'name', 'field', 'district', 'value', 'as of', 'definition'],
};

/** One line a figure with its definition, so that a line taken out of the file still says what it is. */
export function industryCsv(industry: Industry, language: 'zh' | 'en'): string {
  const lines = (row: IndustryRow, field: string, region: string) =>
    industryDefinitions
      // A solution is no district's.
      .filter(({ figure }) => region === '' || figure !== 'solutions')
      .map(({ figure, name, definition }) => [
        figure,
        name[language],
        field,
        region,
        row[figure as keyof IndustryRow],
        industry.at,
        definition[language],
      ]);
  return csvForSpreadsheets([
    headers[language],
    ...lines(industry.total, '', ''),
    ...industry.byField.flatMap((row) => lines(row, row.field, '')),
    ...industry.byRegion.flatMap((row) => lines(row, '', row.region)),
  ]);
}
