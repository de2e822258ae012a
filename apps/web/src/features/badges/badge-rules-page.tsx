import './badges.css';
import { type BadgeRules, readBadgeRules, saveBadgeRules } from '@scenario-lab/contracts/badge-rules';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormPage } from '../../components/form-page.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { EditRules } from './edit-rules.js';
import { ruleFigure } from './rule-figure.js';

/** What each badge asks today, for everybody; the lab sets it here. */
export function BadgeRulesPage() {
  const { t } = useWords();
  const { count } = useFormats();
  const { data, error, isPending } = useRow(readBadgeRules, {});
  const [edits, setEdits] = useState(false);
  // Above the form, which ends with what was saved: that it was saved is said all the same.
  const saving = useDeed(saveBadgeRules, {
    onSuccess: () => {
      if (data) keep(`badge-rules.${data.number}`, null);
      setEdits(false);
    },
  });
  const mayEdit = data?.allowed.includes('badge.set_thresholds') ?? false;
  return (
    <FormPage
      title={t('badgeRules.title')}
      lead={t('badgeRules.lead')}
      back={{ to: path.badges(), label: t('badges.title') }}
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <div className="sl-stack">
          <p className="sl-row">
            <strong>{t('badgeRules.version', { n: count(data.number) })}</strong>
            {mayEdit && !edits ? (
              <Button tone="primary" onClick={() => setEdits(true)}>
                {t('badgeRules.edit')}
              </Button>
            ) : null}
          </p>
          {saving.data && !edits ? (
            <p role="status">
              {t('badgeRules.saved', { n: count(saving.data.number), warned: count(saving.data.warned) })}
            </p>
          ) : null}
          {edits && mayEdit ? (
            <EditRules key={data.number} rules={data} saving={saving} />
          ) : (
            <Tables rules={data} />
          )}
          <HistoryPanel rules={data} />
        </div>
      ) : null}
    </FormPage>
  );
}

function Tables({ rules: { kinds } }: { rules: BadgeRules }) {
  const { t } = useWords();
  const formats = useFormats();
  return kinds.map(({ kind, rules }) => (
    <Panel key={kind} title={t(`badges.of_kind.${kind}`)}>
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
            {rules.map(({ rule, bound, threshold, usual }) => (
              <tr key={rule}>
                <td>{t(`badges.rule.${rule}`)}</td>
                <td className="sl-number">
                  {t(`badges.${bound}`, { value: ruleFigure(formats, rule, threshold) })}
                </td>
                <td className="sl-number">{ruleFigure(formats, rule, usual)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  ));
}

function HistoryPanel({ rules: { history } }: { rules: BadgeRules }) {
  const { t } = useWords();
  const formats = useFormats();
  return (
    <Panel title={t('badgeRules.history')}>
      {history.length === 0 ? <p className="sl-muted">{t('badgeRules.history_none')}</p> : null}
      <ul className="sl-plain sl-stack sl-tight">
        {history.map(({ number, at, note, changes }) => (
          <li key={number}>
            <strong>
              {formats.count(number)} · {formats.day(at)}
            </strong>
            <p className="sl-reading">{note}</p>
            <ul className="sl-small">
              {changes.map(({ kind, rule, from, to }) => (
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
          </li>
        ))}
      </ul>
    </Panel>
  );
}
