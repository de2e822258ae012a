import { listTaxonomies } from '@scenario-lab/contracts/taxonomies';
import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import type { Showcase } from './showcase.js';

/** Where a district lies among the others, column and row; north is up. Others are laid out in turn. */
const places: Record<string, readonly [column: number, row: number]> = {
  '510181': [1, 1],
  '510182': [2, 1],
  '510114': [4, 1],
  '510113': [5, 1],
  '510121': [6, 1],
  '510184': [1, 2],
  '510117': [2, 2],
  '510106': [3, 2],
  '510108': [4, 2],
  '510115': [2, 3],
  '510105': [3, 3],
  '510104': [4, 3],
  '510112': [5, 3],
  '510129': [1, 3],
  '510183': [1, 4],
  '510116': [2, 4],
  '510107': [3, 4],
  gaoxin: [4, 4],
  '510185': [6, 4],
  '510131': [1, 5],
  '510118': [2, 5],
  tianfu: [4, 5],
  dongbu: [5, 5],
};
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
  const most = Math.max(1, ...districts.map(({ code }) => of.get(code) ?? 0));
  const mapped = districts.every(({ code }) => places[code]);
  const whole = terms.filter(({ parent, code }) => parent === null && of.has(code));
  return (
    <section className="sl-panel">
      <h2>{t('home.districts')}</h2>
      <ul className={`home-tiles sl-plain${mapped ? ' home-tiles-map' : ''}`}>
        {districts.map(({ code, name }) => {
          const scenarios = of.get(code) ?? 0;
          const [column, row] = places[code] ?? [];
          const style = { '--share': scenarios / most, '--column': column, '--row': row } as CSSProperties;
          const label = text(name).replace(/ (?:District|County|City)$/, '');
          return (
            <li key={code} style={style} className={scenarios > 0 ? 'home-tile-used' : undefined}>
              {scenarios > 0 ? (
                <Link to={path.scenarios({ region: code })}>
                  <span>{label}</span>
                  <strong>{count(scenarios)}</strong>
                </Link>
              ) : (
                <span className="home-tile-empty">{label}</span>
              )}
            </li>
          );
        })}
      </ul>
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
