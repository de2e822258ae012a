import { callOffMeeting, leaveSeat, type Meeting, takeSeat } from '@scenario-lab/contracts/meetings';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What kind of meeting, where, and whether it stands. */
export function MeetingHead({ meeting }: { meeting: Meeting }) {
  const { t } = useWords();
  const { day, instant } = useFormats();
  const { calledOff } = meeting;
  return (
    <>
      <p className="sl-row">
        <span className="sl-chip">{t(`meetings.kind.${meeting.kind}`)}</span>
        <strong className="engagement-words">{meeting.place}</strong>
        {calledOff ? <span className="sl-chip">{t('meetings.called_off')}</span> : null}
        {!calledOff && meeting.past ? <span className="sl-chip">{t('meetings.past')}</span> : null}
      </p>
      {meeting.note ? <p className="sl-small engagement-words">{meeting.note}</p> : null}
      {calledOff ? (
        <p className="sl-muted sl-small engagement-words">
          {t('meetings.called_off_by', {
            name: calledOff.by,
            day: day(calledOff.at),
            reason: calledOff.reason,
          })}
        </p>
      ) : null}
      {meeting.bookUntil && !meeting.past ? (
        <p className="sl-muted sl-small">{t('meetings.until', { when: instant(meeting.bookUntil) })}</p>
      ) : null}
    </>
  );
}

/** One meeting that is offered to all: its times, the reader's own place, and who comes for those who run the need. */
export function MeetingView({ meeting }: { meeting: Meeting }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const leaving = useDeed(leaveSeat);
  const { mine } = meeting;
  return (
    <div className="sl-stack sl-tight">
      <MeetingHead meeting={meeting} />
      <ul className="sl-plain sl-stack sl-tight">
        {meeting.slots.map((slot) => (
          <li key={slot.id}>
            <p className="sl-row">
              <span>{t('meetings.slot', { when: instant(slot.starts), minutes: slot.minutes })}</span>
              {slot.seats === null ? (
                // Of one that is over or off nobody asks whether a place is left.
                meeting.past || meeting.calledOff ? null : (
                  <span className="sl-muted sl-small">
                    {t(slot.full ? 'meetings.full' : 'meetings.free')}
                  </span>
                )
              ) : (
                <span className="sl-muted sl-small">
                  {t('meetings.of_seats', {
                    taken: slot.taken.filter(({ waiting }) => !waiting).length,
                    seats: slot.seats,
                  })}
                </span>
              )}
            </p>
            {slot.taken.length > 0 ? (
              <ul className="sl-plain meeting-seats">
                {slot.taken.map((seat) => (
                  <li key={seat.id} className="sl-row sl-small">
                    <OrganisationName of={seat.vendor} />
                    <span className="engagement-words">{seat.who}</span>
                    {seat.waiting ? <span className="sl-chip">{t('meetings.waiting')}</span> : null}
                  </li>
                ))}
              </ul>
            ) : null}
            {mine?.slotId === slot.id ? (
              <p className="sl-row sl-small">
                <span className="engagement-words">{t('meetings.your_seat', { who: mine.who })}</span>
                {meeting.calledOff ? null : (
                  <span className="sl-chip">{t(mine.waiting ? 'meetings.waiting' : 'meetings.seated')}</span>
                )}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {meeting.allowed.includes('meeting.take_seat') ? <TakeSeat meeting={meeting} /> : null}
      {meeting.allowed.includes('meeting.leave_seat') ? (
        <p className="unprinted">
          <Button
            small
            pending={leaving.isPending}
            onClick={() => leaving.mutate({ params: { id: meeting.id }, body: {} })}
          >
            {t('meetings.leave')}
          </Button>
        </p>
      ) : null}
      <ProblemAlert error={leaving.error} />
      {meeting.allowed.includes('meeting.call_off') ? <CallOff meeting={meeting} /> : null}
    </div>
  );
}

function TakeSeat({ meeting }: { meeting: Meeting }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const field = useId();
  const [first] = meeting.slots.filter(({ full }) => !full);
  const [said, say] = useKept(`meeting-seat.${meeting.id}`, { slotId: '', who: '' });
  const taking = useDeed(takeSeat, { onSuccess: () => say({ slotId: '', who: '' }) });
  const chosen = meeting.slots.find(({ id }) => id === said.slotId) ?? first ?? meeting.slots[0];
  const ready = said.who.trim() !== '' && chosen !== undefined;
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && ready && !taking.isPending)
          taking.mutate({ params: { id: meeting.id }, body: { slotId: chosen.id, who: said.who.trim() } });
      }}
    >
      {meeting.slots.length > 1 ? (
        <div>
          <label htmlFor={`${field}-slot`}>{t('meetings.choose')}</label>
          <SelectInput
            id={`${field}-slot`}
            value={chosen?.id ?? ''}
            options={meeting.slots.map((slot) => ({
              value: slot.id,
              label: `${instant(slot.starts)} · ${t(slot.full ? 'meetings.full' : 'meetings.free')}`,
            }))}
            onChange={(slotId) => say({ ...said, slotId: slotId ?? '' })}
          />
        </div>
      ) : null}
      <div>
        <label htmlFor={`${field}-who`}>{t('meetings.who')}</label>
        <TextInput
          id={`${field}-who`}
          value={said.who}
          maxLength={200}
          onChange={(event) => say({ ...said, who: event.target.value })}
        />
      </div>
      <ProblemAlert error={taking.error} />
      <p>
        <Button submit pending={taking.isPending} disabled={!ready}>
          {t(chosen?.full ? 'meetings.queue' : 'meetings.take')}
        </Button>
      </p>
    </form>
  );
}

function CallOff({ meeting }: { meeting: Meeting }) {
  const { t } = useWords();
  const field = useId();
  const [reason, say] = useKept(`meeting-off.${meeting.id}`, '');
  const calling = useDeed(callOffMeeting, { onSuccess: () => say('') });
  return (
    <details className="unprinted">
      <summary>{t('meetings.call_off')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() && !calling.isPending)
            calling.mutate({ params: { id: meeting.id }, body: { reason: reason.trim() } });
        }}
      >
        <div>
          <label htmlFor={field}>{t('meetings.reason')}</label>
          <TextInput
            id={field}
            value={reason}
            maxLength={500}
            onChange={(event) => say(event.target.value)}
          />
        </div>
        <ProblemAlert error={calling.error} />
        <p>
          <Button submit tone="danger" pending={calling.isPending} disabled={reason.trim() === ''}>
            {t('meetings.call_off')}
          </Button>
        </p>
      </form>
    </details>
  );
}
