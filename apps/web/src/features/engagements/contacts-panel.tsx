import { roomSides } from '@scenario-lab/contracts/room-sides';
import { handOver, type Room, type RoomContact } from '@scenario-lab/contracts/rooms';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Who answers for each side now, who did before, and handing over. */
export function ContactsPanel({ id, room, may }: { id: string; room: Room; may: boolean }) {
  const { t } = useWords();
  const before = room.contacts.filter(({ now }) => !now);
  return (
    <Panel title={t('room.contacts')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('room.contacts_says')}</p>
        <ul className="sl-plain sl-stack sl-tight">
          {roomSides.map((side) => {
            const now = room.contacts.find((one) => one.now && one.side === side);
            return (
              <li key={side}>
                <span className="sl-chip">{t(`room.side.${side}`)}</span>{' '}
                {now ? <Contact contact={now} /> : <span className="sl-muted">{t('room.no_contact')}</span>}
              </li>
            );
          })}
        </ul>
        {before.length > 0 ? (
          <details>
            <summary>{t('room.earlier', { count: before.length })}</summary>
            <ul className="sl-plain sl-stack sl-tight">
              {before.map((one) => (
                <li key={`${one.side} ${one.at}`}>
                  <span className="sl-chip">{t(`room.side.${one.side}`)}</span> <Contact contact={one} />
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {may ? <HandOver id={id} colleagues={room.colleagues} /> : null}
      </div>
    </Panel>
  );
}

function Contact({ contact }: { contact: RoomContact }) {
  const { t } = useWords();
  const { day } = useFormats();
  return (
    <>
      <strong>{contact.name}</strong>{' '}
      <span className="sl-muted sl-small">{t('room.since', { day: day(contact.at) })}</span>{' '}
      {contact.now && contact.gone ? <ToneTag tone="fail">{t('room.gone')}</ToneTag> : null}
      {contact.note ? <span className="room-note engagement-words">{contact.note}</span> : null}
    </>
  );
}

function HandOver({ id, colleagues }: { id: string; colleagues: Room['colleagues'] }) {
  const { t } = useWords();
  const field = useId();
  const empty = { personId: '', note: '' };
  const [said, say] = useKept(`room-handover.${id}`, empty);
  const handing = useDeed(handOver, { onSuccess: () => say(empty) });
  return (
    <details>
      <summary>{t('room.hand_over')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (said.personId && !handing.isPending)
            handing.mutate({ params: { id }, body: { personId: said.personId, note: said.note.trim() } });
        }}
      >
        <div>
          <label htmlFor={`${field}-to`}>{t('room.to')}</label>
          <SelectInput
            id={`${field}-to`}
            value={said.personId}
            options={colleagues.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(personId) => say({ ...said, personId: personId ?? '' })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-note`}>{t('room.note')}</label>
          <TextArea
            id={`${field}-note`}
            rows={3}
            maxLength={5_000}
            value={said.note}
            onChange={(event) => say({ ...said, note: event.target.value })}
          />
        </div>
        <ProblemAlert error={handing.error} />
        <p>
          <Button submit pending={handing.isPending} disabled={said.personId === ''}>
            {t('room.send')}
          </Button>
        </p>
      </form>
    </details>
  );
}
