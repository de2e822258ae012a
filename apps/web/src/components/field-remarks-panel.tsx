import './field-remarks.css';
import {
  type FieldRemark,
  fieldRemarkDeeds,
  insistOnFieldRemark,
  listFieldRemarks,
  noteFieldRemark,
  type RemarkedThing,
  remarkedFields,
} from '@scenario-lab/contracts/field-remarks';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../app/api.js';
import { useMe } from '../app/session.js';
import { useFormats } from '../i18n/format.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { Button } from './button.js';
import { DeedButtons } from './deed-buttons.js';
import { FieldValue } from './field-value.js';
import { Panel } from './object-page.js';
import { ProblemAlert } from './problem-alert.js';
import { StatusTag } from './status-tag.js';
import { TextArea } from './text-input.js';
import { useKept } from './use-kept.js';

interface PanelProps {
  thing: RemarkedThing;
  id: string;
  /** The newest revision of what is shown, and what it holds: asked for by whoever marks a field. */
  body: object;
  status: string;
  ownerId: string;
  /** Where it is edited, for whose turn that is. */
  edit: string | null;
}

/** Review field by field: what the lab remarks on, what its author says or changed, and what changed besides. */
export function FieldRemarksPanel(props: PanelProps) {
  const { thing, id } = props;
  const here = useMe();
  // Its owner and the lab; nobody else is told of remarks, so nobody else asks.
  const owns = here.me?.organisation.id === props.ownerId;
  const concerned =
    owns || (['operator', 'reviewer', 'broker', 'admin', 'observer'] as const).some((role) => here.is(role));
  const { data, error } = useRow(listFieldRemarks, { params: { thing, id } }, { enabled: concerned });
  const { t } = useWords();
  const { instant } = useFormats();
  if (!concerned || error || !data) return null;
  const mayNote = data.allowed.includes('field_remark.note');
  if (!mayNote && data.items.length === 0) return null;
  const ended = data.items.filter(({ status }) => ['settled', 'insisted', 'withdrawn'].includes(status));
  const open = data.items.filter((one) => !ended.includes(one));
  const others = data.changes.filter(({ field }) => !data.items.some((one) => one.field === field));
  return (
    <Panel
      title={t('field_remarks.title')}
      extra={
        props.edit && open.some(({ status }) => status === 'asked') ? (
          <Link to={props.edit}>{t('field_remarks.go')}</Link>
        ) : undefined
      }
    >
      <div className="sl-stack">
        <p className="sl-muted">{t(owns ? 'field_remarks.lead_owner' : 'field_remarks.lead_lab')}</p>
        {open.length === 0 ? <p className="sl-muted">{t('field_remarks.none')}</p> : null}
        <Remarks items={open} />
        {data.returnedAt && props.status === 'in_review' ? (
          others.length > 0 ? (
            <details>
              <summary>{t('field_remarks.changes', { count: others.length })}</summary>
              {others.map((one) => (
                <div key={one.field} className="field-remark">
                  <strong>{wordFor('field', one.field)}</strong>
                  <BeforeAfter {...one} before={t('field_remarks.was_returned')} />
                </div>
              ))}
            </details>
          ) : (
            <p className="sl-muted sl-small">
              {t('field_remarks.changes_none', { when: instant(data.returnedAt) })}
            </p>
          )
        ) : null}
        {ended.length > 0 ? (
          <details>
            <summary>{t('field_remarks.ended', { count: ended.length })}</summary>
            <Remarks items={ended} />
          </details>
        ) : null}
        {mayNote ? <NoteForm thing={thing} id={id} body={props.body} /> : null}
      </div>
    </Panel>
  );
}

function Remarks({ items }: { items: readonly FieldRemark[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="sl-plain">
      {items.map((one) => (
        <li key={one.id} className="field-remark">
          <Remark remark={one} />
        </li>
      ))}
    </ul>
  );
}

function Remark({ remark }: { remark: FieldRemark }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const params = { id: remark.id };
  return (
    <>
      <div className="sl-row">
        <strong>{wordFor('field', remark.field)}</strong>
        <StatusTag thing="field_remark" status={remark.status} />
        <span className="sl-muted sl-small">
          {instant(remark.at)}
          {remark.follows ? ` · ${t('field_remarks.follows')}` : ''}
        </span>
      </div>
      <p className="sl-reading field-remark-text">{remark.text}</p>
      {remark.answer ? (
        <p className="sl-reading field-remark-text">
          <span className="sl-muted">{t('field_remarks.answered')}</span> {remark.answer}
        </p>
      ) : null}
      {remark.changed ? (
        <BeforeAfter {...remark} before={t('field_remarks.was')} />
      ) : remark.status === 'answered' ? (
        <p className="sl-muted sl-small">{t('field_remarks.unchanged')}</p>
      ) : null}
      <DeedButtons
        allowed={remark.allowed}
        deeds={[
          { row: fieldRemarkDeeds.settle, params, plain: true },
          { row: fieldRemarkDeeds.withdraw, params, plain: true },
        ]}
      />
      {remark.allowed.includes('field_remark.insist') ? <InsistForm id={remark.id} /> : null}
    </>
  );
}

function BeforeAfter(props: { field: string; was?: unknown; now?: unknown; before: string }) {
  const { t } = useWords();
  return (
    <div className="field-remark-sides">
      <div>
        <p className="sl-muted sl-small">{props.before}</p>
        <FieldValue field={props.field} value={props.was} />
      </div>
      <div>
        <p className="sl-muted sl-small">{t('field_remarks.now')}</p>
        <FieldValue field={props.field} value={props.now} />
      </div>
    </div>
  );
}

/** The field first, then what stands there, then what is to change: the remark is written beside what it is about. */
function NoteForm({ thing, id, body }: { thing: RemarkedThing; id: string; body: object }) {
  const { t } = useWords();
  const control = useId();
  const empty = { field: '', text: '' };
  const [typed, setTyped] = useKept(`field-remark.${thing}.${id}`, empty);
  const noting = useDeed(noteFieldRemark, { onSuccess: () => setTyped(empty) });
  const chosen = remarkedFields[thing].includes(typed.field) ? typed.field : '';
  const values = body as Readonly<Record<string, unknown>>;
  return (
    <div className="sl-stack sl-tight field-remark-new">
      <label htmlFor={control}>{t('field_remarks.field')}</label>
      <select
        id={control}
        className="choice-select"
        value={chosen}
        onChange={(event) => setTyped({ ...typed, field: event.target.value })}
      >
        <option value="">{t('field_remarks.choose')}</option>
        {remarkedFields[thing].map((field) => (
          <option key={field} value={field}>
            {wordFor('field', field)}
          </option>
        ))}
      </select>
      {chosen ? (
        <>
          <p className="sl-muted sl-small">{t('field_remarks.stands')}</p>
          <FieldValue field={chosen} value={values[chosen]} />
          <Said
            label={t('field_remarks.text')}
            text={typed.text}
            onText={(text) => setTyped({ ...typed, text })}
            deed={wordFor('deed', 'field_remark.note.label')}
            pending={noting.isPending}
            onSay={() => noting.mutate({ body: { thing, thingId: id, field: chosen, text: typed.text } })}
          />
        </>
      ) : null}
      <ProblemAlert error={noting.error} />
    </div>
  );
}

function InsistForm({ id }: { id: string }) {
  const { t } = useWords();
  const [text, setText] = useKept(`field-remark-again.${id}`, '');
  const asking = useDeed(insistOnFieldRemark, { onSuccess: () => setText('') });
  return (
    <details>
      <summary>{wordFor('deed', 'field_remark.insist.label')}</summary>
      <Said
        label={t('field_remarks.again')}
        text={text}
        onText={setText}
        deed={wordFor('deed', 'field_remark.insist.label')}
        pending={asking.isPending}
        onSay={() => asking.mutate({ params: { id }, body: { text } })}
      />
      <ProblemAlert error={asking.error} />
    </details>
  );
}

/** Words and the deed that says them. */
function Said(props: {
  label: ReactNode;
  text: string;
  onText: (text: string) => void;
  deed: string;
  pending: boolean;
  onSay: () => void;
}) {
  const field = useId();
  return (
    <div className="sl-stack sl-tight">
      <label htmlFor={field}>{props.label}</label>
      <TextArea
        id={field}
        rows={2}
        maxLength={2_000}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
      />
      <div>
        <Button pending={props.pending} disabled={!props.text.trim()} onClick={props.onSay}>
          {props.deed}
        </Button>
      </div>
    </div>
  );
}
