import { type Camp, signUp } from '@scenario-lab/contracts/camps';
import { type FormEvent, useId, useState } from 'react';
import { Link } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { CheckInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** A seat, or a place on the waiting list; who may not is told why in one sentence. */
export function SignUp({ camp }: { camp: Camp }) {
  const { t } = useWords();
  const { me } = useMe();
  const field = useId();
  const [name, setName] = useState(me?.person.name ?? '');
  const [agreed, setAgreed] = useState(false);
  const joining = useDeed(signUp);
  if (camp.status !== 'announced') return null;
  if (!me)
    return (
      <Panel title={t('camps.sign_up')}>
        <p>
          <Link to={path.signIn()}>{t('camps.sign_in_first')}</Link>
        </p>
      </Panel>
    );
  if (!camp.allowed.includes('trainee.sign_up')) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    joining.mutate({ params: { id: camp.id }, body: { name: name.trim(), consent: true } });
  };
  return (
    <Panel title={t('camps.sign_up')}>
      <form className="sl-stack sl-tight" onSubmit={send}>
        {camp.taken >= camp.seats || camp.waiting > 0 ? <p>{t('camps.full')}</p> : null}
        <label htmlFor={field}>{t('camps.name')}</label>
        <TextInput
          id={field}
          value={name}
          maxLength={100}
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
        <CheckInput checked={agreed} onChange={setAgreed} label={t('camps.consent')} />
        <ProblemAlert error={joining.error} />
        <div>
          <Button tone="primary" submit pending={joining.isPending} disabled={!agreed || name.trim() === ''}>
            {t('camps.sign_up')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
