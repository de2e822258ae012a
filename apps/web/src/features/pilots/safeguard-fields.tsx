import { safeguardKinds } from '@scenario-lab/contracts/pilot-parts';
import { Button } from '../../components/button.js';
import { DayInput, SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** Permits, insurance, data protection and dismantling: what is in hand, its number, until when it holds. */
export function SafeguardFields() {
  const { t } = useWords();
  return (
    <>
      <h2>{t('plan.safeguards')}</h2>
      <p className="sl-muted sl-small">{t('plan.safeguards_help')}</p>
      <Form.List name="safeguards">
        {(fields, { add, remove }) => (
          <div className="form-lines">
            {fields.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'kind']} label={t('plan.safeguard_kind')} required>
                  <SelectInput
                    options={safeguardKinds.map((kind) => ({
                      value: kind,
                      label: t(`plan.safeguard.${kind}`),
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'what']} label={t('plan.safeguard_what')} required>
                  <TextInput maxLength={500} />
                </Form.Item>
                <Form.Item name={[name, 'number']} label={t('plan.safeguard_number')}>
                  <TextInput maxLength={100} />
                </Form.Item>
                <Form.Item name={[name, 'until']} label={t('plan.safeguard_until')}>
                  <DayInput />
                </Form.Item>
                <Button small onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              </div>
            ))}
            <div>
              <Button onClick={() => add({ kind: 'permit', what: '', number: '', until: null })}>
                {t('plan.add_safeguard')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </>
  );
}
