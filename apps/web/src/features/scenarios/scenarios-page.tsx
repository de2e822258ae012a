import { listScenarios, ScenarioStatus } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { BadgeChips, useBadgeFacet } from '../../components/badge-chips.js';
import { CataloguePage, type Facet } from '../../components/catalogue-page.js';
import { CompareBox, CompareTray } from '../../components/compare-tray.js';
import { FoundBy } from '../../components/found-by.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { fieldChoices, useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { saidPlainly } from '../../i18n/metric-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { GateMarks } from './gates-view.js';

const gates = ['published', 'open_for_test', 'open_for_award'] as const;

export function ScenariosPage() {
  const { t, language } = useWords();
  const { count, money, day, text } = useFormats();
  const here = useMe();
  const regions = useTerms('region');
  const facets: Facet[] = [
    { key: 'field', label: t('common.field'), options: fieldChoices() },
    {
      key: 'gate',
      label: t('scenarios.gate'),
      options: gates.map((value) => ({ value, label: t(`gate.${value}`) })),
    },
    useBadgeFacet('scenario'),
    ...(regions.options.length > 0
      ? [{ key: 'region', label: t('common.region'), options: regions.options }]
      : []),
    ...(here.me
      ? [
          { key: 'mine', label: t('common.scope'), options: [{ value: 'true', label: t('common.mine') }] },
          {
            key: 'status',
            label: t('common.status'),
            options: ScenarioStatus.options.map((value) => ({
              value,
              label: wordFor('status.scenario', value),
            })),
          },
        ]
      : []),
  ];
  const create = here.may('scenario.create') ? (
    <Link className="sl-button" to={path.newScenario()}>
      {t('scenarios.new')}
    </Link>
  ) : null;
  return (
    <>
      <CataloguePage
        title={t('scenarios.title')}
        lead={t('scenarios.lead')}
        keeps="scenarios"
        row={listScenarios}
        facets={facets}
        sorts={(['newest', 'deadline', 'budget', 'relevance'] as const).map((value) => ({
          value,
          label: t(`common.sort_${value}`),
        }))}
        action={create}
        empty={{ text: t('scenarios.empty'), action: create }}
        keyOf={(scenario) => scenario.id}
        item={(scenario) => (
          <ResultRow
            to={path.scenario(scenario.id)}
            title={<TextView text={scenario.title} marked={scenario.matched} />}
            tags={
              <>
                <BadgeChips kinds={scenario.badges} />
                {scenario.status === 'published' ? null : (
                  <StatusTag thing="scenario" status={scenario.status} />
                )}
              </>
            }
            text={scenario.criteria
              .slice(0, 3)
              .map((criterion) => saidPlainly(criterion, scenario, language))
              .join(language === 'zh' ? '；' : '; ')}
            meta={
              <>
                <OrganisationName of={scenario.owner} />
                {scenario.field ? <span>{t(`taxonomy.field.${scenario.field}`)}</span> : null}
                {scenario.region ? <span>{regions.nameOf(scenario.region)}</span> : null}
                <GateMarks gates={scenario.gates} status={scenario.status} />
                <CompareBox kind="scenarios" id={scenario.id} name={text(scenario.title)} />
                <FoundBy words={scenario.matched} shown={[scenario.title]} />
              </>
            }
            figures={[
              [t('scenarios.budget'), scenario.budget === null ? '–' : money(scenario.budget)],
              [t('scenarios.deadline'), scenario.deadline ? day(scenario.deadline) : '–'],
              // A visitor sees no engagement, so there is no number of them to tell.
              ...(here.me ? [[t('scenarios.engagements'), count(scenario.engagements)] as const] : []),
            ]}
          />
        )}
      />
      <CompareTray kind="scenarios" />
    </>
  );
}
