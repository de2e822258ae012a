import './industry.css';
import { industryDefinitions, industryFigures, listIndustry } from '@scenario-lab/contracts/industry';
import { Field } from '@scenario-lab/contracts/taxonomies';
import { Link, useSearchParams } from 'react-router';
import { usePages } from '../../app/api.js';
import { pageOf, path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { FormPage } from '../../components/form-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useChains } from '../../components/use-chains.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** The list behind one number of the industry view, with what the number counts. */
export function IndustryThingsPage() {
  const { t, language } = useWords();
  const { count, day } = useFormats();
  const regions = useTerms('region');
  const [params] = useSearchParams();
  const of = industryFigures.find((one) => one === params.get('of')) ?? 'needs';
  const field = Field.options.find((one) => one === params.get('field'));
  const region = params.get('region') ?? undefined;
  const chain = params.get('chain') ?? undefined;
  const { nameOf } = useChains();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(listIndustry, {
    of,
    field,
    region,
    chain,
  });
  const where = [
    field ? t(`taxonomy.field.${field}`) : null,
    region ? regions.nameOf(region) : null,
    chain ? nameOf(chain) : null,
  ];
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <FormPage
      title={[t(`industry.figure.${of}`), ...where.filter(Boolean)].join(' · ')}
      lead={industryDefinitions.find(({ figure }) => figure === of)?.definition[language] ?? ''}
      back={
        chain
          ? { to: path.industryChains(), label: t('industryChains.title') }
          : { to: path.industry(), label: t('industry.title') }
      }
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data && rows.length === 0 ? <EmptyState text={t('industry.none')} /> : null}
      {rows.length > 0 ? (
        <>
          <p className="sl-muted">{t('industry.total', { n: count(data?.pages[0]?.total ?? 0) })}</p>
          <ul className="sl-plain industry-gaps">
            {rows.map((row) => (
              <li key={row.id}>
                <Link to={pageOf(row.thing, row.id) ?? path.industry()}>
                  <TextView text={row.title} />
                </Link>
                <span className="sl-muted sl-small">
                  {row.organisation ? <OrganisationName of={row.organisation} /> : t('industry.unnamed')} ·{' '}
                  {t('industry.updated', { day: day(row.at) })}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {hasNextPage ? (
        <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </FormPage>
  );
}
