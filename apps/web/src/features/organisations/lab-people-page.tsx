import { createResetLink, listPeople, suspendPerson } from '@scenario-lab/contracts/accounts';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { useDeed } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { CataloguePage } from '../../components/catalogue-page.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SecretView } from '../../components/secret-view.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

type Person = Answer<typeof listPeople>['items'][number];

/** Every person, for the lab's administrator: reset links, suspension. */
export function LabPeoplePage() {
  const { t } = useWords();
  return (
    <CataloguePage
      title={t('organisations.people_title')}
      row={listPeople}
      empty={{ text: t('organisations.people_empty') }}
      keyOf={(person) => person.id}
      item={(person) => <PersonLine person={person} />}
    />
  );
}

function PersonLine({ person }: { person: Person }) {
  const { t } = useWords();
  const { text } = useFormats();
  const here = useMe();
  const [asking, setAsking] = useState<'link' | 'suspend' | null>(null);
  const itself = here.me?.person.id === person.id;
  return (
    <article className="result">
      <div className="result-title">
        <strong>{person.name}</strong>
        {person.suspended ? <ToneTag tone="suspended">{t('organisations.suspended')}</ToneTag> : null}
      </div>
      <div className="result-meta">
        <span>{person.email}</span>
        <span>{person.organisations.map(({ name }) => text(name)).join(' · ')}</span>
      </div>
      <div className="result-deeds sl-row">
        {here.may('person.reset_link') ? (
          <Button onClick={() => setAsking('link')}>{t('organisations.reset_link')}</Button>
        ) : null}
        {here.may('person.suspend') && !itself ? (
          <Button tone={person.suspended ? 'default' : 'danger'} onClick={() => setAsking('suspend')}>
            {t(person.suspended ? 'organisations.restore' : 'organisations.suspend')}
          </Button>
        ) : null}
      </div>
      {asking === 'link' ? <ResetLink person={person} onClose={() => setAsking(null)} /> : null}
      {asking === 'suspend' ? <Suspend person={person} onClose={() => setAsking(null)} /> : null}
    </article>
  );
}

function ResetLink({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const making = useDeed(createResetLink);
  return (
    <Dialog
      title={`${t('organisations.reset_link')} · ${person.name}`}
      okText={t('organisations.reset_link')}
      okDisabled={making.isSuccess}
      pending={making.isPending}
      onOk={() => making.mutate({ params: { id: person.id } })}
      onCancel={onClose}
    >
      <div className="sl-stack">
        <p>{t('organisations.reset_link_says')}</p>
        <ProblemAlert error={making.error} />
        {making.data ? (
          <SecretView
            says={t('organisations.reset_link_done', {
              name: person.name,
              when: instant(making.data.expiresAt),
            })}
            secret={making.data.link}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function Suspend({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useWords();
  const doing = useDeed(suspendPerson, { onSuccess: onClose });
  const label = t(person.suspended ? 'organisations.restore' : 'organisations.suspend');
  return (
    <Dialog
      title={label}
      okText={label}
      danger={!person.suspended}
      pending={doing.isPending}
      onOk={() => doing.mutate({ params: { id: person.id }, body: { suspended: !person.suspended } })}
      onCancel={onClose}
    >
      <div className="sl-stack">
        <p>
          {t(person.suspended ? 'organisations.restore_says' : 'organisations.suspend_says', {
            name: person.name,
          })}
        </p>
        <ProblemAlert error={doing.error} />
      </div>
    </Dialog>
  );
}
