import { type Industry, industryFigures } from '@scenario-lab/contracts/industry';
import { Link, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { DistrictTiles } from '../../components/district-tiles.js';
import { useWords } from '../../i18n/use-words.js';

/** Solutions belong to no district. */
const mapped = industryFigures.filter((figure) => figure !== 'solutions');

/** One figure at a time where the districts lie; a tile opens the list behind it. */
export function RegionsMap({ industry: { byRegion } }: { industry: Industry }) {
  const { t } = useWords();
  const [params] = useSearchParams();
  const figure = mapped.find((one) => one === params.get('map')) ?? 'gaps';
  return (
    <div className="sl-stack sl-tight">
      <nav className="sl-row industry-links" aria-label={t('industry.map')}>
        {mapped.map((one) => (
          <Link
            key={one}
            to={path.industry({ map: one })}
            replace
            preventScrollReset
            aria-current={one === figure ? 'true' : undefined}
          >
            {t(`industry.figure.${one}`)}
          </Link>
        ))}
      </nav>
      <DistrictTiles
        counts={new Map(byRegion.map((row) => [row.region, row[figure]]))}
        to={(region) => path.industryThings({ of: figure, region })}
      />
    </div>
  );
}
