import { requestReplication } from '@scenario-lab/contracts/cases';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { leastPurpose, PurposeDeed } from '../../components/purpose-deed.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** Another department asks for what worked here. */
export function TakeOver({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const kept = useKept(`replication.${caseId}`, '');
  const asking = useDeed(requestReplication);
  return (
    <PurposeDeed
      tone="primary"
      label={t('cases.take_over')}
      okText={t('cases.ask')}
      says={t('cases.take_over_says')}
      field={t('cases.purpose')}
      help={t('cases.purpose_help', { least: leastPurpose })}
      kept={kept}
      asking={asking}
      onAsk={(purpose, done) =>
        asking.mutate(
          { params: { id: caseId }, body: { purpose } },
          {
            onSuccess: ({ id }) => {
              kept[1]('');
              done();
              void navigate(path.replication(id));
            },
          },
        )
      }
    />
  );
}
