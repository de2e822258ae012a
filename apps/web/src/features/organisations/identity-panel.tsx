import { editIdentity, LabIdentity } from '@scenario-lab/contracts/identity';
import { type FormEvent, useCallback, useId } from 'react';
import { useDeed } from '../../app/api.js';
import { useSession } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';
import { SignField } from './sign-field.js';

/** The mark and the colour the lab goes by, set by its admin; its name is its organisation's. */
export function IdentityPanel() {
  const { data } = useSession();
  if (!data) return null;
  return <Fields key={JSON.stringify(data.lab.identity)} identity={data.lab.identity} />;
}

function Fields({ identity }: { identity: LabIdentity }) {
  const { t } = useWords();
  const ids = { mark: useId(), accent: useId() };
  const read = { mark: identity.mark ?? '', accent: identity.accent ?? '', picture: identity.picture };
  const [said, setSaid] = useKept('identity', read);
  const { mark, accent, picture } = said;
  const saving = useDeed(editIdentity, { onSuccess: () => keep('identity', null) });
  const wanted = { mark: mark.trim() || null, accent: accent.trim().toLowerCase() || null, picture };
  const wear = useCallback((next: string | null) => setSaid({ ...said, picture: next }), [said, setSaid]);
  const badMark = !LabIdentity.shape.mark.safeParse(wanted.mark).success;
  const badAccent = !LabIdentity.shape.accent.safeParse(wanted.accent).success;
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ body: wanted });
  };
  return (
    <Panel title={t('organisations.identity.title')}>
      <form className="sl-stack sl-tight" onSubmit={send}>
        <p className="sl-muted">{t('organisations.identity.says')}</p>
        <ProblemAlert error={saving.error} />
        <div className="form-pair">
          <div>
            <label htmlFor={ids.mark}>{t('field.mark')}</label>
            <TextInput
              id={ids.mark}
              value={mark}
              maxLength={3}
              aria-invalid={badMark}
              aria-describedby={`${ids.mark}-help`}
              onChange={(event) => setSaid({ ...said, mark: event.target.value })}
            />
            <p id={`${ids.mark}-help`} className="sl-muted sl-small">
              {t(badMark ? 'organisations.identity.bad_mark' : 'organisations.identity.mark_help')}
            </p>
          </div>
          <div>
            <label htmlFor={ids.accent}>{t('field.accent')}</label>
            <TextInput
              id={ids.accent}
              value={accent}
              maxLength={7}
              spellCheck={false}
              placeholder="#0b5c75"
              aria-invalid={badAccent}
              aria-describedby={`${ids.accent}-help`}
              onChange={(event) => setSaid({ ...said, accent: event.target.value })}
            />
            <p id={`${ids.accent}-help`} className="sl-muted sl-small">
              {t(badAccent ? 'organisations.identity.bad_accent' : 'organisations.identity.accent_help')}
            </p>
          </div>
        </div>
        <SignField identity={wanted} onChange={wear} />
        <Button submit pending={saving.isPending} disabled={badMark || badAccent}>
          {t('organisations.identity.save')}
        </Button>
        {saving.isSuccess ? <p role="status">{t('organisations.identity.saved')}</p> : null}
      </form>
    </Panel>
  );
}
