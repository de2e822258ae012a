import { csvForSpreadsheets } from '@scenario-lab/contracts/csv-text';
import type { IndustryMatrix, MatrixState } from '@scenario-lab/contracts/industry-matrix';

const headers = {
  zh: [
    '算法',
    '版本',
    '供给方',
    '评测基准',
    '数据所属单位',
    '所在区',
    '状态',
    '指标',
    '结果',
    '区间下限',
    '区间上限',
    '梯队',
    '证书编号',
    '缺口',
    '缺少的列',
    '截至',
  ],
  en: [
    'algorithm',
    'version',
    'vendor',
    'benchmark',
    'owner of the data',
    'district',
    'state',
    'metric',
    'value',
    'lower',
    'upper',
    'tier',
    'certificate',
    'gap',
    'missing columns',
    'as of',
  ],
};
const states: Record<'zh' | 'en', Record<MatrixState, string>> = {
  zh: {
    certified: '已持证',
    watch: '证书观察中',
    transferred: '迁移验证有结果',
    measured: '有结果，未持证',
    untried: '未测',
  },
  en: {
    certified: 'certified',
    watch: 'certified, under watch',
    transferred: 'transfer tested',
    measured: 'measured, not certified',
    untried: 'not tried',
  },
};

/** One line a pair, so that a spreadsheet can filter and pivot it. */
export function matrixCsv({ columns, rows, at }: IndustryMatrix, language: 'zh' | 'en'): string {
  const said = (text: { zh?: string; en?: string }) =>
    (language === 'zh' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? '';
  return csvForSpreadsheets([
    headers[language],
    ...rows.flatMap((row) =>
      row.cells.map((cell, place) => {
        const column = columns[place]!;
        return [
          said(row.algorithm.title),
          row.label,
          said(row.vendor.name),
          said(column.title),
          said(column.department.name),
          column.region ?? '',
          states[language][cell.state],
          cell.value === null ? '' : column.metric,
          cell.value ?? '',
          cell.lower ?? '',
          cell.upper ?? '',
          cell.tier ?? '',
          cell.certificate ?? '',
          cell.gap ?? '',
          cell.missing.join(' '),
          at,
        ];
      }),
    ),
  ]);
}
