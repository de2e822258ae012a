import type { TicketLetter } from '@scenario-lab/contracts/ticket-letters';
import { Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How far the lab is with asking the reporter by mail; the address itself is shown to nobody. */
export function LetterPanel({ letter }: { letter: TicketLetter }) {
  const { t } = useWords();
  return (
    <Panel title={t('ticket_letters.panel')}>
      <LetterState letter={letter} />
      <p className="sl-muted sl-small">{t('ticket_letters.panel_says')}</p>
    </Panel>
  );
}

export function LetterState({ letter: { state, sentAt, until } }: { letter: TicketLetter }) {
  const { t } = useWords();
  const { day } = useFormats();
  const waits = state === 'queued' || state === 'sent' || state === 'unknown';
  return (
    <p className="sl-row">
      <ToneTag tone={state === 'answered' ? 'pass' : waits || state === 'held' ? 'waiting' : 'inconclusive'}>
        {t(`ticket_letters.state.${state}`)}
      </ToneTag>
      {waits && sentAt && until ? (
        <span className="sl-muted sl-small">
          {t('ticket_letters.sent', { sent: day(sentAt), until: day(until) })}
        </span>
      ) : null}
    </p>
  );
}
