import { type CallPanel, makeObjection, objectionDeeds } from '@scenario-lab/contracts/panels';
import { useId } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How many there are, for everybody; their words for who wrote them, the department and the lab. */
export function Objections({ id, panel }: { id: string; panel: CallPanel }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const mayObject = panel.allowed.includes('objection.make');
  if (panel.objectionCount === 0 && !mayObject) return null;
  return (
    <Panel title={t('panel.objections.title')}>
      <p className="sl-muted sl-small">{t('panel.objections.lead')}</p>
      <p>
        {t('panel.objections.count', {
          count: panel.objectionCount,
          open: count(panel.objectionsOpen),
        })}
      </p>
      <ul className="sl-plain sl-stack">
        {panel.objections.map((one) => (
          <li key={one.id} className="sl-stack sl-tight">
            <p className="sl-row">
              <span className="sl-muted">{instant(one.at)}</span>
              {one.vendor ? <OrganisationName of={one.vendor} /> : null}
              <span className="sl-chip">
                {one.upheld === null
                  ? t('panel.objections.open')
                  : t(one.upheld ? 'panel.objections.upheld' : 'panel.objections.rejected')}
              </span>
            </p>
            <p className="call-words">{one.text}</p>
            {one.answer ? (
              <p className="call-words">{t('panel.objections.answer', { answer: one.answer })}</p>
            ) : null}
            <div className="unprinted">
              <DeedButtons
                allowed={one.allowed}
                deeds={[
                  { row: objectionDeeds.reject, params: { id: one.id }, field: 'reason' },
                  { row: objectionDeeds.uphold, params: { id: one.id }, field: 'reason', tone: 'danger' },
                ]}
              />
            </div>
          </li>
        ))}
      </ul>
      {mayObject ? <MakeObjection id={id} /> : null}
    </Panel>
  );
}

function MakeObjection({ id }: { id: string }) {
  const { t } = useWords();
  const field = useId();
  const [text, setText] = useKept(`objection.${id}`, '');
  const making = useDeed(makeObjection, { onSuccess: () => setText('') });
  return (
    <form
      className="sl-stack sl-tight unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) making.mutate({ params: { id }, body: { text: text.trim() } });
      }}
    >
      <label htmlFor={field}>{t('panel.objections.text')}</label>
      <TextArea
        id={field}
        rows={4}
        maxLength={5_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ProblemAlert error={making.error} />
      <div>
        <Button submit pending={making.isPending} disabled={text.trim() === ''}>
          {t('panel.objections.send')}
        </Button>
      </div>
    </form>
  );
}
