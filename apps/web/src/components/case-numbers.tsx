import './case-numbers.css';
import type { Case } from '@scenario-lab/contracts/cases';
import { useFormats } from '../i18n/format.js';
import { shownUnit } from '../i18n/shown-unit.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { saveCsv } from './csv.js';
import { gapOf } from './gap.js';
import { NumberStrip, StripKey } from './number-strip.js';
import { Panel } from './object-page.js';
import { reachable } from './reachable.js';
import { TextView } from './text-view.js';

const kinds = ['baseline', 'target', 'lab', 'field'] as const;

/** Before, promised, measured in the lab, measured in the field: per indicator, drawn and in figures. */
export function CaseNumbers({ numbers, title }: { numbers: Case['numbers']; title: string }) {
  const { t } = useWords();
  const { figure, count, text } = useFormats();
  const labels = kinds.map((kind) => ({ kind, label: t(`cases.${kind}`) }));
  const columns = [...labels.map(({ label }) => label), t('cases.gap'), t('cases.observations')];
  if (numbers.length === 0) {
    return (
      <Panel title={t('cases.numbers')}>
        <p className="sl-muted">{t('cases.no_numbers')}</p>
      </Panel>
    );
  }
  const table = {
    columns: [t('cases.indicator'), t('cases.unit'), ...columns],
    rows: numbers.map((row) => [
      text(row.name),
      shownUnit(row.unit),
      row.baseline,
      row.target,
      row.lab,
      row.field,
      row.gap,
      row.observations,
    ]),
  };
  return (
    <Panel
      title={t('cases.numbers')}
      extra={
        <Button small tone="text" onClick={() => saveCsv(title, table)}>
          CSV
        </Button>
      }
    >
      <div className="sl-stack sl-tight">
        <StripKey marks={labels} />
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table sl-folds case-numbers">
            <thead>
              <tr>
                <th scope="col">{t('cases.indicator')}</th>
                <th scope="col">
                  <span className="sl-visually-hidden">{t('cases.drawn')}</span>
                </th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="sl-number">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {numbers.map((row) => (
                <tr key={row.criterion}>
                  <th scope="row">
                    <TextView text={row.name} />
                    {shownUnit(row.unit) ? (
                      <span className="sl-muted">
                        {t('common.in_brackets', { text: shownUnit(row.unit) })}
                      </span>
                    ) : null}
                  </th>
                  <td className="case-strip">
                    <NumberStrip
                      name={text(row.name)}
                      unit={shownUnit(row.unit)}
                      marks={labels.map(({ kind, label }) => ({ kind, label, value: row[kind] }))}
                    />
                  </td>
                  {labels.map(({ kind, label }) => (
                    <td key={kind} className="sl-number" data-label={label}>
                      {kind === 'field' ? <strong>{figure(row.field)}</strong> : figure(row[kind])}
                    </td>
                  ))}
                  <td className="sl-number" data-label={t('cases.gap')}>
                    {gapOf(row, figure)}
                  </td>
                  <td className="sl-number" data-label={t('cases.observations')}>
                    {count(row.observations)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="sl-muted sl-small">{t('cases.gap_says')}</p>
      </div>
    </Panel>
  );
}
