import { provenSteps } from '@scenario-lab/contracts/readiness';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import { CardCatalogue } from '../../components/card-catalogue.js';
import { mediumFile } from '../../components/medium-file.js';
import { fieldChoices } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

export function SolutionsPage() {
  const { t, language } = useWords();
  const { count } = useFormats();
  return (
    <CardCatalogue
      thing="solution"
      row={listSolutions}
      facets={[
        { key: 'field', label: t('common.field'), options: fieldChoices() },
        {
          key: 'certified',
          label: t('solutions.evidence'),
          options: [{ value: 'true', label: t('solutions.certified') }],
        },
        {
          key: 'proven',
          label: t('solutions.readiness.facet'),
          options: provenSteps.map((trl) => ({
            value: String(trl),
            label: t('solutions.readiness.at_least', { trl }),
          })),
        },
      ]}
      sorts={['evidence', 'newest', 'relevance']}
      picture={({ picture }) =>
        picture ? { src: mediumFile(picture.id, 'small'), alt: picture.alt[language] } : null
      }
      meta={(solution) => (
        <span>{solution.fields.map((field) => t(`taxonomy.field.${field}`)).join(' · ')}</span>
      )}
      figures={(solution) => [
        [
          t('solutions.trl'),
          solution.provenTrl === null
            ? t('solutions.trl_value', { trl: solution.trl })
            : `${t('solutions.trl_value', { trl: solution.trl })} · ${t('solutions.readiness.proven_short', { trl: solution.provenTrl })}`,
        ],
        [t('solutions.tested_on'), count(solution.testedOn)],
        [t('solutions.certificates'), count(solution.certificates)],
      ]}
    />
  );
}
