import { type Industry, type IndustryRow, industryFigures } from '@scenario-lab/contracts/industry';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { reachable } from '../../components/reachable.js';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Place = { field?: string; region?: string };
type Figure = (typeof industryFigures)[number];

export function FieldsTable({ industry: { byField, total } }: { industry: Industry }) {
  const { t } = useWords();
  return (
    <FiguresTable what={t('industry.field')} figures={industryFigures}>
      {byField.map((row) => (
        <Line
          key={row.field}
          name={t(`taxonomy.field.${row.field}`)}
          row={row}
          figures={industryFigures}
          place={{ field: row.field }}
        />
      ))}
      <Line name={t('industry.whole')} row={total} figures={industryFigures} place={{}} />
    </FiguresTable>
  );
}

/** Without solutions, which belong to no district. */
const ofRegions = industryFigures.filter((figure) => figure !== 'solutions');

export function RegionsTable({ industry: { byRegion } }: { industry: Industry }) {
  const { t } = useWords();
  const regions = useTerms('region');
  if (byRegion.length === 0) return <p className="sl-muted">{t('industry.no_regions')}</p>;
  return (
    <FiguresTable what={t('industry.region')} figures={ofRegions}>
      {byRegion.map((row) => (
        <Line
          key={row.region}
          name={regions.nameOf(row.region)}
          row={row}
          figures={ofRegions}
          place={{ region: row.region }}
        />
      ))}
    </FiguresTable>
  );
}

function FiguresTable({
  what,
  figures,
  children,
}: {
  what: string;
  figures: readonly Figure[];
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table industry-figures">
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" className="sl-number">
                {t(`industry.figure.${figure}`)}
              </th>
            ))}
            <th scope="col" className="sl-number">
              {t('industry.figure.budget')}
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

const tenThousand = 10_000;

function Line({
  name,
  row,
  figures,
  place,
}: {
  name: string;
  row: IndustryRow;
  figures: readonly Figure[];
  place: Place;
}) {
  const { t } = useWords();
  const { count, figure: number } = useFormats();
  return (
    <tr>
      <th scope="row">{name}</th>
      {figures.map((figure) => (
        <td key={figure} className={`sl-number${figure === 'gaps' ? ' industry-gap' : ''}`}>
          {/* Nought has no list behind it. */}
          {row[figure] === 0 ? (
            count(0)
          ) : (
            <Link
              to={path.industryThings({ of: figure, ...place })}
              aria-label={`${name} ${t(`industry.figure.${figure}`)}${t('common.colon')}${count(row[figure])}`}
            >
              {count(row[figure])}
            </Link>
          )}
        </td>
      ))}
      <td className="sl-number">{row.budget === 0 ? '–' : number(row.budget / tenThousand)}</td>
    </tr>
  );
}
