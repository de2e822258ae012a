import { createScenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { labToday } from '../../i18n/format.js';
import { saidPlainly } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';
import { draftOf, type NeedExample, needExamples } from './need-examples.js';

/** Three whole needs to start from: easier to write over than an empty page is to fill. */
export function ExampleChoices() {
  const { t, language } = useWords();
  const { me } = useMe();
  const navigate = useNavigate();
  const creating = useDeed(createScenario, {
    onSuccess: ({ id }) => navigate(path.editScenario(id), { replace: true }),
  });
  if (!me) return null;
  const start = (example: NeedExample) => creating.mutate({ body: draftOf(example, me, labToday()) });
  return (
    <section className="sl-stack sl-tight">
      <h2>{t('scenarios.wizard.examples')}</h2>
      <p className="sl-muted">{t('scenarios.wizard.examples_help')}</p>
      <ProblemAlert error={creating.error} />
      <ul className="example-choices">
        {needExamples.map((example) => (
          <li key={example.id}>
            <strong>
              <TextView text={example.need.title} />
            </strong>
            <span className="sl-small">
              {t(`scenarios.wizard.kind.${example.need.task ?? 'binary'}.ask`)}
              {t('common.colon')}
              {example.need.criteria
                .slice(0, 2)
                .map((criterion) => saidPlainly(criterion, example.need, language))
                .join(language === 'zh' ? '；' : '; ')}
            </span>
            <Button pending={creating.isPending} onClick={() => start(example)}>
              {t('scenarios.wizard.start_from')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
