import { askKeyMatch, type listKeyMatches } from '@scenario-lab/contracts/key-matches';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

/** One question: which version, which column, and which list of one's own. */
export function AskKeyMatch(props: {
  grantId: string;
  versions: Answer<typeof listKeyMatches>['versions'];
  onEnd: () => void;
}) {
  const { grantId, versions, onEnd } = props;
  const { t } = useWords();
  const [version, column, list] = [useId(), useId(), useId()];
  const [versionId, setVersionId] = useState(versions[0]?.id ?? '');
  const [key, setKey] = useState('');
  const [own, setOwn] = useKept(`key-match.${grantId}`, '');
  const asking = useDeed(askKeyMatch, {
    onSuccess: () => {
      setOwn('');
      onEnd();
    },
  });
  const columns = versions.find(({ id }) => id === versionId)?.columns ?? [];
  return (
    <div className="sl-stack sl-tight">
      <div>
        <label htmlFor={version}>{t('keyMatches.version')}</label>
        <SelectInput
          id={version}
          value={versionId}
          onChange={(value) => setVersionId(value ?? '')}
          options={versions.map(({ id, label }) => ({ value: id, label }))}
        />
      </div>
      <div>
        <label htmlFor={column}>{t('keyMatches.column')}</label>
        <SelectInput
          id={column}
          value={key}
          onChange={(value) => setKey(value ?? '')}
          options={columns.map((value) => ({ value, label: value }))}
        />
      </div>
      <div>
        <label htmlFor={list}>{t('keyMatches.list')}</label>
        <TextInput id={list} maxLength={500} value={own} onChange={(event) => setOwn(event.target.value)} />
      </div>
      <ProblemAlert error={asking.error} />
      <p className="sl-row">
        <Button
          tone="primary"
          pending={asking.isPending}
          disabled={!versionId || !key || own.trim().length < 3}
          onClick={() =>
            asking.mutate({ params: { id: grantId }, body: { versionId, column: key, list: own } })
          }
        >
          {t('keyMatches.ask')}
        </Button>
        <Button onClick={onEnd}>{t('common.cancel')}</Button>
      </p>
    </div>
  );
}
