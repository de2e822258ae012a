import { type JointGroup, listJointGroups, usualLikeness } from '@scenario-lab/contracts/joint-needs';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { SelectInput } from '../../components/choice-input.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ProposeDeed } from './propose-deed.js';

const values = [0.7, 0.6, usualLikeness, 0.4, 0.3];

/** What could become one need: groups of published needs alike by their words, at the value the reader chooses. */
export function JointGroups() {
  const { t } = useWords();
  const { count, percent } = useFormats();
  const field = useId();
  const [least, setLeast] = useState(usualLikeness);
  const { data, error } = useRow(listJointGroups, { query: { least } });
  return (
    <Panel title={t('joint_needs.groups')}>
      <div className="sl-stack sl-tight">
        {data ? (
          <p className="sl-muted sl-reading">
            {t('joint_needs.groups_says', { shown: count(data.compared) })}
          </p>
        ) : null}
        <div className="sl-row">
          <label htmlFor={field}>{t('joint_needs.least')}</label>
          <SelectInput
            id={field}
            options={values.map((value) => ({ value: String(value), label: percent(value) }))}
            value={String(least)}
            onChange={(value) => setLeast(Number(value ?? usualLikeness))}
          />
        </div>
        <ProblemAlert error={error} />
        {data?.groups.length === 0 ? <p>{t('joint_needs.no_groups')}</p> : null}
        <ol className="sl-plain sl-stack">
          {data?.groups.map((group) => (
            <li key={group.needs.map(({ id }) => id).join(' ')}>
              <Group group={group} />
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  );
}

function Group({ group }: { group: JointGroup }) {
  const { t, language } = useWords();
  const { percent } = useFormats();
  const own = group.words.filter((word) => /\p{Script=Han}/u.test(word) === (language === 'zh'));
  const words = own.length > 0 ? own : group.words;
  const [least, most] = [percent(group.least), percent(group.most)];
  return (
    <div className="sl-stack sl-tight">
      <p className="sl-row">
        <span className="sl-chip">
          {least === most
            ? t('joint_needs.likeness_same', { most })
            : t('joint_needs.likeness', { least, most })}
        </span>
        {words.length > 0 ? (
          <span className="sl-muted sl-small">
            {t('joint_needs.shared_words')}
            {t('common.colon')}
            {words.join(language === 'zh' ? '、' : ', ')}
          </span>
        ) : null}
      </p>
      <ul className="sl-plain sl-stack sl-tight">
        {group.needs.map((need) => (
          <li key={need.id} className="sl-row">
            <Link to={path.scenario(need.id)}>
              <TextView text={need.title} />
            </Link>
            <OrganisationName of={need.owner} />
          </li>
        ))}
      </ul>
      <ProposeDeed group={group} />
    </div>
  );
}
