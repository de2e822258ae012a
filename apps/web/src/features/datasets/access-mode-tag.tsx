import type { AccessMode } from '@scenario-lab/contracts/datasets';
import { Icon } from '../../components/icon.js';
import { useWords } from '../../i18n/use-words.js';

export function AccessModeTag({ mode }: { mode: AccessMode }) {
  const { t } = useWords();
  return (
    <span className="sl-chip" title={t(`datasets.access_says.${mode}`)}>
      {mode === 'open' ? null : <Icon name="lock" />}
      {t(`taxonomy.access_mode.${mode}`)}
    </span>
  );
}
