import { listTaxonomies } from '@scenario-lab/contracts/taxonomies';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DistrictTiles } from '../../components/district-tiles.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import type { Showcase } from './showcase.js';

const hour = 60 * 60_000;

/** The districts as tiles; a tile opens the needs it counts. */
export function RegionsPanel({ regions }: { regions: Showcase['regions'] }) {
  const { t } = useWords();
  const { text, count } = useFormats();
  const { data } = useRow(listTaxonomies, {}, { staleTime: hour });
  const terms = (data ?? []).filter(({ kind }) => kind === 'region');
  const districts = terms.filter(({ parent }) => parent !== null);
  if (districts.length === 0) return null;
  const of = new Map(regions.map(({ region, scenarios }) => [region, scenarios]));
  const whole = terms.filter(({ parent, code }) => parent === null && of.has(code));
  return (
    <section className="sl-panel">
      <h2>{t('home.districts')}</h2>
      <DistrictTiles counts={of} to={(region) => path.scenarios({ region })} />
      <p className="sl-muted sl-small">
        {t('home.districts_says')}
        {whole.map(({ code, name }) => (
          <span key={code}>
            {' '}
            <Link to={path.scenarios({ region: code })}>
              {text(name)} {count(of.get(code) ?? 0)}
            </Link>
          </span>
        ))}
      </p>
    </section>
  );
}

export function FieldsPanel({ fields }: { fields: Showcase['fields'] }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <section className="sl-panel">
      <h2>{t('home.fields')}</h2>
      <ul className="home-fields sl-plain">
        {fields.map(({ field, scenarios, solutions }) => (
          <li key={field}>
            <span>{wordFor('taxonomy.field', field)}</span>
            <span>
              <Link to={path.scenarios({ field })}>
                {t('home.needs', { count: scenarios, shown: count(scenarios) })}
              </Link>
              {' · '}
              <Link to={path.solutions({ field })}>
                {t('home.solutions', { count: solutions, shown: count(solutions) })}
              </Link>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
