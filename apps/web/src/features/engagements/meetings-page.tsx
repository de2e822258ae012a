import './engagements.css';
import { listMeetings, type Meetings } from '@scenario-lab/contracts/meetings';
import { Link, useParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DatesLink } from '../../components/dates-link.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { MeetingView } from './meeting-view.js';
import { OfferMeeting } from './offer-meeting.js';
import { RoomLines } from './room-lines.js';

/** Pitch days and visits of a need: what lies ahead first, with the reader's own place. */
export function MeetingsPage() {
  const { id = '' } = useParams();
  useLive([`scenario:${id}`]);
  const { data, error, isPending } = useRow(listMeetings, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <List key={id} id={id} meetings={data} />;
}

function List({ id, meetings }: { id: string; meetings: Meetings }) {
  const { t } = useWords();
  const { text } = useFormats();
  const name = t('meetings.name', { title: text(meetings.scenario.title) });
  useTitle(name);
  const stands = ({ past, calledOff }: Meetings['items'][number]) => !past && !calledOff;
  const ahead = meetings.items.filter(stands);
  const rest = meetings.items.filter((one) => !stands(one)).reverse();
  return (
    <article className="sl-stack room-page">
      <header className="sl-stack sl-tight">
        <p className="sl-small">
          <Link className="room-file" to={path.scenario(id)}>
            ← {t('meetings.back')}
          </Link>
        </p>
        <h1>{name}</h1>
        <p className="sl-muted sl-small">{t('meetings.lead')}</p>
      </header>
      <Panel title={t('meetings.title')}>
        <div className="sl-stack">
          {meetings.items.length === 0 ? <p className="sl-muted">{t('meetings.none')}</p> : null}
          <RoomLines of={ahead}>{(meeting) => <MeetingView meeting={meeting} />}</RoomLines>
          <RoomLines of={rest}>{(meeting) => <MeetingView meeting={meeting} />}</RoomLines>
          {ahead.some(({ mine, slots }) => mine || slots.some(({ seats }) => seats !== null)) ? (
            <p className="unprinted">
              <DatesLink thing="scenario" id={id} />
            </p>
          ) : null}
        </div>
      </Panel>
      {meetings.allowed.includes('meeting.offer') ? <OfferMeeting id={id} /> : null}
    </article>
  );
}
