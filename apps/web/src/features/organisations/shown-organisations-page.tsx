import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { path } from '../../app/paths.js';
import { BadgeChips, useBadgeFacet } from '../../components/badge-chips.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { ResultRow } from '../../components/result-row.js';
import { TextView } from '../../components/text-view.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const sides = ['supply', 'demand', 'operate'] as const;

/** Every verified organisation, with what it shows. */
export function ShownOrganisationsPage() {
  const { t } = useWords();
  const { count } = useFormats();
  const regions = useTerms('region');
  const badgeFacet = useBadgeFacet('organisation');
  return (
    <CataloguePage
      title={t('organisations.shown.title')}
      lead={t('organisations.shown.lead')}
      row={listShownOrganisations}
      facets={[
        {
          key: 'role',
          label: t('organisations.roles'),
          options: sides.map((value) => ({ value, label: t(`taxonomy.organisation_role.${value}`) })),
        },
        badgeFacet,
      ]}
      empty={{ text: t('organisations.shown.none') }}
      keyOf={(one) => one.id}
      item={(one) => (
        <ResultRow
          to={path.shownOrganisation(one.id)}
          title={<TextView text={one.name} />}
          tags={<BadgeChips kinds={one.badges} />}
          meta={
            <>
              <span>{one.roles.map((role) => t(`taxonomy.organisation_role.${role}`)).join(' · ')}</span>
              {one.region ? <span>{regions.nameOf(one.region)}</span> : null}
            </>
          }
          figures={(
            [
              ['scenarios', one.scenarios],
              ['solutions', one.solutions],
              ['datasets', one.datasets],
              ['certificates', one.certificates],
              ['cases', one.cases],
            ] as const
          )
            .filter(([, number]) => number > 0)
            .slice(0, 3)
            .map(([key, number]) => [t(`organisations.shown.${key}`), count(number)])}
        />
      )}
    />
  );
}
