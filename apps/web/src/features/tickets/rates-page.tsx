import type { Args } from '@scenario-lab/contracts/route';
import './tickets.css';
import {
  fewestFacts,
  type Rate,
  type RateGroup,
  type RateKind,
  type RateRow,
  rateGroups,
  rateKinds,
  readBehindRate,
  readRates,
} from '@scenario-lab/contracts/ticket-rates';
import { ticketExclusions } from '@scenario-lab/contracts/tickets';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { saveCsv } from '../../components/csv.js';
import { FormPage } from '../../components/form-page.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag, ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import type { Tone } from '../../components/tones.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const isOneOf = <T extends string>(all: readonly T[], value: string | null): T | undefined =>
  all.find((one) => one === value);

/** Response, resolution and satisfaction by department, vendor, district, month or matter; every figure opens its tickets. */
export function RatesPage() {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const [params, setParams] = useSearchParams();
  const by = isOneOf(rateGroups, params.get('by')) ?? 'department';
  const period = { from: params.get('from') ?? undefined, until: params.get('until') ?? undefined };
  const { data, error, isPending } = useRow(readRates, { query: { by, ...period } });
  const set = (key: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  const nameOf = (row: RateRow) => (row.name ? text(row.name) : row.key || t('tickets.rates.nobody'));
  const save = (rows: readonly RateRow[]) =>
    saveCsv(t('tickets.rates.title'), {
      columns: [
        t(`tickets.rates.by.${by}`),
        t('tickets.title'),
        ...rateKinds.flatMap((kind) => [
          t(`tickets.rates.kind.${kind}`),
          t('tickets.rates.met_of', { kind: t(`tickets.rates.kind.${kind}`) }),
          t('tickets.rates.facts_of', { kind: t(`tickets.rates.kind.${kind}`) }),
        ]),
        t('tickets.rates.false_closures'),
        t('tickets.returns'),
        ...ticketExclusions.map((code) => `${t('tickets.excluded')} · ${t(`tickets.exclusion.${code}`)}`),
      ],
      rows: rows.map((row) => [
        nameOf(row),
        row.tickets,
        ...rateKinds.flatMap((kind) => [row[kind].share, row[kind].met, row[kind].facts]),
        row.falseClosures,
        row.returns,
        ...ticketExclusions.map((code) => row.excluded[code] ?? 0),
      ]),
    });
  return (
    <FormPage
      title={t('tickets.rates.title')}
      lead={t('tickets.rates.lead')}
      back={{ to: path.tickets(), label: t('tickets.title') }}
    >
      <div className="form-pair">
        <div>
          <label htmlFor={`${field}-by`}>{t('tickets.rates.group')}</label>
          <SelectInput
            id={`${field}-by`}
            value={by}
            onChange={(value) => set('by', value)}
            options={rateGroups.map((value) => ({ value, label: t(`tickets.rates.by.${value}`) }))}
          />
        </div>
        <div>
          <label htmlFor={`${field}-from`}>{t('tickets.rates.from')}</label>
          <DayInput
            id={`${field}-from`}
            value={period.from ?? null}
            onChange={(value) => set('from', value)}
          />
        </div>
        <div>
          <label htmlFor={`${field}-until`}>{t('tickets.rates.until')}</label>
          <DayInput
            id={`${field}-until`}
            value={period.until ?? null}
            onChange={(value) => set('until', value)}
          />
        </div>
      </div>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.rows.length === 0 ? <p className="sl-muted">{t('tickets.rates.empty')}</p> : null}
      {data && data.rows.length > 0 ? (
        <>
          <p>
            <Button onClick={() => save([...data.rows])}>{t('tickets.rates.save')}</Button>
          </p>
          <Table rows={data.rows} total={data.total} by={by} period={period} nameOf={nameOf} />
        </>
      ) : null}
      <Definitions />
    </FormPage>
  );
}

interface Period {
  from: string | undefined;
  until: string | undefined;
}

function Table(props: {
  rows: readonly RateRow[];
  total: RateRow;
  by: RateGroup;
  period: Period;
  nameOf: (row: RateRow) => string;
}) {
  const { rows, total, by, period, nameOf } = props;
  const { t } = useWords();
  const { count } = useFormats();
  const cells = (row: RateRow, leads: boolean) => (
    <>
      <td className="num">{count(row.tickets)}</td>
      {rateKinds.map((kind) => (
        <td key={kind} className="num">
          {leads ? (
            <Link to={path.behindRate({ by, key: row.key, rate: kind, ...period })}>
              <Share rate={row[kind]} />
            </Link>
          ) : (
            <Share rate={row[kind]} />
          )}
        </td>
      ))}
      <td className="num">{count(row.falseClosures)}</td>
      {by === 'department' ? (
        <td className="num">{row.returns === null ? '–' : count(row.returns)}</td>
      ) : null}
      <td>
        {Object.entries(row.excluded).length === 0
          ? '–'
          : ticketExclusions
              .filter((code) => row.excluded[code])
              .map((code) => (
                <div key={code} className="sl-small">
                  {t(`tickets.exclusion.${code}`)} {count(row.excluded[code] ?? 0)}
                </div>
              ))}
      </td>
    </>
  );
  return (
    <div className="sl-scroll-x">
      <table className="ticket-lines">
        <thead>
          <tr>
            <th>{t(`tickets.rates.by.${by}`)}</th>
            <th className="num">{t('tickets.title')}</th>
            {rateKinds.map((kind) => (
              <th key={kind} className="num">
                {t(`tickets.rates.kind.${kind}`)}
              </th>
            ))}
            <th className="num">{t('tickets.rates.false_closures')}</th>
            {by === 'department' ? <th className="num">{t('tickets.returns')}</th> : null}
            <th>{t('tickets.rates.left_out')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>{nameOf(row)}</td>
              {cells(row, true)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>{t('tickets.rates.all')}</th>
            {cells(total, false)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Few facts are no rate: how many there are is told, and nothing is divided. */
function Share({ rate }: { rate: Rate }) {
  const { t } = useWords();
  const { percent, count } = useFormats();
  if (rate.share === null) {
    return (
      <span className="sl-muted">
        {rate.facts === 0 ? '–' : t('tickets.rates.few', { met: count(rate.met), facts: count(rate.facts) })}
      </span>
    );
  }
  return (
    <>
      {percent(rate.share)}
      <span className="sl-muted sl-small">
        {' '}
        {count(rate.met)}/{count(rate.facts)}
      </span>
    </>
  );
}

function Definitions() {
  const { t } = useWords();
  return (
    <Panel title={t('tickets.rates.definitions')}>
      <dl className="sl-stack sl-tight">
        {rateKinds.map((kind) => (
          <div key={kind}>
            <dt>
              <strong>{t(`tickets.rates.kind.${kind}`)}</strong>
            </dt>
            <dd>{t(`tickets.rates.means.${kind}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="sl-muted sl-small">{t('tickets.rates.rules', { fewest: fewestFacts })}</p>
    </Panel>
  );
}

const toneOf: Record<'met' | 'missed' | 'excluded' | 'not_yet', Tone> = {
  met: 'pass',
  missed: 'fail',
  excluded: 'suspended',
  not_yet: 'waiting',
};

/** The tickets one figure is made of, and what each counts for. */
export function BehindRatePage() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const by = isOneOf(rateGroups, params.get('by')) ?? 'department';
  const rate: RateKind = isOneOf(rateKinds, params.get('rate')) ?? 'response';
  const period = { from: params.get('from') ?? undefined, until: params.get('until') ?? undefined };
  const key = params.get('key');
  return (
    <FormPage
      title={t('tickets.rates.behind', { kind: t(`tickets.rates.kind.${rate}`) })}
      lead={t(`tickets.rates.means.${rate}`)}
      back={{ to: path.ticketRates({ by, ...period }), label: t('tickets.rates.title') }}
    >
      {key ? (
        <BehindRate query={{ by, key, rate, ...period }} />
      ) : (
        <p className="sl-muted">{t('tickets.rates.behind_none')}</p>
      )}
    </FormPage>
  );
}

function BehindRate({ query }: { query: NonNullable<Args<typeof readBehindRate>['query']> }) {
  const { t } = useWords();
  const { data, error, isPending } = useRow(readBehindRate, { query });
  return (
    <>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('tickets.rates.empty')}</p> : null}
      {data && data.length > 0 ? (
        <div className="sl-scroll-x">
          <table className="ticket-lines">
            <tbody>
              {data.map((one) => (
                <tr key={one.id}>
                  <td>
                    <Link to={path.ticket(one.id)}>{one.number}</Link>
                  </td>
                  <td>
                    <TextView text={one.title} />
                  </td>
                  <td>
                    <StatusTag thing="ticket" status={one.status} />
                  </td>
                  <td>
                    <ToneTag tone={toneOf[one.counts]}>{t(`tickets.rates.counts.${one.counts}`)}</ToneTag>{' '}
                    {one.weight > 1 ? t('tickets.rates.times', { count: one.weight }) : null}
                    {one.excluded ? t(`tickets.exclusion.${one.excluded}`) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}
