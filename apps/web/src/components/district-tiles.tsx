import './district-tiles.css';
import { listTaxonomies } from '@scenario-lab/contracts/taxonomies';
import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { useRow } from '../app/api.js';
import { useFormats } from '../i18n/format.js';

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

/** The districts as tiles where they lie (no approved map is shipped); a tile opens what it counts. */
export function DistrictTiles(props: {
  counts: ReadonlyMap<string, number>;
  to: (region: string) => string;
}) {
  const { counts, to } = props;
  const { text, count } = useFormats();
  const { data } = useRow(listTaxonomies, {}, { staleTime: hour });
  const districts = (data ?? []).filter(({ kind, parent }) => kind === 'region' && parent !== null);
  const most = Math.max(1, ...districts.map(({ code }) => counts.get(code) ?? 0));
  const mapped = districts.every(({ code }) => places[code]);
  return (
    <ul className={`district-tiles sl-plain${mapped ? ' district-tiles-map' : ''}`}>
      {districts.map(({ code, name }) => {
        const here = counts.get(code) ?? 0;
        const [column, row] = places[code] ?? [];
        const style = { '--share': here / most, '--column': column, '--row': row } as CSSProperties;
        const label = text(name).replace(/ (?:District|County|City)$/, '');
        return (
          <li key={code} style={style} className={here > 0 ? 'district-tile-used' : undefined}>
            {here > 0 ? (
              <Link to={to(code)}>
                <span>{label}</span>
                <strong>{count(here)}</strong>
              </Link>
            ) : (
              <span className="district-tile-empty">{label}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
