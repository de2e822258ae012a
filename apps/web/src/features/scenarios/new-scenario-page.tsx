import './scenario.css';
import type { Text } from '@scenario-lab/contracts/common';
import { createScenario } from '@scenario-lab/contracts/scenarios';
import { useNavigate, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { FormPage } from '../../components/form-page.js';
import { useRowForm } from '../../components/row-form.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';
import { ExampleChoices } from './example-choices.js';
import { FromPaper } from './from-paper.js';

/** A need starts with its title; from then on it is saved as it is written. */
export function NewScenarioPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  // Whoever looks through a document of theirs has chosen how to begin.
  const reading = useSearchParams()[0].has('paper');
  const work = useRowForm<typeof createScenario, { title: Text }>({
    row: createScenario,
    draft: 'need.new',
    bodyOf: ({ title }) => ({ title: writtenText(title) ?? undefined }),
    onDone: ({ id }) => navigate(path.editScenario(id), { replace: true }),
  });
  return (
    <FormPage
      title={t('scenarios.wizard.title')}
      lead={t('scenarios.wizard.name_first')}
      back={{ to: path.scenarios(), label: t('scenarios.title') }}
    >
      {reading ? null : (
        <>
          <FormProblem work={work} />
          <Form
            noValidate
            form={work.form}
            layout="vertical"
            initialValues={{ title: {} }}
            onFinish={work.submit}
          >
            <BilingualField
              name="title"
              label={t('scenarios.wizard.title_field')}
              extra={t('scenarios.wizard.title_help')}
              required
            />
            <Button tone="primary" submit pending={work.pending}>
              {t('scenarios.wizard.start')}
            </Button>
          </Form>
        </>
      )}
      <FromPaper />
      {reading ? null : <ExampleChoices />}
    </FormPage>
  );
}
