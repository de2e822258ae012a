import { agreeTalk, callOffTalk, type Meeting, proposeTalk } from '@scenario-lab/contracts/meetings';
import { addRecord, type Room } from '@scenario-lab/contracts/rooms';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { DatesLink } from '../../components/dates-link.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { MeetingHead } from './meeting-view.js';
import { RoomLines } from './room-lines.js';

/** When the two sides meet, and where they meet with others; what was said goes on record from here. */
export function MeetingsPanel({ id, room }: { id: string; room: Room }) {
  const { t } = useWords();
  const may = (action: string) => room.allowed.includes(`engagement.${action}`);
  const { shown, rest } = sorted(room.meetings);
  return (
    <Panel title={t('meetings.title')}>
      <div className="sl-stack">
        {room.meetings.length === 0 ? <p className="sl-muted">{t('meetings.no_talks')}</p> : null}
        <RoomLines of={shown}>{(meeting) => <Line id={id} room={room} meeting={meeting} />}</RoomLines>
        {rest.length > 0 ? (
          <details>
            <summary>{t('meetings.ended', { count: rest.length })}</summary>
            <RoomLines of={rest}>{(meeting) => <Line id={id} room={room} meeting={meeting} />}</RoomLines>
          </details>
        ) : null}
        <p className="sl-row unprinted">
          <Link className="room-file" to={path.meetings(room.scenario.id)}>
            {t('meetings.see')}
          </Link>
          {room.meetings.length > 0 ? <DatesLink thing="engagement" id={id} /> : null}
        </p>
        {room.underCall && may('keep_room') ? (
          <p className="sl-muted sl-small">{t('meetings.under_call')}</p>
        ) : null}
        {may('propose_talk') && !room.underCall ? <Propose id={id} /> : null}
      </div>
    </Panel>
  );
}

const startOf = ({ slots }: Meeting) => slots[0]?.starts ?? '';

/** What lies ahead, the nearest first, after what was last: of that what was said has still to be written down. */
function sorted(meetings: readonly Meeting[]): { shown: Meeting[]; rest: Meeting[] } {
  const all = [...meetings].sort((one, other) => startOf(one).localeCompare(startOf(other)));
  const last = all.filter(({ past, calledOff }) => past && !calledOff).slice(-2);
  const shown = all.filter((one) => (!one.past && !one.calledOff) || last.includes(one));
  return { shown, rest: all.filter((one) => !shown.includes(one)) };
}

function Line({ id, room, meeting }: { id: string; room: Room; meeting: Meeting }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const [at] = meeting.slots;
  const own = meeting.slots.find((slot) => slot.id === meeting.mine?.slotId);
  const shown =
    meeting.kind === 'talk' || own ? [own ?? at].filter((slot) => slot !== undefined) : meeting.slots;
  const { agreed } = meeting;
  const waitsFor = (['vendor', 'department'] as const).filter((side) => agreed && !agreed[side]);
  const writes =
    meeting.past && !meeting.calledOff && room.side !== null && room.allowed.includes('engagement.keep_room');
  return (
    <div className="sl-stack sl-tight">
      <MeetingHead meeting={meeting} />
      <p className="sl-row sl-small">
        {shown.slice(0, 3).map((slot) => (
          <span key={slot.id}>
            {t('meetings.slot', { when: instant(slot.starts), minutes: slot.minutes })}
          </span>
        ))}
        {meeting.mine && !meeting.calledOff ? (
          <span className="sl-chip">{t(meeting.mine.waiting ? 'meetings.waiting' : 'meetings.seated')}</span>
        ) : null}
        {agreed && !meeting.calledOff && waitsFor.length === 0 ? (
          <ToneTag tone="pass">{t('meetings.agreed')}</ToneTag>
        ) : null}
        {meeting.calledOff || meeting.past
          ? null
          : waitsFor.map((side) => (
              <span key={side} className="sl-chip">
                {t('meetings.unagreed', { side: t(`room.side.${side}`) })}
              </span>
            ))}
      </p>
      {meeting.kind === 'talk' ? <TalkDeeds id={id} room={room} meeting={meeting} /> : null}
      {writes && (meeting.kind === 'talk' || meeting.mine || room.side !== 'vendor') ? (
        <Minutes
          id={id}
          meetingId={meeting.id}
          head={t('meetings.minutes_head', {
            kind: t(`meetings.kind.${meeting.kind}`),
            when: at ? instant((own ?? at).starts) : '',
            place: meeting.place,
          })}
        />
      ) : null}
    </div>
  );
}

function TalkDeeds({ id, room, meeting }: { id: string; room: Room; meeting: Meeting }) {
  const { t } = useWords();
  const field = useId();
  const agreeing = useDeed(agreeTalk);
  const [reason, say] = useKept(`talk-off.${meeting.id}`, '');
  const calling = useDeed(callOffTalk, { onSuccess: () => say('') });
  if (meeting.calledOff || meeting.past || room.side === null) return null;
  const side = room.side === 'lab' ? null : room.side;
  const agrees =
    side !== null &&
    !meeting.agreed?.[side] &&
    !room.underCall &&
    room.allowed.includes('engagement.agree_talk');
  const params = { id, meetingId: meeting.id };
  return (
    <>
      {agrees ? (
        <p className="unprinted">
          <Button
            small
            tone="primary"
            pending={agreeing.isPending}
            onClick={() => agreeing.mutate({ params, body: {} })}
          >
            {t('meetings.agree')}
          </Button>
        </p>
      ) : null}
      <ProblemAlert error={agreeing.error} />
      {room.allowed.includes('engagement.propose_talk') ? (
        <details className="unprinted">
          <summary>{t('meetings.call_off')}</summary>
          <form
            className="sl-stack sl-tight"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() && !calling.isPending)
                calling.mutate({ params, body: { reason: reason.trim() } });
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
              <Button submit pending={calling.isPending} disabled={reason.trim() === ''}>
                {t('meetings.call_off')}
              </Button>
            </p>
          </form>
        </details>
      ) : null}
    </>
  );
}

/** A decision like any other: the other side confirms it by its digest. */
function Minutes({ id, meetingId, head }: { id: string; meetingId: string; head: string }) {
  const { t } = useWords();
  const field = useId();
  const [text, write] = useKept(`minutes.${id}.${meetingId}`, '');
  const [open, setOpen] = useState(false);
  const adding = useDeed(addRecord, {
    onSuccess: () => {
      write('');
      setOpen(false);
    },
  });
  return (
    <details className="unprinted" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('meetings.to_decision')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() && !adding.isPending)
            adding.mutate({
              params: { id },
              body: { kind: 'decision', text: `${head}${text.trim()}`.slice(0, 2_000), uploadId: null },
            });
        }}
      >
        <div>
          <label htmlFor={field}>{head}</label>
          <TextArea
            id={field}
            rows={3}
            maxLength={1_200}
            value={text}
            onChange={(event) => write(event.target.value)}
          />
        </div>
        <ProblemAlert error={adding.error} />
        <p>
          <Button submit pending={adding.isPending} disabled={text.trim() === ''}>
            {t('room.add')}
          </Button>
        </p>
      </form>
    </details>
  );
}

function Propose({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const empty = { place: '', note: '', starts: '', minutes: '' };
  const [said, say] = useKept(`talk.${id}`, empty);
  const proposing = useDeed(proposeTalk, { onSuccess: () => say(empty) });
  const ready = said.place.trim() !== '' && said.starts !== '' && Number(said.minutes) >= 5;
  return (
    <details className="unprinted">
      <summary>{t('meetings.propose')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || proposing.isPending) return;
          proposing.mutate({
            params: { id },
            body: {
              place: said.place.trim(),
              note: said.note.trim() || null,
              starts: said.starts,
              minutes: Math.round(Number(said.minutes)),
            },
          });
        }}
      >
        <div>
          <label htmlFor={`${field}-place`}>{t('meetings.place')}</label>
          <TextInput
            id={`${field}-place`}
            value={said.place}
            maxLength={500}
            onChange={(event) => say({ ...said, place: event.target.value })}
          />
        </div>
        <p className="sl-muted sl-small">{t('meetings.clock', { zone: labTimeZone() })}</p>
        <div className="meeting-slot">
          <div>
            <label htmlFor={`${field}-starts`}>{t('meetings.starts')}</label>
            <TextInput
              id={`${field}-starts`}
              type="datetime-local"
              value={said.starts}
              onChange={(event) => say({ ...said, starts: event.target.value })}
            />
          </div>
          <div>
            <label htmlFor={`${field}-minutes`}>{t('meetings.minutes')}</label>
            <TextInput
              id={`${field}-minutes`}
              type="number"
              min={5}
              max={600}
              value={said.minutes}
              onChange={(event) => say({ ...said, minutes: event.target.value })}
            />
          </div>
        </div>
        <div>
          <label htmlFor={`${field}-note`}>{t('meetings.note')}</label>
          <TextArea
            id={`${field}-note`}
            rows={2}
            maxLength={2_000}
            value={said.note}
            onChange={(event) => say({ ...said, note: event.target.value })}
          />
        </div>
        <ProblemAlert error={proposing.error} />
        <p>
          <Button submit pending={proposing.isPending} disabled={!ready}>
            {t('meetings.propose_send')}
          </Button>
        </p>
      </form>
    </details>
  );
}
