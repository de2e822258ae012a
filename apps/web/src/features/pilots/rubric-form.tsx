import { reviewMidterm } from '@scenario-lab/contracts/pilot-acceptance';
import { type RubricPart, rubricParts, type Survey } from '@scenario-lab/contracts/pilot-surveys';
import { type Pilot, pilotEnds } from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

interface Line {
  score: number | null;
  words: string;
  chosen: boolean;
}
interface Condition {
  /** Tells lines apart while they are written; the server gives its own. */
  key: string;
  words: string;
  due: string | null;
  owner: 'vendor' | 'department';
}
interface Written {
  rubric: Record<RubricPart, Line>;
  statement: string;
  decision: 'continue' | 'adjust';
  conditions: Condition[];
}
const line: Line = { score: null, words: '', chosen: false };
const blank: Written = {
  rubric: { practice: line, front_line: line, citizens: line },
  statement: '',
  decision: 'continue',
  conditions: [],
};

let keys = 0;
const newKey = () => `${Date.now()}.${keys++}`;

interface RubricFormProps {
  pilot: Pilot;
  phase: 'midterm' | 'final';
  surveys: readonly Survey[];
}

/** Three judgements, each with its ground, a statement, and what is still to be done by whom until when. */
export function RubricForm({ pilot, phase, surveys }: RubricFormProps) {
  const { t } = useWords();
  const ids = { statement: useId(), decision: useId() };
  const [written, setWritten] = useKept<Written>(`acceptance.${phase}.${pilot.id}`, blank);
  const [sure, setSure] = useState(false);
  const set = (some: Partial<Written>) => setWritten({ ...written, ...some });
  const onSuccess = () => setWritten(blank);
  const accepting = useDeed(pilotEnds.accept, { onSuccess });
  const reviewing = useDeed(reviewMidterm, { onSuccess });
  const working = phase === 'final' ? accepting : reviewing;
  const { rubric, statement, decision, conditions } = written;
  const whole =
    rubricParts.every((part) => rubric[part].chosen && rubric[part].words.trim() !== '') &&
    statement.trim() !== '' &&
    conditions.every(({ words, due }) => words.trim() !== '' && due !== null);
  const send = () => {
    const said = (part: RubricPart) => ({ score: rubric[part].score, words: rubric[part].words });
    const body = {
      reason: statement,
      rubric: { practice: said('practice'), front_line: said('front_line'), citizens: said('citizens') },
      conditions: conditions.map(({ words, due, owner }) => ({ words, due: due ?? '', owner })),
    };
    const params = { id: pilot.id };
    if (phase === 'final') accepting.mutate({ params, body });
    else reviewing.mutate({ params, body: { ...body, decision } });
  };
  return (
    <form
      className="acceptance-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sure) send();
        else setSure(true);
      }}
    >
      {surveys.some(({ figures }) => figures) ? null : (
        <Notice tone="warn">{t('acceptance.form.nobody_asked')}</Notice>
      )}
      {rubricParts.map((part) => (
        <Part
          key={part}
          part={part}
          line={rubric[part]}
          surveys={surveys}
          onChange={(next) => set({ rubric: { ...rubric, [part]: next } })}
        />
      ))}
      {phase === 'midterm' ? (
        <div>
          <label htmlFor={ids.decision}>{t('acceptance.form.decision')}</label>
          <SelectInput
            id={ids.decision}
            value={decision}
            options={(['continue', 'adjust'] as const).map((one) => ({
              value: one,
              label: t(`acceptance.decision.${one}`),
            }))}
            onChange={(value) => set({ decision: value === 'adjust' ? 'adjust' : 'continue' })}
          />
        </div>
      ) : null}
      <div>
        <label htmlFor={ids.statement}>{t('acceptance.form.statement')}</label>
        <TextArea
          id={ids.statement}
          rows={4}
          maxLength={5_000}
          value={statement}
          onChange={(event) => set({ statement: event.target.value })}
        />
      </div>
      <Conditions conditions={conditions} onChange={(next) => set({ conditions: next })} />
      <ProblemAlert error={working.error} />
      {sure ? <Notice tone="warn">{t(`acceptance.form.sure_${phase}`)}</Notice> : null}
      <div className="sl-row">
        <Button tone="primary" submit pending={working.isPending} disabled={!whole}>
          {t(sure ? `acceptance.form.sign_${phase}` : 'acceptance.form.look')}
        </Button>
        {sure ? <Button onClick={() => setSure(false)}>{t('common.cancel')}</Button> : null}
      </div>
    </form>
  );
}

interface PartProps {
  part: RubricPart;
  line: Line;
  surveys: readonly Survey[];
  onChange: (line: Line) => void;
}

/** One of the three, with what the surveys say of it at hand. */
function Part({ part, line: { score, words, chosen }, surveys, onChange }: PartProps) {
  const { t } = useWords();
  const { percent } = useFormats();
  const field = useId();
  const said = surveys.flatMap(({ audience, figures }) =>
    (figures ?? []).flatMap(({ of, question, favourable }) =>
      of === part && favourable
        ? [`${wordFor(`acceptance.question.${audience}`, question)} ${percent(favourable.share)}`]
        : [],
    ),
  );
  return (
    <fieldset className="acceptance-part">
      <legend>{t(`field.${part}`)}</legend>
      <p className="sl-muted sl-small">{t(`acceptance.part_says.${part}`)}</p>
      {said.length > 0 ? (
        <p className="sl-small">
          {t('acceptance.form.survey_says')}
          {said.join(t('common.comma'))}
        </p>
      ) : null}
      <div className="score">
        {[1, 2, 3, 4, 5, null].map((one) => (
          <label key={one ?? 'none'}>
            <input
              type="radio"
              name={field}
              checked={chosen && score === one}
              onChange={() => onChange({ score: one, words, chosen: true })}
            />
            {one === null ? t('acceptance.form.cannot_tell') : wordFor('acceptance.score', String(one))}
          </label>
        ))}
      </div>
      <label htmlFor={field}>{t('acceptance.form.ground')}</label>
      <TextArea
        id={field}
        rows={2}
        maxLength={2_000}
        value={words}
        onChange={(event) => onChange({ score, words: event.target.value, chosen })}
      />
    </fieldset>
  );
}

function Conditions(props: { conditions: readonly Condition[]; onChange: (next: Condition[]) => void }) {
  const { conditions, onChange } = props;
  const { t } = useWords();
  const { day } = useFormats();
  const put = (at: number, some: Partial<Condition>) =>
    onChange(conditions.map((one, place) => (place === at ? { ...one, ...some } : one)));
  const label = (name: 'words' | 'owner' | 'due', at: number) =>
    t('acceptance.form.condition_field', { number: at + 1, name: t(`acceptance.condition.${name}`) });
  return (
    <div className="sl-stack sl-tight">
      <h3>{t('acceptance.conditions')}</h3>
      <p className="sl-muted sl-small">{t('acceptance.form.conditions_help')}</p>
      {conditions.map(({ key, words, due, owner }, at) => (
        <div key={key} className="lines-row">
          <TextInput
            aria-label={label('words', at)}
            value={words}
            maxLength={1_000}
            placeholder={t('acceptance.condition.words')}
            onChange={(event) => put(at, { words: event.target.value })}
          />
          <SelectInput
            aria-label={label('owner', at)}
            value={owner}
            options={(['vendor', 'department'] as const).map((one) => ({
              value: one,
              label: t(`acceptance.owner.${one}`),
            }))}
            onChange={(value) => put(at, { owner: value === 'department' ? 'department' : 'vendor' })}
          />
          <DayInput
            aria-label={due ? `${label('due', at)} ${day(due)}` : label('due', at)}
            value={due}
            onChange={(value) => put(at, { due: value })}
          />
          <Button small onClick={() => onChange(conditions.filter((_one, place) => place !== at))}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          small
          onClick={() => onChange([...conditions, { key: newKey(), words: '', due: null, owner: 'vendor' }])}
        >
          {t('acceptance.form.add_condition')}
        </Button>
      </div>
    </div>
  );
}
