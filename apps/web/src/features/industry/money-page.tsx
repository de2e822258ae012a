import './industry.css';
import { urlOf } from '@scenario-lab/contracts/call';
import {
  downloadMoney,
  type IndustryMoney,
  listMoney,
  type MoneyRow,
  moneyKinds,
  readMoney,
} from '@scenario-lab/contracts/industry-money';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { client, usePages, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { FormPage } from '../../components/form-page.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Definitions } from './definitions.js';

/** Sums of awards and budgets as they were made public, and each amount behind them. */
export function IndustryMoneyPage() {
  const { t, language } = useWords();
  const { data, error, isPending } = useRow(readMoney, {});
  const nothing = data && data.total.awards + data.total.budgets === 0;
  return (
    <FormPage
      title={t('industryChains.money.title')}
      lead={t('industryChains.money.lead')}
      back={{ to: path.industry(), label: t('industry.title') }}
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {nothing ? <EmptyState text={t('industryChains.money.none')} /> : null}
      {data ? (
        <div className="sl-stack">
          {nothing ? null : (
            <>
              <Sums money={data} />
              <Amounts />
            </>
          )}
          <Panel
            title={t('industry.definitions')}
            extra={
              <span className="sl-row industry-links">
                <a
                  href={client.baseUrl + urlOf(downloadMoney, { query: { lang: language } })}
                  download="industry-money.csv"
                >
                  <Icon name="download" /> {t('industry.csv')}
                </a>
                <a href={client.baseUrl + urlOf(readMoney)}>{t('industry.json')}</a>
              </span>
            }
          >
            <Definitions of={data.definitions} />
          </Panel>
        </div>
      ) : null}
    </FormPage>
  );
}

type Place = { field?: string; region?: string; year?: string };

function Sums({ money }: { money: IndustryMoney }) {
  const { t } = useWords();
  const regions = useTerms('region');
  const stated = ({ awards, budgets }: MoneyRow) => awards + budgets > 0;
  return (
    <>
      <SumsTable what={t('industryChains.money.by_year')} first={t('industryChains.money.year')}>
        {money.byYear.map((row) => (
          <SumLine key={row.year} name={String(row.year)} row={row} place={{ year: String(row.year) }} />
        ))}
        <SumLine name={t('industry.whole')} row={money.total} place={{}} />
      </SumsTable>
      <SumsTable what={t('industryChains.money.by_field')} first={t('industry.field')}>
        {money.byField.filter(stated).map((row) => (
          <SumLine
            key={row.field}
            name={row.field ? t(`taxonomy.field.${row.field}`) : t('industryChains.money.none_stated')}
            row={row}
            place={row.field ? { field: row.field } : null}
          />
        ))}
      </SumsTable>
      <SumsTable what={t('industryChains.money.by_region')} first={t('industry.region')}>
        {money.byRegion.map((row) => (
          <SumLine
            key={row.region}
            name={row.region ? regions.nameOf(row.region) : t('industryChains.money.none_stated')}
            row={row}
            place={row.region ? { region: row.region } : null}
          />
        ))}
      </SumsTable>
    </>
  );
}

function SumsTable({ what, first, children }: { what: string; first: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <Panel title={what}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table industry-figures">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {(['awards', 'awarded', 'budgets', 'invested'] as const).map((figure) => (
                <th key={figure} scope="col" className="sl-number">
                  {t(`industryChains.money.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </Panel>
  );
}

const tenThousand = 10_000;

/** `place`: what the list is narrowed by; null where it cannot be. */
function SumLine({ name, row, place }: { name: string; row: MoneyRow; place: Place | null }) {
  const { count, figure } = useFormats();
  const { t } = useWords();
  const behind = (kind: 'award' | 'budget', n: number, what: string) =>
    n === 0 || place === null ? (
      count(n)
    ) : (
      <Link
        to={path.industryMoney({ kind, ...place })}
        aria-label={`${name} ${what}${t('common.colon')}${count(n)}`}
      >
        {count(n)}
      </Link>
    );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="sl-number">{behind('award', row.awards, t('industryChains.money.awards'))}</td>
      <td className="sl-number">{row.awards === 0 ? '–' : figure(row.awarded / tenThousand)}</td>
      <td className="sl-number">{behind('budget', row.budgets, t('industryChains.money.budgets'))}</td>
      <td className="sl-number">{row.budgets === 0 ? '–' : figure(row.invested / tenThousand)}</td>
    </tr>
  );
}

/** Each amount with the public page it stands on. */
function Amounts() {
  const { t } = useWords();
  const { money, day, count } = useFormats();
  const regions = useTerms('region');
  const [params] = useSearchParams();
  const kind = moneyKinds.find((one) => one === params.get('kind'));
  const field = params.get('field') ?? undefined;
  const region = params.get('region') ?? undefined;
  const year = params.get('year') ?? undefined;
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(listMoney, {
    ...{ kind, field, region, year },
    limit: '20',
  } as never);
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const narrowed = [
    kind ? t(`industryChains.money.kind.${kind}`) : null,
    field ? t(`taxonomy.field.${field}` as 'taxonomy.field.public_services') : null,
    region ? regions.nameOf(region) : null,
    year,
  ].filter(Boolean);
  return (
    <Panel
      title={[t('industryChains.money.list'), ...narrowed].join(' · ')}
      extra={
        <span className="sl-row industry-links">
          {data ? t('industry.total', { n: count(data.pages[0]?.total ?? 0) }) : null}
          {narrowed.length > 0 ? (
            <Link to={path.industryMoney()} replace preventScrollReset>
              {t('industryChains.money.all_kinds')}
            </Link>
          ) : null}
        </span>
      }
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data && rows.length === 0 ? <EmptyState text={t('industry.none')} /> : null}
      <ul className="sl-plain industry-gaps">
        {rows.map((row) => (
          <li key={`${row.kind}${row.id}`}>
            <span className="sl-row sl-spread">
              <Link to={row.kind === 'award' ? path.call(row.id) : path.scenario(row.id)}>
                <TextView text={row.title} />
              </Link>
              <strong>{money(row.amount)}</strong>
            </span>
            <span className="sl-muted sl-small">
              {t(`industryChains.money.kind.${row.kind}`)} · {day(row.on)} ·{' '}
              <OrganisationName of={row.department} />
              {row.vendor ? (
                <>
                  {' '}
                  · {t('industryChains.money.to')}
                  {t('common.colon')}
                  <OrganisationName of={row.vendor} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </Panel>
  );
}
