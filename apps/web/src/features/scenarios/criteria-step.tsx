import { readDataset } from '@scenario-lab/contracts/datasets';
import { useQueries } from '@tanstack/react-query';
import { useId } from 'react';
import { Link } from 'react-router';
import { rowQuery } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Form } from '../../components/form.js';
import { useWords } from '../../i18n/use-words.js';
import { CriterionLine } from './criterion-line.js';
import { templatesOf } from './criterion-templates.js';
import { aboutOf, type CriterionValues, freeCriterionId, type ScenarioValues } from './scenario-values.js';

/** Step 4: what must be reached, in terms an office counts in; each line reads as a sentence and tells its cost. */
export function CriteriaStep({
  values,
}: {
  values: Pick<ScenarioValues, 'task' | 'subject' | 'datasetIds' | 'criteria'>;
}) {
  const { t } = useWords();
  const { task } = values;
  const form = Form.useFormInstance();
  const datasets = useQueries({
    queries: values.datasetIds.map((id) => rowQuery(readDataset, { params: { id } })),
  });
  const versions = datasets.flatMap(({ data }) => data?.versions[0] ?? []);
  const columns = [...new Set(versions.flatMap((version) => version.columns.map(({ name }) => name)))];
  const list = useId();
  if (!task)
    return (
      <p>
        {t('scenarios.wizard.question_first')}{' '}
        <Link to="?step=question" replace>
          {t('scenarios.wizard.step.question')}
        </Link>
      </p>
    );
  const lines = (): (CriterionValues | undefined)[] => form.getFieldValue('criteria') ?? [];
  return (
    <Form.List name="criteria">
      {(fields, { add, remove }) => (
        <div className="form-lines">
          <datalist id={list}>
            {columns.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          {fields.length === 0 ? <p className="sl-muted">{t('scenarios.wizard.criteria_none')}</p> : null}
          {fields.map(({ key, name }) => (
            <CriterionLine
              key={key}
              at={name}
              about={aboutOf(values)}
              version={versions[0] ?? null}
              columns={list}
              onRemove={() => remove(name)}
            />
          ))}
          <fieldset className="template-choices">
            <legend>{t('scenarios.wizard.add_criterion')}</legend>
            {templatesOf(task).map(({ id, metric, direction }) => (
              <Button
                key={id}
                onClick={() => add({ id: freeCriterionId(lines()), metric, direction, must: 'must' })}
              >
                {t(`scenarios.wizard.template.${id}.name`)}
              </Button>
            ))}
            <Button
              tone="link"
              onClick={() => add({ id: freeCriterionId(lines()), direction: 'at_most', must: 'must' })}
            >
              {t('scenarios.wizard.by_metric')}
            </Button>
          </fieldset>
          {values.criteria.length > 0 ? null : (
            <p className="sl-muted sl-small">{t('scenarios.wizard.criteria_tip')}</p>
          )}
        </div>
      )}
    </Form.List>
  );
}
