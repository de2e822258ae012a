import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { useRow } from '../../app/api.js';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { SelectField } from '../../components/choice-field.js';
import { NumberInput } from '../../components/choice-input.js';
import { FigureInput } from '../../components/figure-input.js';
import { Form } from '../../components/form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Exercises on real exams: the practice part alone, with tries of the class's own. */
export function TaskFields() {
  const { t } = useWords();
  const { text } = useFormats();
  const exams = useRow(listBenchmarks, { query: { status: 'open', limit: 100 } });
  const options = (exams.data?.items ?? []).map(({ versionId, title, owner }) => ({
    value: versionId,
    label: `${text(title)} · ${text(owner.name)}`,
  }));
  return (
    <>
      <h2>{t('camps.tasks')}</h2>
      <p className="sl-muted">{t('camps.tasks_say')}</p>
      <Form.List name="tasks">
        {(fields, { add, remove }) => (
          <div className="form-lines">
            {fields.map(({ key, name }) => (
              <div key={key} className="form-line">
                <BilingualField name={[name, 'title']} label={t('camps.task')} required />
                <SelectField
                  name={[name, 'benchmarkVersionId']}
                  label={t('camps.exam')}
                  options={options}
                  required
                />
                <div className="form-pair">
                  <Form.Item name={[name, 'tries']} label={t('camps.tries')} required>
                    <NumberInput min={1} max={100} />
                  </Form.Item>
                  <Form.Item name={[name, 'goal']} label={t('camps.goal')} extra={t('camps.goal_help')}>
                    <FigureInput />
                  </Form.Item>
                </div>
                <Button small onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              </div>
            ))}
            <div>
              <Button onClick={() => add({ title: null, benchmarkVersionId: null, tries: 10, goal: null })}>
                {t('camps.add_task')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </>
  );
}
