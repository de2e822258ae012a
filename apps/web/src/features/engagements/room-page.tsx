import './engagements.css';
import { urlOf } from '@scenario-lab/contracts/call';
import { exportRoom, type Room, readRoom } from '@scenario-lab/contracts/rooms';
import { Link, useParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Icon } from '../../components/icon.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { StatusTag } from '../../components/status-tag.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ChecklistsPanel } from './checklists-panel.js';
import { ContactsPanel } from './contacts-panel.js';
import { MeetingsPanel } from './meetings-panel.js';
import { RecordsPanel } from './records-panel.js';
import { RoomTurn } from './room-turn.js';
import { TasksPanel } from './tasks-panel.js';

/** What two sides have on record: what is to be done first, then what was agreed, then who answers. */
export function RoomPage() {
  const { id = '' } = useParams();
  useLive([`engagement:${id}`]);
  const { data, error, isPending } = useRow(readRoom, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <File key={id} id={id} room={data} />;
}

function File({ id, room }: { id: string; room: Room }) {
  const { t, language } = useWords();
  const { text } = useFormats();
  const name = t('room.name', { title: text(room.scenario.title) });
  useTitle(name);
  const may = (action: string) => room.allowed.includes(`engagement.${action}`);
  return (
    <article className="sl-stack room-page">
      <header className="sl-stack sl-tight">
        <p className="sl-small">
          <Link to={path.engagement(id)}>← {t('room.back')}</Link>
        </p>
        <div className="object-title">
          <h1>{name}</h1>
          <StatusTag thing="engagement" status={room.status} />
        </div>
        <p className="sl-muted sl-small">{may('keep_room') ? t('room.says') : t('room.closed')}</p>
      </header>
      <RoomTurn id={id} />
      <MeetingsPanel id={id} room={room} />
      <TasksPanel id={id} room={room} may={may('keep_room')} />
      <ChecklistsPanel id={id} room={room} may={may('keep_room')} />
      <RecordsPanel id={id} records={room.records} may={may('keep_room')} />
      <ContactsPanel id={id} room={room} may={may('hand_over')} />
      {may('export_room') ? (
        <section className="sl-stack sl-tight unprinted">
          <p>
            <a
              className="sl-button"
              href={client.baseUrl + urlOf(exportRoom, { params: { id }, query: { lang: language } })}
              download
            >
              <Icon name="download" /> {t('room.export')}
            </a>
          </p>
          <p className="sl-muted sl-small">{t('room.export_says')}</p>
        </section>
      ) : null}
    </article>
  );
}
