import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { OwnerField } from './owner-field.js';

const levels = ['1', '2', '3'] as const;

/** What may go wrong, how likely and how bad, whose it is and what is done about it. */
export function RiskFields() {
  const { t } = useWords();
  return (
    <>
      <h2>{t('plan.risks')}</h2>
      <Form.List name="risks">
        {(fields, { add, remove }) => (
          <div className="form-lines">
            {fields.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'what']} label={t('plan.place.risk')} required>
                  <TextInput maxLength={500} />
                </Form.Item>
                {(['likelihood', 'impact'] as const).map((which) => (
                  <Form.Item
                    key={which}
                    name={[name, which]}
                    label={t(`field.${which}`)}
                    required
                    getValueFromEvent={(value: string | null) => (value === null ? null : Number(value))}
                    getValueProps={(value: number | null) => ({
                      value: value === null ? null : String(value),
                    })}
                  >
                    <SelectInput
                      options={levels.map((level) => ({
                        value: level,
                        label: wordFor('plan.levels', level),
                      }))}
                    />
                  </Form.Item>
                ))}
                <OwnerField name={[name, 'owner']} />
                <Form.Item name={[name, 'measure']} label={t('field.measure')}>
                  <TextArea rows={2} maxLength={1_000} />
                </Form.Item>
                <Button small onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              </div>
            ))}
            <div>
              <Button
                onClick={() =>
                  add({ what: '', likelihood: null, impact: null, owner: 'department', measure: '' })
                }
              >
                {t('plan.add_risk')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </>
  );
}
