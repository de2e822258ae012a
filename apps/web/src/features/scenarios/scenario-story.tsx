import type { Scenario } from '@scenario-lab/contracts/scenarios';
import { CriteriaView } from '../../components/criteria-view.js';
import { Panel } from '../../components/object-page.js';
import { ProseView } from '../../components/prose-view.js';
import { TextView } from '../../components/text-view.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

export type Story = Pick<
  Scenario,
  | 'problem'
  | 'users'
  | 'today'
  | 'task'
  | 'subject'
  | 'criteria'
  | 'conditions'
  | 'site'
  | 'qualifications'
  | 'inList'
>;

/** The need as its readers see it: on its page, and beside the form that writes it. */
export function ScenarioStory({ story }: { story: Story }) {
  const { t } = useWords();
  const { site } = story;
  const siteWords = site
    ? [
        ...site.deployment.map((one) => t(`taxonomy.site.${one}`)),
        t(site.gpu ? 'scenarios.gpu' : 'scenarios.no_gpu'),
        t(site.network ? 'scenarios.network' : 'scenarios.no_network'),
        ...(site.xinchuang ? [t('scenarios.xinchuang')] : []),
      ]
    : [];
  return (
    <>
      <Panel title={t('scenarios.problem')}>
        {story.problem ? (
          <ProseView text={story.problem} />
        ) : (
          <p className="sl-muted">{t('common.not_stated')}</p>
        )}
        {story.users ? (
          <>
            <h3 style={{ marginTop: 12 }}>{t('scenarios.users')}</h3>
            <ProseView text={story.users} />
          </>
        ) : null}
        {story.today ? (
          <>
            <h3 style={{ marginTop: 12 }}>{t('scenarios.today')}</h3>
            <ProseView text={story.today} />
          </>
        ) : null}
      </Panel>
      {story.task ? (
        <Panel title={t('scenarios.question')}>
          <p>
            {t(`scenarios.wizard.kind.${story.task}.ask`)}
            {story.subject?.what ? (
              <>
                {t('common.colon')}
                <TextView text={story.subject.what} />
              </>
            ) : null}
            {story.subject?.unit ? ` (${shownUnit(story.subject.unit)})` : null}{' '}
            <span className="sl-muted sl-small">{t(`taxonomy.task.${story.task}`)}</span>
          </p>
        </Panel>
      ) : null}
      <Panel title={t('scenarios.criteria')}>
        {story.criteria.length > 0 ? (
          <CriteriaView criteria={story.criteria} about={story} />
        ) : (
          <p className="sl-muted">{t('scenarios.no_criteria')}</p>
        )}
      </Panel>
      {story.inList ? <ListWords words={story.inList} /> : null}
      {story.conditions || site || story.qualifications.length > 0 ? (
        <Panel title={t('scenarios.conditions')}>
          <ProseView text={story.conditions} />
          {site ? (
            <p style={{ marginTop: 8 }}>
              <strong>{t('scenarios.site')}</strong> {siteWords.join(' · ')}
            </p>
          ) : null}
          {story.qualifications.length > 0 ? (
            <p style={{ marginTop: 8 }}>
              <strong>{t('scenarios.qualifications')}</strong> {story.qualifications.join(' · ')}
            </p>
          ) : null}
        </Panel>
      ) : null}
    </>
  );
}

/** What the published list says besides. */
function ListWords({ words }: { words: NonNullable<Story['inList']> }) {
  const { t } = useWords();
  return (
    <Panel title={t('scenarios.in_list.title')}>
      <div className="sl-stack sl-tight">
        {(['ask', 'indicators', 'data'] as const).map((part) =>
          words[part] ? (
            <div key={part}>
              <h3>{t(`scenarios.in_list.${part}`)}</h3>
              <ProseView text={words[part]} />
            </div>
          ) : null,
        )}
        {words.period ? (
          <p>
            <strong>{t('scenarios.in_list.period')}</strong> {words.period}
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
