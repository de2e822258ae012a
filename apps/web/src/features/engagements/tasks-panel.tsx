import { roomSides } from '@scenario-lab/contracts/room-sides';
import { addTask, endTask, type Room, type RoomTask } from '@scenario-lab/contracts/rooms';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { RoomLines } from './room-lines.js';

/** Who has to do what until when; the next one first. */
export function TasksPanel({ id, room, may }: { id: string; room: Room; may: boolean }) {
  const { t } = useWords();
  const open = room.tasks.filter(({ ended }) => ended === null);
  const ended = room.tasks.filter(({ ended }) => ended !== null);
  return (
    <Panel title={t('room.tasks')}>
      <div className="sl-stack">
        {open.length === 0 ? <p className="sl-muted">{t('room.no_tasks')}</p> : null}
        <RoomLines of={open}>{(task) => <Task id={id} task={task} />}</RoomLines>
        {ended.length > 0 ? (
          <details>
            <summary>{t('room.ended_tasks', { count: ended.length })}</summary>
            <RoomLines of={ended}>{(task) => <Task id={id} task={task} />}</RoomLines>
          </details>
        ) : null}
        {may ? <AddTask id={id} room={room} /> : null}
      </div>
    </Panel>
  );
}

function Task({ id, task }: { id: string; task: RoomTask }) {
  const { t } = useWords();
  const { day } = useFormats();
  const ending = useDeed(endTask);
  const whose = task.person ? `${t(`room.side.${task.side}`)} ${task.person}` : t(`room.side.${task.side}`);
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        <strong className="engagement-words">{task.what}</strong>
        <span className="sl-chip">{whose}</span>
        {task.late ? <ToneTag tone="fail">{t('room.late')}</ToneTag> : null}
      </p>
      <p className="sl-muted sl-small">
        {t('room.due_on', { day: day(task.due) })} · {t('room.given_by', { name: task.by })} ·{' '}
        <OrganisationName of={task.organisation} />
        {task.ended
          ? ` · ${t(`room.ended.${task.ended.how}`, { name: task.ended.by, day: day(task.ended.at) })}`
          : null}
      </p>
      {task.ended?.remark ? <p className="sl-small engagement-words">{task.ended.remark}</p> : null}
      {task.may.length > 0 ? (
        <div className="sl-row unprinted">
          {task.may.map((how) => (
            <Button
              key={how}
              small
              pending={ending.isPending && ending.variables?.body.how === how}
              onClick={() => ending.mutate({ params: { id, taskId: task.id }, body: { how } })}
            >
              {t(`room.${how}`)}
            </Button>
          ))}
        </div>
      ) : null}
      <ProblemAlert error={ending.error} />
    </div>
  );
}

function AddTask({ id, room }: { id: string; room: Room }) {
  const { t } = useWords();
  const field = useId();
  const empty = { what: '', side: room.side ?? 'lab', personId: '', due: '' };
  const [said, say] = useKept(`room-task.${id}`, empty);
  const adding = useDeed(addTask, { onSuccess: () => say(empty) });
  const own = said.side === room.side;
  const ready = said.what.trim() !== '' && said.due !== '';
  return (
    <details>
      <summary>{t('room.add_task')}</summary>
      <form
        className="sl-stack sl-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || adding.isPending) return;
          adding.mutate({
            params: { id },
            body: {
              what: said.what.trim(),
              side: said.side,
              personId: own && said.personId ? said.personId : null,
              due: said.due,
            },
          });
        }}
      >
        <div>
          <label htmlFor={`${field}-what`}>{t('room.what')}</label>
          <TextInput
            id={`${field}-what`}
            value={said.what}
            maxLength={500}
            onChange={(event) => say({ ...said, what: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${field}-side`}>{t('room.for_side')}</label>
          <SelectInput
            id={`${field}-side`}
            value={said.side}
            options={roomSides.map((side) => ({ value: side, label: t(`room.side.${side}`) }))}
            onChange={(side) => say({ ...said, side: roomSides.find((one) => one === side) ?? 'lab' })}
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
        <div>
          <label htmlFor={`${field}-due`}>{t('room.due')}</label>
          <DayInput
            id={`${field}-due`}
            value={said.due}
            onChange={(due) => say({ ...said, due: due ?? '' })}
          />
        </div>
        <ProblemAlert error={adding.error} />
        <p>
          <Button submit pending={adding.isPending} disabled={!ready}>
            {t('room.give')}
          </Button>
        </p>
      </form>
    </details>
  );
}
