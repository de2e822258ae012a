import { meetingSlotsAtMost, offeredKinds, offerMeeting } from '@scenario-lab/contracts/meetings';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { labTimeZone } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface SlotValues {
  key: number;
  starts: string;
  minutes: string;
  seats: string;
}
const noSlot: SlotValues = { key: 1, starts: '', minutes: '', seats: '' };
const empty = {
  kind: 'visit' as (typeof offeredKinds)[number],
  place: '',
  note: '',
  bookUntil: '',
  slots: [noSlot],
};
const isReady = ({ starts, minutes }: SlotValues) => starts !== '' && Number(minutes) >= 5;

/** The department's own deed: what it gives to one it gives to all. */
export function OfferMeeting({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const [said, say] = useKept(`meeting.${id}`, empty);
  const offering = useDeed(offerMeeting, { onSuccess: () => say(empty) });
  const pitch = said.kind === 'pitch';
  const ready = said.place.trim() !== '' && said.slots.every(isReady);
  const change = (at: number, over: Partial<SlotValues>) =>
    say({ ...said, slots: said.slots.map((slot, place) => (place === at ? { ...slot, ...over } : slot)) });
  return (
    <Panel title={t('meetings.offer')}>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || offering.isPending) return;
          offering.mutate({
            params: { id },
            body: {
              kind: said.kind,
              place: said.place.trim(),
              note: said.note.trim() || null,
              bookUntil: said.bookUntil || null,
              slots: said.slots.map(({ starts, minutes, seats }) => ({
                starts,
                minutes: Math.round(Number(minutes)),
                seats: pitch ? 1 : Math.max(1, Math.round(Number(seats) || 1)),
              })),
            },
          });
        }}
      >
        <div>
          <label htmlFor={`${field}-kind`}>{t('meetings.kind_label')}</label>
          <SelectInput
            id={`${field}-kind`}
            value={said.kind}
            options={offeredKinds.map((kind) => ({ value: kind, label: t(`meetings.kind.${kind}`) }))}
            onChange={(kind) => say({ ...said, kind: offeredKinds.find((one) => one === kind) ?? 'visit' })}
          />
          <p className="sl-muted sl-small">{t(`meetings.kind_says.${said.kind}`)}</p>
        </div>
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
        {said.slots.map((slot, at) => (
          <div key={slot.key} className="meeting-slot">
            <div>
              <label htmlFor={`${field}-starts-${at}`}>{t('meetings.starts')}</label>
              <TextInput
                id={`${field}-starts-${at}`}
                type="datetime-local"
                value={slot.starts}
                onChange={(event) => change(at, { starts: event.target.value })}
              />
            </div>
            <div>
              <label htmlFor={`${field}-minutes-${at}`}>{t('meetings.minutes')}</label>
              <TextInput
                id={`${field}-minutes-${at}`}
                type="number"
                min={5}
                max={600}
                value={slot.minutes}
                onChange={(event) => change(at, { minutes: event.target.value })}
              />
            </div>
            {pitch ? null : (
              <div>
                <label htmlFor={`${field}-seats-${at}`}>{t('meetings.seats')}</label>
                <TextInput
                  id={`${field}-seats-${at}`}
                  type="number"
                  min={1}
                  max={200}
                  value={slot.seats}
                  onChange={(event) => change(at, { seats: event.target.value })}
                />
              </div>
            )}
          </div>
        ))}
        <div className="sl-row">
          {said.slots.length < meetingSlotsAtMost ? (
            <Button
              small
              onClick={() =>
                say({
                  ...said,
                  slots: [...said.slots, { ...noSlot, key: (said.slots.at(-1)?.key ?? 0) + 1 }],
                })
              }
            >
              {t('meetings.more')}
            </Button>
          ) : null}
          {said.slots.length > 1 ? (
            <Button small onClick={() => say({ ...said, slots: said.slots.slice(0, -1) })}>
              {t('meetings.less')}
            </Button>
          ) : null}
        </div>
        <div>
          <label htmlFor={`${field}-until`}>{t('meetings.book_until')}</label>
          <TextInput
            id={`${field}-until`}
            type="datetime-local"
            value={said.bookUntil}
            onChange={(event) => say({ ...said, bookUntil: event.target.value })}
          />
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
        <ProblemAlert error={offering.error} />
        <p>
          <Button submit tone="primary" pending={offering.isPending} disabled={!ready}>
            {t('meetings.send')}
          </Button>
        </p>
      </form>
    </Panel>
  );
}
