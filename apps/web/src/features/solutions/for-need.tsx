import { readScenario } from '@scenario-lab/contracts/scenarios';
import type { Solution } from '@scenario-lab/contracts/solutions';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Notice } from '../../components/notice.js';
import { TextView } from '../../components/text-view.js';
import { useWords } from '../../i18n/use-words.js';

/** Whoever wrote the card to answer a need finds the way back to it, and what is still missing until it can be offered. */
export function ForNeed({ solution }: { solution: Pick<Solution, 'status' | 'allowed'> }) {
  const { t } = useWords();
  const [query] = useSearchParams();
  const need = query.get('need') ?? '';
  const { data } = useRow(readScenario, { params: { id: need } }, { enabled: need !== '' });
  if (!data) return null;
  const ready = solution.status === 'listed';
  const waits = solution.allowed.includes('solution.submit') ? 'submit' : 'review';
  return (
    <Notice tone="info">
      <p>
        <strong>
          {t('solutions.for_need.says')}
          {t('common.colon')}
          <TextView text={data.title} />
        </strong>
      </p>
      <p>{t(ready ? 'solutions.for_need.ready' : `solutions.for_need.${waits}`)}</p>
      <Link to={path.scenario(need)}>
        {t(ready ? 'solutions.for_need.apply' : 'solutions.for_need.back')}
      </Link>
    </Notice>
  );
}
