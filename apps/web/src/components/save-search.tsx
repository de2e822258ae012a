import { type SearchedList, saveSearch } from '@scenario-lab/contracts/follows';
import { type FormEvent, useId, useState } from 'react';
import { Link } from 'react-router';
import { useDeed } from '../app/api.js';
import { path } from '../app/paths.js';
import { useMe } from '../app/session.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { ProblemAlert } from './problem-alert.js';
import { TextInput } from './text-input.js';
import { useKept } from './use-kept.js';

/** Keeps a list's filters under a name; the workbench says what has come since the last look. */
export function SaveSearch({ list, filters }: { list: SearchedList; filters: Record<string, string> }) {
  const { t } = useWords();
  const { me } = useMe();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [name, setName] = useKept(`search.${list}`, '');
  const saving = useDeed(saveSearch, {
    onSuccess: () => {
      setName('');
      setOpen(false);
    },
  });
  if (!me) return null;
  if (saving.isSuccess && !open)
    return (
      <span role="status" className="sl-small">
        {t('follows.saved')} <Link to={path.workbench()}>{t('shell.entry.workbench')}</Link>
      </span>
    );
  if (!open)
    return (
      <Button tone="link" onClick={() => setOpen(true)}>
        {t('follows.save')}
      </Button>
    );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) saving.mutate({ body: { name: name.trim(), list, filters } });
  };
  return (
    <form className="sl-row" onSubmit={send}>
      <label className="sl-visually-hidden" htmlFor={id}>
        {t('follows.name')}
      </label>
      <TextInput
        id={id}
        value={name}
        maxLength={100}
        placeholder={t('follows.name')}
        onChange={(event) => setName(event.target.value)}
      />
      <Button submit small pending={saving.isPending} disabled={name.trim() === ''}>
        {t('follows.keep')}
      </Button>
      <Button tone="link" small onClick={() => setOpen(false)}>
        {t('common.cancel')}
      </Button>
      <ProblemAlert error={saving.error} />
    </form>
  );
}
