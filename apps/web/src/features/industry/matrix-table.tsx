import './matrix.css';
import type {
  IndustryMatrix,
  MatrixCell,
  MatrixColumn,
  MatrixRow,
  MatrixState,
} from '@scenario-lab/contracts/industry-matrix';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import type { Tone } from '../../components/tones.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

const toneOf: Record<Exclude<MatrixState, 'untried'>, Tone> = {
  certified: 'pass',
  watch: 'inconclusive',
  transferred: 'running',
  measured: 'waiting',
};

/** Programs down, departments' data across; on a phone each program is a card with its data one below the other. */
export function MatrixTable({ matrix: { rows, columns } }: { matrix: IndustryMatrix }) {
  const { t } = useWords();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table industry-matrix">
        <thead>
          <tr>
            <th scope="col">{t('industry.matrix.program')}</th>
            {columns.map((column) => (
              <ColumnHead key={column.benchmarkId} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.versionId}>
              <th scope="row" className="matrix-program">
                <span className="matrix-lines">
                  {row.algorithm.listed ? (
                    <Link to={path.algorithm(row.algorithm.id)}>
                      <TextView text={row.algorithm.title} />
                    </Link>
                  ) : (
                    <TextView text={row.algorithm.title} />
                  )}
                  <span className="sl-muted sl-small">
                    {row.label} · <OrganisationName of={row.vendor} />
                  </span>
                </span>
              </th>
              {row.cells.map((cell, place) => (
                <Cell key={cell.benchmarkId} row={row} cell={cell} column={columns[place]!} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({ column }: { column: MatrixColumn }) {
  const { t, language } = useWords();
  const { figure, count } = useFormats();
  const regions = useTerms('region');
  const rows = column.dataset?.rows;
  const facts = [
    column.region ? regions.nameOf(column.region) : null,
    rows ? t('industry.matrix.rows', { n: count(rows) }) : null,
    column.threshold === null
      ? metricName(column.metric, language)
      : t('industry.matrix.asks', {
          metric: metricName(column.metric, language),
          threshold: figure(column.threshold),
        }),
    column.open ? null : t('industry.matrix.shut'),
  ];
  return (
    <th scope="col">
      <span className="matrix-lines">
        <Link to={path.benchmark(column.benchmarkId)}>
          <TextView text={column.title} />
        </Link>
        <span className="sl-muted sl-small">
          <OrganisationName of={column.department} /> · {facts.filter(Boolean).join(' · ')}
        </span>
      </span>
    </th>
  );
}

function Cell({ row, cell, column }: { row: MatrixRow; cell: MatrixCell; column: MatrixColumn }) {
  const { t } = useWords();
  const { figure, spread } = useFormats();
  const { value, lower, upper } = cell;
  const told = value !== null && lower !== null && upper !== null ? spread(value, lower, upper) : null;
  return (
    <td>
      <span className="matrix-lines">
        {/* Read out with the cell where the head of the column is far off: on a phone. */}
        <span className="matrix-of sl-muted sl-small">
          <TextView text={column.department.name} /> · <TextView text={column.title} />
        </span>
        {cell.state === 'untried' ? (
          <Gap row={row} cell={cell} column={column} />
        ) : (
          <>
            <span className="matrix-state">
              <ToneTag tone={toneOf[cell.state]}>{t(`industry.matrix.state.${cell.state}`)}</ToneTag>
              {cell.tier === null ? null : (
                <span className="sl-small">{t('benchmarks.tier', { tier: cell.tier })}</span>
              )}
            </span>
            {value === null ? null : (
              <span className="matrix-value">
                <strong>{told?.[0] ?? figure(value)}</strong>{' '}
                <span className="sl-muted sl-small">{told ? `[${told.slice(1).join(', ')}]` : ''}</span>
              </span>
            )}
            {cell.earlier === null ? null : (
              <span className="sl-muted sl-small">{t('industry.matrix.earlier', { n: cell.earlier })}</span>
            )}
            {cell.certificate ? (
              <Link className="sl-small" to={path.certificate(cell.certificate)}>
                {cell.certificate}
              </Link>
            ) : cell.reportId ? (
              <Link className="sl-small" to={path.report(cell.reportId)}>
                {t('industry.matrix.report')}
              </Link>
            ) : null}
          </>
        )}
      </span>
    </td>
  );
}

/** So many columns are named in a cell; the wish for them names all. */
const named = 3;

/** What fills a gap depends on what is missing and on who reads: one step, not a choice of three. */
function Gap({ row, cell, column }: { row: MatrixRow; cell: MatrixCell; column: MatrixColumn }) {
  const { t, language } = useWords();
  const { text } = useFormats();
  const { me, is } = useMe();
  const listed = (columns: readonly string[]) => columns.join(language === 'zh' ? '、' : ', ');
  const step = (): { to: string; label: string } => {
    if (cell.gap === 'columns')
      return {
        to: path.newDataRequest({
          q: t('industry.matrix.wish_for', {
            where: text(column.department.name),
            columns: listed(cell.missing),
          }),
        }),
        label: t('industry.matrix.wish'),
      };
    if (cell.gap === 'closed')
      return column.scenarioId
        ? { to: path.scenario(column.scenarioId), label: t('industry.read_need') }
        : { to: path.benchmark(column.benchmarkId), label: t('industry.matrix.see_exam') };
    if (me?.organisation.id === row.vendor.id)
      return {
        to: path.newRun({ algorithmVersionId: row.versionId, benchmark: column.benchmarkId }),
        label: t('industry.test'),
      };
    if (row.caseId && (me === null || is('department')))
      return { to: path.case(row.caseId), label: t('industry.matrix.ask_transfer') };
    return { to: path.benchmark(column.benchmarkId), label: t('industry.matrix.see_exam') };
  };
  const { to, label } = step();
  return (
    <>
      <span className="sl-muted sl-small">
        {cell.gap === 'columns'
          ? t(`industry.matrix.gap.${cell.missing.length > named + 1 ? 'many_columns' : 'columns'}`, {
              columns: listed(cell.missing.length > named + 1 ? cell.missing.slice(0, named) : cell.missing),
              n: cell.missing.length,
            })
          : t(`industry.matrix.gap.${cell.gap ?? 'test'}`)}
      </span>
      <Link className="sl-small" to={to}>
        {label}
      </Link>
    </>
  );
}
