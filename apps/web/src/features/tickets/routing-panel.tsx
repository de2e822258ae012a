import { listShownOrganisations } from '@scenario-lab/contracts/shown-organisations';
import { chooseRouting, endRouting, type Routing, readRouting } from '@scenario-lab/contracts/ticket-routing';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useClassName } from './class-name.js';

/** Which certified program is asked where tickets belong, beside the directory; never final. */
export function RoutingPanel({ edits }: { edits: boolean }) {
  const { t } = useWords();
  const { data, error } = useRow(readRouting, {});
  return (
    <section className="sl-stack">
      <h2>{t('tickets.routing.title')}</h2>
      <p className="sl-muted sl-reading">{t('tickets.routing.says')}</p>
      <ProblemAlert error={error} />
      {data?.choice ? <Chosen choice={data.choice} edits={edits} /> : null}
      {data && !data.choice ? <p className="sl-muted">{t('tickets.routing.none')}</p> : null}
      {data && edits ? <Choose candidates={data.candidates} now={data.choice} /> : null}
    </section>
  );
}

type Choice = NonNullable<Routing['choice']>;

function Chosen({ choice, edits }: { choice: Choice; edits: boolean }) {
  const { t, language } = useWords();
  const { instant, count, percent } = useFormats();
  const ending = useDeed(endRouting);
  const { decided, followed, failed } = choice;
  const nameOf = useClassName();
  const unnamed = choice.classes.flatMap((one) => (one.department ? [] : nameOf(one.class)));
  return (
    <div className="sl-panel sl-stack sl-tight">
      <p className="sl-row">
        <strong>
          <TextView text={choice.algorithm} />
        </strong>
        <Link to={path.certificate(choice.certificate)}>{choice.certificate}</Link>
        {choice.speaks ? null : <ToneTag tone="inconclusive">{t('tickets.routing.silent')}</ToneTag>}
      </p>
      <p>
        {decided === 0
          ? t('tickets.routing.no_agreement')
          : t('tickets.routing.agreement', {
              followed: count(followed),
              decided: count(decided),
              share: percent(followed / decided),
            })}
        {failed > 0 ? ` · ${t('tickets.routing.failed', { shown: count(failed) })}` : null}
      </p>
      <ul>
        {choice.classes.map((one) =>
          one.department ? (
            <li key={one.class}>
              {nameOf(one.class)}
              {t('common.colon')}
              <OrganisationName of={one.department} />
            </li>
          ) : null,
        )}
        {unnamed.length > 0 ? (
          <li>
            {t('tickets.routing.nobody')}
            {t('common.colon')}
            {unnamed.join(language === 'zh' ? '、' : ', ')}
          </li>
        ) : null}
      </ul>
      <p className="sl-muted sl-small">
        {t('tickets.routing.chosen', { name: choice.by, when: instant(choice.chosenAt) })}
      </p>
      <ProblemAlert error={ending.error} />
      {edits ? (
        <div>
          <Button pending={ending.isPending} onClick={() => ending.mutate({})}>
            {t('tickets.routing.end')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** `now`: what is asked already; whoever mends one class of it finds the others as they are. */
function Choose({ candidates, now }: { candidates: Routing['candidates']; now: Choice | null }) {
  const { t } = useWords();
  const { text, collate } = useFormats();
  const ids = { certificate: useId(), column: useId() };
  const [number, setNumber] = useState<string | null>(null);
  const [column, setColumn] = useState<string | null>(null);
  const [given, setGiven] = useState<Record<string, string | null>>({});
  const choosing = useDeed(chooseRouting, { onSuccess: () => setNumber(null) });
  const { data } = useRow(listShownOrganisations, { query: { role: 'demand', limit: 100 } });
  const departments = (data?.items ?? [])
    .map(({ id, name }) => ({ value: id, label: text(name) }))
    .sort((one, other) => collate(one.label, other.label));
  const candidate = candidates.find(({ certificate }) => certificate === number);
  const chosenColumn = column ?? candidate?.textColumns[0] ?? null;
  if (candidates.length === 0) return <p className="sl-muted">{t('tickets.routing.no_candidate')}</p>;
  return (
    <details className="sl-stack">
      <summary>{t(now ? 'tickets.routing.change' : 'tickets.routing.choose')}</summary>
      <form
        className="sl-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!candidate || !chosenColumn) return;
          choosing.mutate({
            body: {
              certificate: candidate.certificate,
              textColumn: chosenColumn,
              classes: candidate.classes.map((one) => ({ class: one, departmentId: given[one] ?? null })),
            },
          });
        }}
      >
        <div>
          <label htmlFor={ids.certificate}>{t('tickets.routing.certificate')}</label>
          <SelectInput
            id={ids.certificate}
            value={number}
            options={candidates.map((one) => ({
              value: one.certificate,
              label: `${text(one.algorithm)} · ${text(one.vendor.name)} · ${one.certificate}`,
            }))}
            onChange={(value) => {
              const same = now?.certificate === value ? now : null;
              setNumber(value);
              setColumn(same?.textColumn ?? null);
              setGiven(
                Object.fromEntries(same?.classes.map((one) => [one.class, one.department?.id ?? null]) ?? []),
              );
            }}
          />
        </div>
        {candidate ? (
          <>
            <div>
              <label htmlFor={ids.column}>{t('tickets.routing.column')}</label>
              <SelectInput
                id={ids.column}
                value={chosenColumn}
                options={candidate.textColumns.map((one) => ({ value: one, label: one }))}
                onChange={setColumn}
              />
            </div>
            <fieldset className="routing-classes sl-stack sl-tight">
              <legend>{t('tickets.routing.classes')}</legend>
              {candidate.classes.map((one) => (
                <ClassRow
                  key={one}
                  name={one}
                  departments={departments}
                  value={given[one] ?? null}
                  onChange={(value) => setGiven({ ...given, [one]: value })}
                />
              ))}
            </fieldset>
            <ProblemAlert error={choosing.error} />
            <div>
              <Button
                submit
                tone="primary"
                pending={choosing.isPending}
                disabled={!Object.values(given).some((value) => value)}
              >
                {t('tickets.routing.go')}
              </Button>
            </div>
          </>
        ) : null}
      </form>
    </details>
  );
}

interface ClassRowProps {
  name: string;
  departments: { value: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
}
function ClassRow({ name, departments, value, onChange }: ClassRowProps) {
  const field = useId();
  const nameOf = useClassName();
  return (
    <div>
      <label htmlFor={field}>{nameOf(name)}</label>
      <SelectInput id={field} value={value} options={departments} onChange={onChange} />
    </div>
  );
}
