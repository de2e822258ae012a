import { urlOf } from '@scenario-lab/contracts/call';
import { ticketFile } from '@scenario-lab/contracts/ticket-files';
import type { Ticket } from '@scenario-lab/contracts/tickets';
import { client } from '../../app/api.js';
import { Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What the reporter handed in, as the sandbox left it; before it was opened, and where it was refused, its name alone. */
export function FilesPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { bytes, count } = useFormats();
  if (ticket.files.length === 0) return null;
  return (
    <Panel title={t('tickets.files.title')}>
      <p className="sl-muted sl-small">{t('tickets.files.who_sees')}</p>
      <ul className="sl-plain ticket-files">
        {ticket.files.map((file) => {
          const address = (size: 'full' | 'small') =>
            client.baseUrl +
            urlOf(ticketFile, { params: { id: ticket.id, fileId: file.id }, query: { size } });
          if (file.state !== 'ready')
            return (
              <li key={file.id}>
                <span>{file.name}</span>
                <span className="sl-muted sl-small">{t(`tickets.files.state.${file.state}`)}</span>
              </li>
            );
          return (
            <li key={file.id}>
              <a href={address('full')} target="_blank" rel="noreferrer">
                {file.kind === 'picture' ? (
                  <img src={address('small')} alt={t('tickets.files.picture', { name: file.name })} />
                ) : (
                  file.name
                )}
              </a>
              <span className="sl-muted sl-small">
                {file.kind === 'pdf'
                  ? `${t('tickets.files.pages', { shown: count(file.pages ?? 0) })} · `
                  : null}
                {bytes(file.bytes ?? 0)}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
