import { type Scenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { useEffect } from 'react';
import { Link, useNavigate } from 'react-router';
import { queries } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { GatesView, missingWords } from './gates-view.js';
import { ScenarioStory } from './scenario-story.js';
import { type ScenarioValues, storyOf } from './scenario-values.js';

/** The step where what a gate lacks is filled in; what is not listed is not the wizard's to give. */
const stepOf: Record<string, string> = {
  title: 'story',
  problem: 'story',
  field: 'story',
  task: 'question',
  criteria: 'criteria',
  must_criterion: 'criteria',
  data: 'data',
  datasets: 'data',
  contact: 'route',
  budget: 'route',
  budget_owner: 'route',
  procurement_route: 'route',
  decision_date: 'route',
};

/** The last step: as it will be published, what is still missing, and the deed. */
export function PreviewStep({ scenario, values }: { scenario: Scenario; values: ScenarioValues }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  // The gates are the server's to judge, over what was saved on the way here.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['scenario.read'] });
  }, []);
  const first = scenario.gates.find(({ gate }) => gate === 'published');
  const submittable = scenario.allowed.includes('scenario.submit');
  const blocked =
    submittable || !first || first.missing.length === 0
      ? null
      : t('scenarios.wizard.submit_missing', { what: missingWords(first, language) });
  const toFill = [...new Set(scenario.gates.flatMap(({ missing }) => missing))].filter(
    (code) => stepOf[code],
  );
  return (
    <div className="sl-stack">
      <p className="sl-muted">{t('scenarios.wizard.preview_says')}</p>
      <Panel title={t('gate.title')}>
        <GatesView gates={scenario.gates} status={scenario.status} />
        {toFill.length > 0 ? (
          <p className="sl-row" style={{ marginTop: 12 }}>
            {t('scenarios.wizard.fill_in')}
            {toFill.map((code) => (
              <Link key={code} to={`?step=${stepOf[code]}`} replace>
                {wordFor('gate.missing', code)}
              </Link>
            ))}
          </p>
        ) : null}
      </Panel>
      <ScenarioStory story={storyOf(values)} />
      <DeedButtons
        allowed={scenario.allowed}
        deeds={[
          {
            row: scenarioDeeds.submit,
            params: { id: scenario.id },
            tone: 'primary',
            field: 'remark',
            blocked,
            onDone: () => void navigate(path.scenario(scenario.id)),
          },
        ]}
      />
    </div>
  );
}
