import './month.css';
import {
  draftMonthlyReport,
  listMonthlyReports,
  type MonthlyReport,
  readMonthlyReport,
  signMonthlyReport,
} from '@scenario-lab/contracts/monthly-reports';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { knowsWord, useWords, wordFor } from '../../i18n/use-words.js';
import { MonthBehind } from './month-behind.js';

/** The worker counts and seals within seconds. */
const everyMs = 10_000;

/** Months counted, read, signed by two and sealed; the archive of them. */
export function MonthlyReportsPage() {
  const { t } = useWords();
  useTitle(t('cockpit.monthly'));
  const [params] = useSearchParams();
  const { data, error, isPending } = useRow(listMonthlyReports, {}, { refetchInterval: everyMs });
  const month = data?.find((one) => one.month === params.get('month'))?.month ?? data?.[0]?.month;
  return (
    <div className="sl-stack">
      <header>
        <p>
          <Link to={path.cockpit()}>{t('cockpit.title')}</Link>
        </p>
        <h1>{t('cockpit.monthly')}</h1>
        <p className="sl-muted">{t('cockpit.monthly_lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('cockpit.monthly_none')}</p> : null}
      <ul className="sl-plain sl-row">
        {(data ?? []).map((one) => (
          <li key={one.month}>
            <Link
              to={path.monthlyReports({ month: one.month })}
              aria-current={one.month === month ? 'page' : undefined}
            >
              {one.month}
            </Link>{' '}
            <State report={one} />
          </li>
        ))}
      </ul>
      {month ? <Report month={month} /> : null}
    </div>
  );
}

function State({ report }: { report: Pick<MonthlyReport, 'draftedAt' | 'issuedAt' | 'signatures'> }) {
  const { t } = useWords();
  if (report.issuedAt) return <ToneTag tone="pass">{t('cockpit.monthly_state.sealed')}</ToneTag>;
  if (!report.draftedAt) return <ToneTag tone="running">{t('cockpit.monthly_state.counting')}</ToneTag>;
  return (
    <ToneTag tone="waiting">{t('cockpit.monthly_state.signed', { count: report.signatures.length })}</ToneTag>
  );
}

function Report({ month }: { month: string }) {
  const { t, language } = useWords();
  const { instant } = useFormats();
  const [params] = useSearchParams();
  const { data, error } = useRow(readMonthlyReport, { params: { month } }, { refetchInterval: everyMs });
  if (!data) return error ? <ProblemAlert error={error} /> : <PageSkeleton />;
  const asked = data.figures.find(
    (row) => row.figure === params.get('figure') && row.slice === params.get('slice'),
  );
  const nameOf = (figure: string) =>
    data.definitions.find((one) => one.figure === figure)?.name[language] ?? figure;
  return (
    <>
      <Panel title={month} extra={<State report={data} />}>
        <div className="sl-stack sl-tight">
          {data.signatures.map(({ person, at }) => (
            <p key={person.id}>{t('cockpit.monthly_signed', { name: person.name, when: instant(at) })}</p>
          ))}
          {data.issuedAt ? (
            <p className="sl-row">
              <a href={`/api/monthly-reports/${month}/report.pdf?lang=zh`}>{t('cockpit.monthly_pdf_zh')}</a>
              <a href={`/api/monthly-reports/${month}/report.pdf?lang=en`}>{t('cockpit.monthly_pdf_en')}</a>
              <a href={`/api/monthly-reports/${month}/statement.json`}>{t('cockpit.monthly_statement')}</a>
            </p>
          ) : null}
          <DeedButtons
            allowed={data.allowed}
            deeds={[
              {
                row: signMonthlyReport,
                params: { month },
                body: { digest: data.digest ?? '' },
                tone: 'primary',
              },
              { row: draftMonthlyReport, params: { month } },
            ]}
          />
        </div>
      </Panel>
      {asked ? (
        <MonthBehind
          key={`${asked.figure} ${asked.slice}`}
          report={data}
          figure={asked.figure}
          slice={asked.slice}
          name={[month, nameOf(asked.figure), asked.slice ? sliceOf(asked.slice) : null]
            .filter((part) => part !== null)
            .join(' · ')}
        />
      ) : null}
      <Figures report={data} />
      <Panel title={t('cockpit.definitions')}>
        <dl className="sl-stack sl-tight">
          {data.definitions.map(({ figure, name, definition }) => (
            <div key={figure}>
              <dt>
                <strong>{name[language]}</strong>
              </dt>
              <dd className="sl-muted">{definition[language]}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  );
}

function Figures({ report: { month, figures, definitions } }: { report: MonthlyReport }) {
  const { t, language } = useWords();
  const { figure, percent } = useFormats();
  if (figures.length === 0) return null;
  const shown = (value: number | null, unit: string | undefined) => {
    if (value === null) return t('cockpit.too_few');
    if (unit === 'share') return percent(value);
    return unit === 'days' ? t('cockpit.days', { days: figure(value) }) : figure(value);
  };
  return (
    <Panel title={t('cockpit.monthly_figures')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table month-links">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.monthly_figure')}</th>
              <th scope="col">{t('cockpit.monthly_slice')}</th>
              <th scope="col" className="sl-number">
                {t('cockpit.monthly_value')}
              </th>
              <th scope="col" className="sl-number">
                {t('cockpit.monthly_facts')}
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.map((row) => {
              const defined = definitions.find((one) => one.figure === row.figure);
              return (
                <tr key={`${row.figure} ${row.slice}`}>
                  <td>{defined?.name[language] ?? row.figure}</td>
                  <td>{row.slice ? sliceOf(row.slice) : '–'}</td>
                  <td className="sl-number">
                    <Link
                      to={path.monthlyReports({ month, figure: row.figure, slice: row.slice ?? undefined })}
                    >
                      {shown(row.value, defined?.unit)}
                    </Link>
                  </td>
                  <td className="sl-number">{row.facts ?? '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** A stage, a rate, a kind of use, or what became true. */
function sliceOf(slice: string): string {
  const group = ['stage', 'cockpit.rate', 'cockpit.use', 'event'].find((one) => knowsWord(one, slice));
  return group ? wordFor(group, slice) : slice;
}
