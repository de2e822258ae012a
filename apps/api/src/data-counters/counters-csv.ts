import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { Counter, DataCounters } from '@scenario-lab/contracts/data-counters';

type Both = { shared: Counter; opened: Counter };
const headers = {
  zh: ['指标', '名称', '分项', '数据集数', '记录数', '截至', '口径'],
  en: ['figure', 'name', 'slice', 'data sets', 'records', 'as of', 'definition'],
};

/** One line a figure with its definition, so that a line taken out of the file still says what it is. */
export function countersCsv(counters: DataCounters, language: 'zh' | 'en'): string {
  const defined = new Map(counters.definitions.map((one) => [one.figure, one]));
  const said = (text: { zh?: string | undefined; en?: string | undefined } | undefined) =>
    text?.[language] ?? text?.zh ?? text?.en ?? '';
  const line = (
    figure: string,
    [of, slice]: [of: string | null, slice: string],
    datasets: number | null,
    records: number,
  ) => {
    const about = [figure, of].flatMap((one) => (one ? [defined.get(one)] : []));
    return [
      of ? `${figure}.${of}` : figure,
      said(defined.get(figure)?.name),
      slice,
      datasets,
      records,
      counters.at,
      about.map((one) => said(one?.definition)).join(' '),
    ];
  };
  const pair = (of: string | null, slice: string, { shared, opened }: Both) => [
    line('shared', [of, slice], shared.datasets, shared.records),
    line('opened', [of, slice], opened.datasets, opened.records),
  ];
  return csvForSpreadsheets([
    headers[language],
    ...pair(null, '', counters.total),
    ...counters.byDepartment.flatMap((one) => pair(null, said(one.department.name), one)),
    ...counters.byField.flatMap((one) => pair('field', one.field, one)),
    ...counters.months.flatMap(({ month, shared, opened }) => [
      line('shared', ['month', month], null, shared),
      line('opened', ['month', month], null, opened),
    ]),
    ...counters.licences.map(({ licence, datasets, records }) =>
      line('licence', [null, licence], datasets, records),
    ),
  ]);
}
