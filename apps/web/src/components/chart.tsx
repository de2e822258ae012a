import './chart.css';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense, useState } from 'react';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import type { ChartTable } from './chart-table.js';
import { saveCsv } from './csv.js';
import { reachable } from './reachable.js';

const Drawing = lazy(() => import('./chart-drawing.js').then((file) => ({ default: file.ChartDrawing })));

interface ChartProps {
  title: string;
  /** One sentence for who cannot see it: what is drawn and what stands out. */
  description: string;
  /** An echarts option; colours, fonts and axes come from the tokens. */
  option: EChartsCoreOption;
  /** The same numbers as a table and as CSV. */
  table: ChartTable;
  height?: number;
}

/** A chart with its numbers behind it. The drawing library is fetched when the first chart is shown. */
export function Chart({ title, description, option, table, height = 260 }: ChartProps) {
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption>
        <strong>{title}</strong>
        <span className="sl-row">
          <Button small tone="text" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'chart.as_drawing' : 'chart.as_table')}
          </Button>
          <Button small tone="text" onClick={() => saveCsv(title, table)}>
            CSV
          </Button>
        </span>
      </figcaption>
      {asTable ? (
        <DataTable table={table} height={height} />
      ) : (
        <div role="img" aria-label={`${title}${t('common.colon')}${description}`} style={{ height }}>
          <Suspense fallback={<div className="chart-waiting" style={{ height }} />}>
            <Drawing option={option} />
          </Suspense>
        </div>
      )}
    </figure>
  );
}

/** Plain table of a chart's numbers; numbers stand at the right. */
export function DataTable({ table, height }: { table: ChartTable; height?: number }) {
  const { figure } = useFormats();
  return (
    <div
      className="sl-scroll"
      ref={reachable}
      style={{ maxHeight: height, overflowY: height ? 'auto' : undefined }}
    >
      <table className="sl-table">
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={typeof table.rows[0]?.[index] === 'number' ? 'sl-number' : undefined}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, index) => (
                <td key={table.columns[index]} className={typeof cell === 'number' ? 'sl-number' : undefined}>
                  {typeof cell === 'number' ? figure(cell) : (cell ?? '–')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
