import './camps.css';
import { BilingualField } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { labTimeZone } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What is taught when and where. */
export function SessionFields() {
  const { t } = useWords();
  return (
    <>
      <h2>{t('camps.sessions')}</h2>
      <p className="sl-muted">{t('camps.clock', { zone: labTimeZone() })}</p>
      <Form.List name="sessions">
        {(fields, { add, remove }) => (
          <div className="form-lines">
            {fields.map(({ key, name }) => (
              <div key={key} className="form-line camp-session">
                <BilingualField name={[name, 'topic']} label={t('camps.topic')} required />
                <div className="form-pair">
                  <Form.Item name={[name, 'at']} label={t('camps.from')} required>
                    <TextInput type="datetime-local" />
                  </Form.Item>
                  <Form.Item name={[name, 'until']} label={t('camps.until')} required>
                    <TextInput type="datetime-local" />
                  </Form.Item>
                </div>
                <Form.Item name={[name, 'place']} label={t('camps.place')}>
                  <TextInput maxLength={200} />
                </Form.Item>
                <Button small onClick={() => remove(name)}>
                  {t('common.remove')}
                </Button>
              </div>
            ))}
            <div>
              <Button onClick={() => add({ topic: null, at: null, until: null, place: '' })}>
                {t('camps.add_session')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </>
  );
}
