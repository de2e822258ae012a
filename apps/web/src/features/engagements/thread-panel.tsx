import { type Engagement, postMessage } from '@scenario-lab/contracts/engagements';
import { type KeyboardEvent, useId } from 'react';
import { useDeed } from '../../app/api.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { Mention } from './mention.js';

type Talk = Pick<Engagement, 'id' | 'messages' | 'allowed' | 'vendor' | 'department' | 'mentionable'>;

/** What both sides and the lab said to each other, oldest first, and the field to answer. */
export function ThreadPanel({ engagement }: { engagement: Talk }) {
  const { t } = useWords();
  const { instant, ago } = useFormats();
  const here = useMe();
  const sideOf = (organisationId: string) => {
    if (organisationId === engagement.vendor.id) return t('engagements.vendor');
    return organisationId === engagement.department.id ? t('engagements.department') : t('engagements.lab');
  };
  return (
    <Panel title={t('engagements.thread')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('engagements.thread_says')}</p>
        {engagement.messages.length === 0 ? (
          <p className="sl-muted">{t('engagements.no_messages')}</p>
        ) : (
          <ol className="thread sl-plain" aria-label={t('engagements.thread')}>
            {engagement.messages.map((message) => (
              <li
                key={message.id}
                className={message.organisation.id === here.me?.organisation.id ? 'thread-own' : undefined}
              >
                <p className="thread-head">
                  <strong>{message.author}</strong>
                  <span>
                    <OrganisationName of={message.organisation} />
                  </span>
                  <span className="sl-chip">{sideOf(message.organisation.id)}</span>
                  <time className="sl-muted" dateTime={message.at} title={instant(message.at)}>
                    {ago(message.at)}
                  </time>
                </p>
                <p className="engagement-words">{message.text}</p>
                {message.mentions.length > 0 ? (
                  <p className="mention-chips">
                    {message.mentions.map((name) => (
                      <span key={name} className="sl-chip">
                        @{name}
                      </span>
                    ))}
                  </p>
                ) : null}
              </li>
            ))}
          </ol>
        )}
        {engagement.allowed.includes('engagement.message') ? (
          <Composer id={engagement.id} people={engagement.mentionable} />
        ) : null}
      </div>
    </Panel>
  );
}

/** Keeps what is typed in this browser until it is sent. */
function Composer({ id, people }: { id: string; people: Engagement['mentionable'] }) {
  const { t } = useWords();
  const field = useId();
  const [text, write] = useKept(`message.${id}`, '');
  const [named, name] = useKept<{ ids: string[] }>(`mentions.${id}`, { ids: [] });
  const sending = useDeed(postMessage, {
    onSuccess: () => {
      write('');
      name({ ids: [] });
    },
  });
  const mentions = people.filter((one) => named.ids.includes(one.id));
  const said = text.trim();
  const send = () => {
    if (said && !sending.isPending)
      sending.mutate({ params: { id }, body: { text: said, mentions: mentions.map((one) => one.id) } });
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <form
      className="sl-stack sl-tight"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={field}>{t('engagements.write')}</label>
      <TextArea
        id={field}
        rows={3}
        value={text}
        maxLength={10_000}
        onChange={(event) => write(event.target.value)}
        onKeyDown={byKey}
      />
      {people.length > 0 ? (
        <Mention people={people} named={mentions} onChange={(ids) => name({ ids })} />
      ) : null}
      <ProblemAlert error={sending.error} />
      <div className="sl-row">
        <Button submit pending={sending.isPending} disabled={said === ''}>
          {t('engagements.send')}
        </Button>
        <span className="sl-muted sl-small">{t('engagements.kept')}</span>
      </div>
    </form>
  );
}
