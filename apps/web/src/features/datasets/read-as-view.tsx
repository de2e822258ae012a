import type { ReadAs } from '@scenario-lab/contracts/datasets';
import { FindingsTable } from '../../components/findings-table.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

const delimiterNames: Record<string, string> = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'pipe' };

/** What a file was read as: its encoding and delimiter, and of each column the type, cells and what stood for nothing. */
export function ReadAsView({ readAs }: { readAs: ReadAs }) {
  const { t } = useWords();
  const { count } = useFormats();
  const delimiter = delimiterNames[readAs.delimiter ?? ''];
  const facts = [
    readAs.sheet === undefined
      ? wordFor('taxonomy.encoding', readAs.encoding)
      : t('datasets.reading.from_sheet', { name: readAs.sheet }),
    delimiter ? t('datasets.reading.parted', { by: wordFor('taxonomy.delimiter', delimiter) }) : null,
  ].filter(Boolean);
  return (
    <section className="sl-stack">
      <p className="sl-muted sl-small">{facts.join(' · ')}</p>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('datasets.column')}</th>
              <th scope="col">{t('datasets.type')}</th>
              <th scope="col">{t('datasets.reading.examples')}</th>
              <th scope="col">{t('datasets.reading.nothing')}</th>
            </tr>
          </thead>
          <tbody>
            {readAs.columns.map((column) => (
              <tr key={column.name}>
                <td>
                  <code>{column.name}</code>
                </td>
                <td>
                  {wordFor('taxonomy.column_type', column.type)}
                  {column.form && column.form !== 'plain' ? (
                    <span className="sl-muted"> {wordFor('taxonomy.cell_form', column.form)}</span>
                  ) : null}
                </td>
                <td>
                  {once(column.examples).map(({ cell, read }) => (
                    <div key={cell}>
                      <code>{cell}</code>
                      {cell === read ? null : (
                        <>
                          {' → '}
                          <code>{read}</code>
                        </>
                      )}
                    </div>
                  ))}
                </td>
                <td>
                  {Object.entries(column.markers)
                    .map(([marker, cells]) => `${marker || t('datasets.reading.empty')} × ${count(cells)}`)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {readAs.notes.length > 0 ? <FindingsTable findings={readAs.notes} /> : null}
    </section>
  );
}

/** The first cells of a column are often the same: each is enough once to see how it is read. */
const once = <T extends { cell: string }>(examples: readonly T[]): T[] => [
  ...new Map(examples.map((one) => [one.cell, one])).values(),
];
