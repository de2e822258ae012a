import { addSynonyms, editSynonyms, type SynonymGroup } from '@scenario-lab/contracts/synonyms';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Dialog } from '../../components/dialog.js';
import { keep } from '../../components/kept.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';

const linesOf = (text: string) => [
  ...new Set(
    text
      .split(/[\n，、,;；]/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** Says whole which words stand for each other, and why: a new group, or the one given. */
export function SynonymDialog({ group, onClose }: { group?: SynonymGroup; onClose: () => void }) {
  const { t } = useWords();
  const field = useId();
  const draft = `synonyms.${group?.key ?? 'new'}`;
  const [said, setSaid] = useKept(draft, {
    zh: group?.zh.join('\n') ?? '',
    en: group?.en.join('\n') ?? '',
    reason: '',
  });
  const { zh, en, reason } = said;
  const onSuccess = () => {
    keep(draft, null);
    onClose();
  };
  const make = useDeed(addSynonyms, { onSuccess });
  const change = useDeed(editSynonyms, { onSuccess });
  const body = { zh: linesOf(zh), en: linesOf(en), reason: reason.trim() };
  return (
    <Dialog
      title={t(group ? 'synonyms.change' : 'synonyms.new')}
      okText={t('common.save')}
      okDisabled={!body.reason || body.zh.length + body.en.length < 2}
      pending={make.isPending || change.isPending}
      onOk={() => (group ? change.mutate({ params: { key: group.key }, body }) : make.mutate({ body }))}
      onCancel={onClose}
    >
      <div className="sl-stack sl-tight">
        <label htmlFor={`${field}-zh`}>{t('synonyms.zh')}</label>
        <TextArea
          id={`${field}-zh`}
          lang="zh"
          value={zh}
          rows={4}
          aria-describedby={`${field}-zh-hint`}
          onChange={(event) => setSaid({ ...said, zh: event.target.value })}
        />
        <p id={`${field}-zh-hint`} className="sl-muted sl-small">
          {t('synonyms.one_per_line')}
        </p>
        <label htmlFor={`${field}-en`}>{t('synonyms.en')}</label>
        <TextArea
          id={`${field}-en`}
          lang="en"
          value={en}
          rows={4}
          aria-describedby={`${field}-en-hint`}
          onChange={(event) => setSaid({ ...said, en: event.target.value })}
        />
        <p id={`${field}-en-hint`} className="sl-muted sl-small">
          {t('synonyms.en_hint')}
        </p>
        <label htmlFor={`${field}-why`}>{t('synonyms.reason')}</label>
        <TextArea
          id={`${field}-why`}
          value={reason}
          maxLength={2_000}
          onChange={(event) => setSaid({ ...said, reason: event.target.value })}
        />
        <ProblemAlert error={make.error ?? change.error} />
      </div>
    </Dialog>
  );
}
