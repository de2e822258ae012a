import { type KeptKind, type KeptTerm, saveTerm } from '@scenario-lab/contracts/taxonomies';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { CheckInput, SelectInput } from '../../components/choice-input.js';
import { Dialog } from '../../components/dialog.js';
import { keep } from '../../components/kept.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface TermDialogProps {
  kind: KeptKind;
  closed: boolean;
  /** Of industry chains: which a new term may be a link of. */
  chains: readonly KeptTerm[];
  term?: KeptTerm;
  onClose: () => void;
}

/** Names a term in both languages, retires it or offers it again; a new one gets its code here, once and for all. */
export function TermDialog({ kind, closed, chains, term, onClose }: TermDialogProps) {
  const { t } = useWords();
  const { text } = useFormats();
  const field = useId();
  const draft = `term.${kind}.${term?.code ?? 'new'}`;
  const [said, setSaid] = useKept(draft, {
    code: term?.code ?? '',
    zh: term?.name.zh ?? '',
    en: term?.name.en ?? '',
    retired: term?.retired ?? false,
    parent: '',
  });
  const saving = useDeed(saveTerm, {
    onSuccess: () => {
      keep(draft, null);
      onClose();
    },
  });
  const { code, zh, en, retired, parent } = said;
  const codeFits = saveTerm.params?.shape.code.safeParse(code).success ?? false;
  return (
    <Dialog
      title={t(term ? 'taxonomies.change' : 'taxonomies.new')}
      okText={t('common.save')}
      okDisabled={!codeFits || !zh.trim() || !en.trim()}
      pending={saving.isPending}
      onOk={() =>
        saving.mutate({
          params: { kind, code },
          body: {
            name: { zh: zh.trim(), en: en.trim() },
            retired,
            ...(kind === 'chain' && !term ? { parent: parent || null } : {}),
          },
        })
      }
      onCancel={onClose}
    >
      <div className="sl-stack sl-tight">
        <label htmlFor={`${field}-zh`}>{t('common.in_zh')}</label>
        <TextInput
          id={`${field}-zh`}
          lang="zh-CN"
          maxLength={60}
          value={zh}
          onChange={(event) => setSaid({ ...said, zh: event.target.value })}
        />
        <label htmlFor={`${field}-en`}>{t('common.in_en')}</label>
        <TextInput
          id={`${field}-en`}
          lang="en"
          maxLength={60}
          value={en}
          onChange={(event) => setSaid({ ...said, en: event.target.value })}
        />
        {kind === 'chain' && !term ? (
          <>
            <label htmlFor={`${field}-parent`}>{t('taxonomies.chain_of')}</label>
            <SelectInput
              id={`${field}-parent`}
              value={parent}
              onChange={(chosen) => setSaid({ ...said, parent: chosen ?? '' })}
              none={t('taxonomies.chain_itself')}
              options={chains.map(({ code: value, name }) => ({ value, label: text(name) }))}
            />
          </>
        ) : null}
        {term ? null : (
          <>
            <label htmlFor={`${field}-code`}>{t('taxonomies.code')}</label>
            <TextInput
              id={`${field}-code`}
              maxLength={60}
              spellCheck={false}
              aria-describedby={`${field}-help`}
              value={code}
              onChange={(event) => setSaid({ ...said, code: event.target.value })}
            />
            <p id={`${field}-help`} className="sl-muted sl-small">
              {t('taxonomies.code_help')}
            </p>
          </>
        )}
        {closed ? null : (
          <CheckInput
            checked={retired}
            label={t('taxonomies.retire')}
            onChange={(checked) => setSaid({ ...said, retired: checked })}
          />
        )}
        {term && term.uses > 0 ? (
          <p className="sl-muted sl-small">{t('taxonomies.uses_says', { count: term.uses })}</p>
        ) : null}
        <ProblemAlert error={saving.error} />
      </div>
    </Dialog>
  );
}
