import type { DatasetVersion } from '@scenario-lab/contracts/datasets';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { CriterionReading } from '../../components/criterion-reading.js';
import { rowsAtHand } from '../../components/rows-at-hand.js';
import { useWords } from '../../i18n/use-words.js';
import { type CriterionValues, criterionOf } from './scenario-values.js';

interface ReadingProps {
  line: CriterionValues;
  about: About;
  ofHundred: boolean;
  version: DatasetVersion | null;
}

/** What a line says and costs on the data that are linked. */
export function LineReading({ line, about, ofHundred, version }: ReadingProps) {
  const { t } = useWords();
  const criterion = criterionOf({ ...line, id: line.id ?? 'c' });
  if (criterion)
    return (
      <CriterionReading
        criterion={criterion}
        about={about}
        ofHundred={ofHundred}
        unit={unitOf(about.task, version)}
        have={version ? rowsAtHand(version, criterion, {}) : null}
      />
    );
  if (!Number.isNaN(line.threshold)) return null;
  return (
    <p className="criterion-wrong" role="alert">
      {t('scenarios.wizard.no_figure')}
    </p>
  );
}

/** What will be taken for independent, as far as the data say: an exam made of the need decides the same way. */
function unitOf(task: About['task'], version: DatasetVersion | null): 'row' | 'group' | 'block' {
  if (task === 'forecasting' || version?.split.by === 'time') return 'block';
  const grouped = version?.split.by === 'group' || version?.columns.some(({ role }) => role === 'group');
  return grouped ? 'group' : 'row';
}
