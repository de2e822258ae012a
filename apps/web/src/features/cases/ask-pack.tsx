import { askPack } from '@scenario-lab/contracts/replication-packs';
import { useDeed } from '../../app/api.js';
import { leastPurpose, PurposeDeed } from '../../components/purpose-deed.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** The lab asks both sides whether the case may go to other labs, and says for whom. */
export function AskPack({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const kept = useKept(`pack.${caseId}`, '');
  const asking = useDeed(askPack);
  return (
    <PurposeDeed
      label={t('deed.replication_pack.ask.label')}
      says={t('deed.replication_pack.ask.says')}
      field={t('packs.purpose')}
      help={t('packs.purpose_help', { least: leastPurpose })}
      kept={kept}
      asking={asking}
      onAsk={(purpose, done) =>
        asking.mutate(
          { params: { id: caseId }, body: { purpose } },
          {
            onSuccess: () => {
              kept[1]('');
              done();
            },
          },
        )
      }
    />
  );
}
