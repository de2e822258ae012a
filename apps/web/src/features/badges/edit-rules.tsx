import {
  type BadgeRules,
  ruleBounds,
  type saveBadgeRules,
  type Thresholds,
  tryBadgeRules,
} from '@scenario-lab/contracts/badge-rules';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId } from 'react';
import { Link } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextArea } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ruleFigure } from './rule-figure.js';

type Saving = ReturnType<typeof useDeed<typeof saveBadgeRules>>;

interface Said {
  /** By kind and rule, as typed. */
  values: Record<string, Record<string, number | null>>;
  note: string;
}

/** Thresholds are tried on the badges that stand before they are published: who would fall short is read first. */
export function EditRules({ rules, saving }: { rules: BadgeRules; saving: Saving }) {
  const { t } = useWords();
  const { count } = useFormats();
  const noteId = useId();
  const [said, setSaid] = useKept<Said>(`badge-rules.${rules.number}`, {
    values: Object.fromEntries(
      rules.kinds.map(({ kind, rules: asked }) => [
        kind,
        Object.fromEntries(asked.map(({ rule, threshold }) => [rule, threshold])),
      ]),
    ),
    note: '',
  });
  const trying = useDeed(tryBadgeRules);
  const thresholds = bodyOf(rules, said);
  const tried = trying.variables?.body?.thresholds;
  const fresh = trying.data && JSON.stringify(tried) === JSON.stringify(thresholds);
  const outcome = fresh ? trying.data : undefined;
  return (
    <form
      className="sl-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (thresholds) trying.mutate({ body: { thresholds } });
      }}
    >
      {rules.kinds.map((of) => (
        <KindTable key={of.kind} of={of} said={said} onChange={setSaid} />
      ))}
      <div>
        <label htmlFor={noteId}>{t('badgeRules.note')}</label>
        <TextArea
          id={noteId}
          rows={3}
          maxLength={500}
          aria-describedby={`${noteId}-help`}
          value={said.note}
          onChange={(event) => setSaid({ ...said, note: event.target.value })}
        />
        <p id={`${noteId}-help`} className="sl-muted sl-small">
          {t('badgeRules.note_help')}
        </p>
      </div>
      <ProblemAlert error={trying.error ?? saving.error} />
      <p>
        <Button
          submit
          tone={outcome ? 'default' : 'primary'}
          disabled={!thresholds}
          pending={trying.isPending}
        >
          {t('badgeRules.try')}
        </Button>
      </p>
      {trying.data && !fresh ? <p className="sl-muted">{t('badgeRules.again')}</p> : null}
      {outcome ? (
        <Panel title={t('badgeRules.changes')}>
          <div className="sl-stack">
            <Outcome outcome={outcome} />
            {outcome.changes.length > 0 && thresholds ? (
              <>
                <p className="sl-muted sl-small">
                  {t('badgeRules.says', { n: count(outcome.short.length) })}
                </p>
                <p>
                  <Button
                    tone="primary"
                    disabled={said.note.trim() === ''}
                    pending={saving.isPending}
                    onClick={() =>
                      saving.mutate({
                        body: { thresholds, seen: rules.number, note: said.note.trim() },
                      })
                    }
                  >
                    {t('badgeRules.save')}
                  </Button>
                </p>
              </>
            ) : null}
          </div>
        </Panel>
      ) : null}
    </form>
  );
}

/** What is sent: what can be set, all of it; null while a number is none or outside of its bounds. */
function bodyOf(rules: BadgeRules, said: Said): Thresholds | null {
  const body: Thresholds = {};
  for (const { kind, rules: asked } of rules.kinds)
    for (const { rule } of asked) {
      const bounds = ruleBounds[rule];
      if (!bounds) continue;
      const value = said.values[kind]?.[rule];
      if (!fits(value, bounds)) return null;
      body[kind] = { ...body[kind], [rule]: value };
    }
  return body;
}

type Bounds = NonNullable<(typeof ruleBounds)[keyof typeof ruleBounds]>;
const fits = (value: number | null | undefined, { least, most, whole }: Bounds): value is number =>
  typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));

interface KindTableProps {
  of: BadgeRules['kinds'][number];
  said: Said;
  onChange: (said: Said) => void;
}
function KindTable({ of: { kind, rules }, said, onChange }: KindTableProps) {
  const { t } = useWords();
  const formats = useFormats();
  const name = t(`badges.of_kind.${kind}`);
  return (
    <Panel title={name}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('badges.rule_name')}</th>
              <th scope="col" className="sl-number">
                {t('badgeRules.threshold')}
              </th>
              <th scope="col" className="sl-number">
                {t('badgeRules.usual')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ rule, usual, threshold }) => {
              const bounds = ruleBounds[rule];
              const value = said.values[kind]?.[rule] ?? null;
              return (
                <tr key={rule}>
                  <td>
                    {t(`badges.rule.${rule}`)}
                    {bounds && !fits(value, bounds) ? (
                      <p role="alert" className="sl-small badge-bad">
                        {t('badgeRules.bad', { least: bounds.least, most: formats.count(bounds.most) })}
                      </p>
                    ) : null}
                  </td>
                  <td className="sl-number badge-threshold">
                    {bounds ? (
                      <NumberInput
                        min={bounds.least}
                        max={bounds.most}
                        aria-label={`${name} ${t(`badges.rule.${rule}`)}`}
                        value={value}
                        onChange={(next) =>
                          onChange({
                            ...said,
                            values: { ...said.values, [kind]: { ...said.values[kind], [rule]: next } },
                          })
                        }
                      />
                    ) : (
                      `${ruleFigure(formats, rule, threshold)} · ${t('badgeRules.fixed')}`
                    )}
                  </td>
                  <td className="sl-number">{usual}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Outcome({ outcome }: { outcome: Answer<typeof tryBadgeRules> }) {
  const { t } = useWords();
  const formats = useFormats();
  if (outcome.changes.length === 0) return <p className="sl-muted">{t('badgeRules.no_changes')}</p>;
  const all = formats.count(outcome.standing);
  return (
    <>
      <ul>
        {outcome.changes.map(({ kind, rule, from, to }) => (
          <li key={`${kind}${rule}`}>
            {t('badgeRules.change', {
              kind: t(`badges.of_kind.${kind}`),
              rule: t(`badges.rule.${rule}`),
              from: ruleFigure(formats, rule, from),
              to: ruleFigure(formats, rule, to),
            })}
          </li>
        ))}
      </ul>
      <p>
        {outcome.short.length === 0
          ? t('badgeRules.short_none', { all })
          : t('badgeRules.short', { n: formats.count(outcome.short.length), all })}
      </p>
      <ul className="sl-plain sl-stack sl-tight">
        {outcome.short.map((badge) => (
          <li key={badge.id}>
            <Link to={path.badge(badge.number ?? badge.id)}>
              {t(`badges.of_kind.${badge.kind}`)} · <TextView text={badge.title} />
            </Link>{' '}
            <span className="sl-muted sl-small">
              <OrganisationName of={badge.holder} /> ·{' '}
              {t('badgeRules.short_of', {
                rules: badge.rules.map((rule) => t(`badges.rule.${rule}`)).join(t('common.comma')),
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
