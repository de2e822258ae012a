import './calls.css';
import type { Call } from '@scenario-lab/contracts/calls';
import { readScores, type Scoring } from '@scenario-lab/contracts/panels';
import { useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { saveCsv, saveFile } from '../../components/csv.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useCalculation } from './use-calculation.js';
import { useOutBy } from './use-out-by.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** How the totals come about, for panel, department and lab; the same figures as files. */
export function Calculation({ call }: { call: Call }) {
  const { t } = useWords();
  const { text } = useFormats();
  const sheetsOf = useCalculation(call);
  const { data, error } = useRow(readScores, { params: { id: call.id } });
  if (error) return <ProblemAlert error={error} />;
  // Nothing is calculated where nobody offered.
  if (!data || call.opening?.bids.length === 0) return null;
  const name = text(call.title);
  return (
    <Panel
      title={t('panel.sheet.title')}
      extra={
        <span className="sl-row unprinted">
          <Button
            small
            onClick={() => {
              void import('@scenario-lab/tables/workbook').then(({ workbookOf }) =>
                saveFile(`${name}.xlsx`, workbookOf(sheetsOf(data)), xlsx),
              );
            }}
          >
            {t('panel.sheet.xlsx')}
          </Button>
          <Button
            small
            onClick={() => {
              const [{ rows }] = sheetsOf(data);
              const [columns = [], ...lines] = rows.map((row) => row.map((cell) => String(cell ?? '')));
              saveCsv(name, { columns, rows: lines });
            }}
          >
            {t('panel.sheet.csv')}
          </Button>
        </span>
      }
    >
      <p className="sl-muted sl-small">{t('panel.sheet.says')}</p>
      <Totals call={call} scoring={data} />
      <h3>{t('panel.sheet.given')}</h3>
      <Given call={call} scoring={data} />
    </Panel>
  );
}

function Totals({ call, scoring }: { call: Call; scoring: Scoring }) {
  const { t } = useWords();
  const { text, figure } = useFormats();
  const outBy = useOutBy(call);
  const { criteria, priceWeight } = call.terms;
  const said = (value: number | null | undefined) => (typeof value === 'number' ? figure(value) : '–');
  const rows = [...scoring.sheet].sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99) || a.number - b.number);
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('panel.sheet.bid')}</th>
            <th scope="col">{t('panel.sheet.tier')}</th>
            <th scope="col" className="sl-number">
              {t('panel.sheet.total')}
            </th>
            <th scope="col" className="sl-number">
              {t('panel.sheet.interval')}
            </th>
            <th scope="col" className="sl-number">
              {t('calls.price_points')}
              <br />
              <span className="sl-muted">{t('panel.sheet.weight', { weight: priceWeight })}</span>
            </th>
            {criteria.map(({ id, title, weight }) => (
              <th key={id} scope="col" className="sl-number">
                {text(title)}
                <br />
                <span className="sl-muted">{t('panel.sheet.weight', { weight })}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <th scope="row">{t('calls.bidder', { number: row.number })}</th>
              <td>
                {row.tier === null
                  ? row.excludedBy.length > 0
                    ? t('calls.excluded', { by: outBy(row.excludedBy) })
                    : t('panel.sheet.unjudged')
                  : t('panel.sheet.tier_of', { tier: row.tier })}
              </td>
              <td className="sl-number">
                <strong>{said(row.total)}</strong>
              </td>
              <td className="sl-number">
                {row.total === null ? '–' : `${said(row.lower)}–${said(row.upper)}`}
              </td>
              <td className="sl-number">{said(row.pricePoints)}</td>
              {criteria.map(({ id, kind }) => (
                <td key={id} className="sl-number">
                  {said(kind === 'measured' ? row.points[id] : row.judged[id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Given({ call, scoring }: { call: Call; scoring: Scoring }) {
  const { t } = useWords();
  const { text, figure } = useFormats();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('panel.sheet.seat')}</th>
            <th scope="col">{t('panel.sheet.bid')}</th>
            <th scope="col">{t('calls.criterion')}</th>
            <th scope="col" className="sl-number">
              {t('calls.points_head')}
            </th>
            <th scope="col">{t('panel.sheet.note')}</th>
          </tr>
        </thead>
        <tbody>
          {scoring.given.map((one) => (
            <tr key={`${one.seat} ${one.number} ${one.criterion}`}>
              <td>{t('panel.sheet.seat_of', { number: one.seat })}</td>
              <td>{t('calls.bidder', { number: one.number })}</td>
              <td>{text(call.terms.criteria.find(({ id }) => id === one.criterion)?.title)}</td>
              <td className="sl-number">{figure(one.now)}</td>
              <td className="call-words">
                {one.note}
                {one.changes.map((change, at) => (
                  <p key={change.at} className="sl-small">
                    {t('panel.sheet.was', {
                      points: figure(one.changes[at - 1]?.points ?? one.points),
                      reason: change.reason,
                    })}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
