import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import { type IndustryMoney, type MoneyRow, moneyDefinitions } from '@scenario-lab/contracts/industry-money';

const headers = {
  zh: ['指标', '名称', '领域', '所在区', '年份', '数值', '截至', '口径'],
  en: ['figure', 'name', 'field', 'district', 'year', 'value', 'as of', 'definition'],
};

/** One line a figure with its definition; codes as in the list of terms, `none` where none is stated. */
export function moneyCsv(money: IndustryMoney, language: 'zh' | 'en'): string {
  const lines = (row: MoneyRow, field: string, region: string, year: string) =>
    moneyDefinitions
      .filter(({ figure }) => figure !== 'rule')
      .map(({ figure, name, definition }) => [
        figure,
        name[language],
        field,
        region,
        year,
        row[figure as keyof MoneyRow],
        money.at,
        definition[language],
      ]);
  return csvForSpreadsheets([
    headers[language],
    ...lines(money.total, '', '', ''),
    ...money.byField.flatMap((row) => lines(row, row.field ?? 'none', '', '')),
    ...money.byRegion.flatMap((row) => lines(row, '', row.region ?? 'none', '')),
    ...money.byYear.flatMap((row) => lines(row, '', '', String(row.year))),
  ]);
}
