import './dataset.css';
import { ColumnType } from '@scenario-lab/contracts/algorithms';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { choicesOf } from '../../components/use-terms.js';
import { useWords } from '../../i18n/use-words.js';
import { DictionaryIntake } from './dictionary-intake.js';
import { RuleFields } from './rule-fields.js';
import { ValueNames } from './value-names.js';

const roles = ['id', 'feature', 'target', 'group', 'time', 'slice', 'ignored'];

/** The column dictionary as a form: one line per column. */
export function ColumnFields() {
  const { t, language } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Form.Item>
      <DictionaryIntake />
      <Form.List name="columns">
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'name']} label={t('datasets.column')} required>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'title', language]} label={t(`datasets.column_title_${language}`)}>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Form.Item name={[name, 'type']} label={t('datasets.type')} required>
                  <SelectInput options={choicesOf('column_type', ColumnType.options)} />
                </Form.Item>
                <Form.Item name={[name, 'role']} label={t('datasets.role')}>
                  <SelectInput options={choicesOf('column_role', roles)} />
                </Form.Item>
                <details className="column-more">
                  <summary className="column-more-word">{t('datasets.column_more')}</summary>
                  <div className="form-line">
                    <Form.Item name={[name, 'title', other]} label={t(`datasets.column_title_${other}`)}>
                      <TextInput maxLength={200} />
                    </Form.Item>
                    <Form.Item name={[name, 'unit']} label={t('datasets.unit')}>
                      <TextInput maxLength={40} />
                    </Form.Item>
                    <Form.Item name={[name, 'knownAt']} label={t('datasets.known_at')}>
                      <SelectInput options={choicesOf('known_at', ['always', 'origin', 'never'])} />
                    </Form.Item>
                    <Form.Item name={[name, 'sensitivity']} label={t('datasets.sensitivity')}>
                      <SelectInput options={choicesOf('sensitivity', ['none', 'internal', 'personal'])} />
                    </Form.Item>
                    <div style={{ alignSelf: 'end' }}>
                      <Button onClick={() => remove(name)}>{t('common.remove')}</Button>
                    </div>
                  </div>
                </details>
                <ValueNames line={name} />
                <RuleFields line={name} />
              </div>
            ))}
            <div>
              <Button
                onClick={() =>
                  add({ name: '', type: 'number', role: 'feature', knownAt: 'always', sensitivity: 'none' })
                }
              >
                {t('datasets.add_column')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
