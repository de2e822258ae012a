import { requestForeignReplication } from '@scenario-lab/contracts/foreign-packs';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { leastPurpose, PurposeDeed } from '../../components/purpose-deed.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** The adopting department asks for what worked elsewhere. */
export function ReplicateDeed({ packId }: { packId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const kept = useKept(`foreign-replication.${packId}`, '');
  const asking = useDeed(requestForeignReplication);
  return (
    <PurposeDeed
      tone="primary"
      label={t('foreign_packs.replicate')}
      says={t('foreign_packs.replicate_says')}
      field={t('cases.purpose')}
      help={t('cases.purpose_help', { least: leastPurpose })}
      kept={kept}
      asking={asking}
      onAsk={(purpose, done) =>
        asking.mutate(
          { params: { id: packId }, body: { purpose } },
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
