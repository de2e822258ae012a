import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { taskKinds } from '@scenario-lab/contracts/metrics';
import { CardCatalogue } from '../../components/card-catalogue.js';
import { choicesOf, fieldChoices } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

export function AlgorithmsPage() {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <CardCatalogue
      thing="algorithm"
      row={listAlgorithms}
      facets={[
        { key: 'task', label: t('common.task'), options: choicesOf('task', taskKinds) },
        { key: 'field', label: t('common.field'), options: fieldChoices() },
      ]}
      tags={(algorithm) => <span className="sl-chip">{t(`taxonomy.task.${algorithm.task}`)}</span>}
      figures={(algorithm) => [
        [t('algorithms.versions'), count(algorithm.versions)],
        [t('algorithms.certificates'), count(algorithm.certificates)],
      ]}
    />
  );
}
