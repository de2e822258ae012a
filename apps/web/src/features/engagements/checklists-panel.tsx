import {
  addChecklist,
  checksOfAList,
  markCheck,
  type RoomChecklist,
} from '@scenario-lab/contracts/room-checks';
import { roomSides } from '@scenario-lab/contracts/room-sides';
import type { Room } from '@scenario-lab/contracts/rooms';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { RoomLines } from './room-lines.js';

const open = ({ items }: RoomChecklist) => items.some(({ done, dropped }) => !done && !dropped);
const templates = ['pitch', 'visit', 'start'] as const;

/** What each side prepares, point by point; lists that are done fold away. */
export function ChecklistsPanel({ id, room, may }: { id: string; room: Room; may: boolean }) {
  const { t } = useWords();
  const done = room.checklists.filter((list) => !open(list));
  return (
    <Panel title={t('checklists.title')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('checklists.says')}</p>
        {room.checklists.length === 0 ? <p className="sl-muted">{t('checklists.none')}</p> : null}
        <RoomLines of={room.checklists.filter(open)}>{(list) => <Checklist id={id} list={list} />}</RoomLines>
        {done.length > 0 ? (
          <details>
            <summary>{t('checklists.done_lists', { count: done.length })}</summary>
            <RoomLines of={done}>{(list) => <Checklist id={id} list={list} />}</RoomLines>
          </details>
        ) : null}
        {may ? <AddChecklist id={id} room={room} /> : null}
      </div>
    </Panel>
  );
}

function Checklist({ id, list }: { id: string; list: RoomChecklist }) {
  const { t } = useWords();
  const counted = list.items.filter(({ dropped }) => !dropped);
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        <strong>{list.title}</strong>
        <span className="sl-chip">
          {t(`room.side.${list.side}`)} {list.person ?? ''}
        </span>
        <span className="sl-muted sl-small">
          {t('checklists.count', {
            done: counted.filter(({ done }) => done).length,
            all: counted.length,
          })}
        </span>
      </p>
      <ul className="sl-plain room-checks">
        {list.items.map((item) => (
          <li key={item.id}>
            <Point id={id} item={item} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Point({ id, item }: { id: string; item: RoomChecklist['items'][number] }) {
  const { t } = useWords();
  const { day } = useFormats();
  const marking = useDeed(markCheck);
  const mark = (how: 'tick' | 'untick' | 'drop') =>
    marking.mutate({ params: { id, checkId: item.id }, body: { how } });
  const may = item.may.includes('tick') || item.may.includes('untick');
  const said = item.dropped ?? item.done;
  return (
    <div className="room-check">
      <label>
        <input
          type="checkbox"
          checked={item.done !== null}
          disabled={!may || marking.isPending}
          onChange={(event) => mark(event.target.checked ? 'tick' : 'untick')}
        />
        <span className={item.dropped ? 'room-dropped' : undefined}>{item.what}</span>
      </label>
      {said ? (
        <span className="sl-muted sl-small">
          {item.dropped
            ? t('checklists.dropped', { name: said.by })
            : t('checklists.ticked', { name: said.by, day: day(said.at) })}
        </span>
      ) : null}
      {item.may.includes('drop') ? (
        <Button small onClick={() => mark('drop')}>
          {t('checklists.drop')}
        </Button>
      ) : null}
      <ProblemAlert error={marking.error} />
    </div>
  );
}

function AddChecklist({ id, room }: { id: string; room: Room }) {
  const { t } = useWords();
  const field = useId();
  const empty = { title: '', side: room.side ?? 'lab', personId: '', items: '' };
  const [said, say] = useKept(`room-checklist.${id}`, empty);
  const adding = useDeed(addChecklist, { onSuccess: () => say(empty) });
  const own = said.side === room.side;
  const items = said.items
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
    .slice(0, checksOfAList);
  const ready = said.title.trim() !== '' && items.length > 0;
  return (
    <details>
      <summary>{t('checklists.add')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || adding.isPending) return;
          adding.mutate({
            params: { id },
            body: {
              title: said.title.trim(),
              side: said.side,
              personId: own && said.personId ? said.personId : null,
              items,
            },
          });
        }}
      >
        <div>
          <label htmlFor={`${field}-side`}>{t('room.for_side')}</label>
          <SelectInput
            id={`${field}-side`}
            value={said.side}
            options={roomSides.map((side) => ({ value: side, label: t(`room.side.${side}`) }))}
            onChange={(side) => say({ ...said, side: roomSides.find((one) => one === side) ?? 'lab' })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-sample`}>{t('checklists.from_template')}</label>
          <SelectInput
            id={`${field}-sample`}
            value=""
            none={t('common.choose')}
            options={templates.map((one) => ({ value: one, label: t(`checklists.templates.${one}.name`) }))}
            onChange={(chosen) => {
              const one = templates.find((other) => other === chosen);
              const side = said.side === 'vendor' ? 'vendor' : 'department';
              if (one)
                say({
                  ...said,
                  title: t(`checklists.templates.${one}.name`),
                  items: t(`checklists.templates.${one}.${side}`),
                });
            }}
          />
        </div>
        <div>
          <label htmlFor={`${field}-title`}>{t('checklists.name')}</label>
          <TextInput
            id={`${field}-title`}
            value={said.title}
            maxLength={100}
            onChange={(event) => say({ ...said, title: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-items`}>{t('checklists.items')}</label>
          <TextArea
            id={`${field}-items`}
            rows={4}
            value={said.items}
            onChange={(event) => say({ ...said, items: event.target.value })}
          />
        </div>
        {own ? (
          <div>
            <label htmlFor={`${field}-person`}>{t('room.person')}</label>
            <SelectInput
              id={`${field}-person`}
              value={said.personId}
              none={t('room.anyone')}
              options={room.colleagues.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(personId) => say({ ...said, personId: personId ?? '' })}
            />
          </div>
        ) : null}
        <ProblemAlert error={adding.error} />
        <p>
          <Button submit pending={adding.isPending} disabled={!ready}>
            {t('checklists.send')}
          </Button>
        </p>
      </form>
    </details>
  );
}
