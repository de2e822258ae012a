import { type Scenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { queries } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { DeedButtons } from '../../components/deed-buttons.js';
import { Panel } from '../../components/object-page.js';
import { useWords } from '../../i18n/use-words.js';
import { GatesView, missingWords } from './gates-view.js';
import { ScenarioStory } from './scenario-story.js';
import { type ScenarioValues, storyOf } from './scenario-values.js';

/** Step 6: as it will be published, what is still missing, and the deed. */
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
  return (
    <div className="sl-stack">
      <p className="sl-muted">{t('scenarios.wizard.preview_says')}</p>
      <Panel title={t('gate.title')}>
        <GatesView gates={scenario.gates} />
      </Panel>
      <ScenarioStory story={storyOf(values)} />
      {blocked ? <p>{blocked}</p> : null}
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
