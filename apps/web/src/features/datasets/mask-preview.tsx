import type { Masking } from '@scenario-lab/contracts/masking';
import { Notice } from '../../components/notice.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What came of the masking over all rows, with a few cells before and after, and what is left to find. */
export function MaskPreviewView({ preview }: { preview: NonNullable<Masking['preview']> }) {
  const { t } = useWords();
  const { count } = useFormats();
  const { columns, left, rows } = preview;
  const blind = columns.every(({ examples }) => examples.length === 0);
  return (
    <section className="sl-stack">
      {left.length === 0 ? (
        <Notice>{t('masking.nothing_left')}</Notice>
      ) : (
        <Notice tone="warn">
          <strong>{t('masking.left')}</strong>
          <ul>
            {left.map(({ column, kind, cells }) => (
              <li key={`${column} ${kind}`}>
                <code>{column}</code> {wordFor('taxonomy.personal', kind)}{' '}
                {t('masking.cells', { cells: count(cells) })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <p className="sl-muted sl-small">{t('masking.over_rows', { rows: count(rows) })}</p>
      {blind ? <p className="sl-muted sl-small">{t('masking.no_examples')}</p> : null}
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('datasets.column')}</th>
              <th scope="col">{t('masking.method')}</th>
              <th scope="col">{t('masking.came_of_it')}</th>
              {blind ? null : <th scope="col">{t('masking.examples')}</th>}
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.name}>
                <td>
                  <code>{column.name}</code>
                </td>
                <td>{t(`masking.methods.${column.method}`)}</td>
                <td>
                  {column.method === 'drop'
                    ? t('masking.dropped')
                    : t('masking.changed', {
                        changed: count(column.changed),
                        before: count(column.distinctBefore),
                        after: count(column.distinctAfter),
                      })}
                  {column.method !== 'drop' && column.emptied > 0 ? (
                    <div className="sl-muted sl-small">
                      {t('masking.emptied', { cells: count(column.emptied) })}
                    </div>
                  ) : null}
                </td>
                {blind ? null : (
                  <td>
                    {column.examples.map(({ before, after }) => (
                      <div key={before}>
                        <code>{before}</code> → <code>{after || '∅'}</code>
                      </div>
                    ))}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
