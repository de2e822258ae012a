import './field-remarks.css';
import {
  answerFieldRemark,
  type FieldRemark,
  listFieldRemarks,
  type RemarkedThing,
} from '@scenario-lab/contracts/field-remarks';
import { type ReactNode, useId, useMemo } from 'react';
import { useDeed, useRow } from '../app/api.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { Button } from './button.js';
import { ToldAtFields } from './form.js';
import { Notice } from './notice.js';
import { ProblemAlert } from './problem-alert.js';
import { StatusTag } from './status-tag.js';
import { TextArea } from './text-input.js';
import { useKept } from './use-kept.js';

interface RemarksProps {
  thing: RemarkedThing;
  /** None while it is not written yet. */
  id: string | undefined;
  status: string | undefined;
  /** In a form of several steps: shows the step the field is on. */
  onGo?: (field: string) => void;
  children: ReactNode;
}

/** Around the form of what was returned: each remark of the lab stands below the field it is about, and all are counted on top. */
export function RemarksAtFields({ thing, id, status, onGo, children }: RemarksProps) {
  const { t } = useWords();
  const { data } = useRow(
    listFieldRemarks,
    { params: { thing, id: id ?? '' } },
    { enabled: id !== undefined && status === 'returned' },
  );
  const open = useMemo(
    () => (data?.items ?? []).filter(({ status: at }) => at === 'asked' || at === 'answered'),
    [data],
  );
  const tell = useMemo(
    () => (field: string) => {
      const here = open.filter((one) => one.field === field);
      return here.length === 0 ? null : here.map((one) => <RemarkAt key={one.id} remark={one} />);
    },
    [open],
  );
  if (open.length === 0) return children;
  const waiting = open.filter(({ status: at, changed }) => at === 'asked' && !changed);
  const go = (field: string) => {
    onGo?.(field);
    // After the step has been drawn.
    requestAnimationFrame(() =>
      document.querySelector(`[data-remarked="${field}"]`)?.scrollIntoView({ block: 'center' }),
    );
  };
  return (
    <ToldAtFields.Provider value={tell}>
      <Notice tone="warn">
        <strong>
          {waiting.length > 0
            ? t('field_remarks.at_form', { count: waiting.length })
            : t('field_remarks.all_done')}
        </strong>
        {waiting.length > 0 ? <p>{t('field_remarks.at_form_says')}</p> : null}
        <p className="sl-row">
          {[...new Set(waiting.map(({ field }) => field))].map((field) => (
            <Button key={field} small onClick={() => go(field)}>
              {wordFor('field', field)}
            </Button>
          ))}
        </p>
      </Notice>
      {children}
    </ToldAtFields.Provider>
  );
}

function RemarkAt({ remark }: { remark: FieldRemark }) {
  const { t } = useWords();
  const field = useId();
  const [text, setText] = useKept(`field-remark-answer.${remark.id}`, '');
  const answering = useDeed(answerFieldRemark, { onSuccess: () => setText('') });
  return (
    <div className="field-remark-at" data-remarked={remark.field}>
      <div className="sl-row">
        <strong>{t('common.remark_by_lab')}</strong>
        <StatusTag thing="field_remark" status={remark.status} />
      </div>
      <p>{remark.text}</p>
      {remark.answer ? (
        <p>
          <span className="sl-muted">{t('field_remarks.answered')}</span> {remark.answer}
        </p>
      ) : null}
      <p className="sl-muted sl-small">
        {t(remark.changed ? 'field_remarks.changed' : 'field_remarks.to_mend')}
      </p>
      {remark.allowed.includes('field_remark.answer') ? (
        <details>
          <summary>{t(remark.answer ? 'field_remarks.reword' : 'field_remarks.answer')}</summary>
          <div className="sl-stack sl-tight">
            <label htmlFor={field}>{t('field_remarks.answer')}</label>
            <TextArea
              id={field}
              rows={2}
              maxLength={2_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <div>
              <Button
                pending={answering.isPending}
                disabled={!text.trim()}
                onClick={() => answering.mutate({ params: { id: remark.id }, body: { text } })}
              >
                {wordFor('deed', 'field_remark.answer.label')}
              </Button>
            </div>
            <ProblemAlert error={answering.error} />
          </div>
        </details>
      ) : null}
    </div>
  );
}
