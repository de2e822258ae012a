import { useId, useState } from 'react';
import { FindingsTable } from '../../components/findings-table.js';
import { Form } from '../../components/form.js';
import { Notice } from '../../components/notice.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { ColumnValues } from './column-values.js';
import type { Cells } from './dictionary-cells.js';
import type { DictionaryFault } from './dictionary-file.js';

type Came =
  | { kind: 'filled'; filled: number; unknown: string[] }
  | { kind: 'faulty'; faults: DictionaryFault[] }
  | Extract<Cells, { kind: 'refused' }>;

/** Fills the columns of a form from a dictionary's file; of one with a fault nothing is taken. */
export function DictionaryIntake() {
  const { t, language } = useWords();
  const { count } = useFormats();
  const field = useId();
  const form = Form.useFormInstance();
  const [came, setCame] = useState<Came | null>(null);
  const some = ((Form.useWatch('columns', form) ?? []) as unknown[]).length > 0;
  const take = async (file: File | undefined) => {
    if (!file) return;
    // The reader of tables comes only where a table is read.
    const [{ cellsOf }, { fillColumns, readDictionary }] = await Promise.all([
      import('./dictionary-cells.js'),
      import('./dictionary-file.js'),
    ]);
    const cells = await cellsOf(file);
    if (cells.kind === 'refused') return setCame(cells);
    const { entries, faults } = readDictionary(cells.rows);
    if (faults.length > 0) return setCame({ kind: 'faulty', faults });
    const { columns, filled, unknown } = fillColumns(
      (form.getFieldValue('columns') ?? []) as ColumnValues[],
      entries,
    );
    form.setFieldValue('columns', columns);
    setCame({ kind: 'filled', filled, unknown });
  };
  // Before the table is there nothing could be filled in.
  if (!some) return null;
  return (
    <div className="sl-stack sl-tight dictionary-intake">
      <label htmlFor={field} className="sl-button sl-button-quiet">
        {t('dictionary.from_file')}
      </label>
      <input
        id={field}
        className="sl-visually-hidden"
        type="file"
        accept=".xlsx,.csv,.tsv,.txt"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          // The same file once more, when it has been mended.
          event.target.value = '';
        }}
      />
      <p className="sl-muted sl-small">{t('dictionary.help')}</p>
      <div aria-live="polite">
        {came?.kind === 'filled' ? (
          <Notice>
            <p>{t('dictionary.filled', { columns: count(came.filled) })}</p>
            {came.unknown.length > 0 ? (
              <p>
                {t('dictionary.unknown', {
                  names: came.unknown.slice(0, 10).join(language === 'zh' ? '、' : ', '),
                })}
              </p>
            ) : null}
          </Notice>
        ) : null}
        {came?.kind === 'refused' ? <FindingsTable findings={came.problems} /> : null}
        {came?.kind === 'faulty' ? <Faults faults={came.faults} /> : null}
      </div>
    </div>
  );
}

const mostShown = 50;

function Faults({ faults }: { faults: readonly DictionaryFault[] }) {
  const { t } = useWords();
  return (
    <div className="sl-stack sl-tight">
      <Notice tone="warn">{t('dictionary.faulty')}</Notice>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('dictionary.row')}</th>
              <th scope="col">{t('dictionary.heading')}</th>
              <th scope="col">{t('dictionary.value')}</th>
              <th scope="col">{t('dictionary.wrong')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, mostShown).map(({ row, heading, code, value }) => (
              <tr key={`${row} ${heading} ${code}`}>
                <td className="sl-number">{row}</td>
                <td>{heading}</td>
                <td>
                  <code>{value}</code>
                </td>
                <td>{t(`dictionary.faults.${code}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
