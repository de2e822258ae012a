import { useWords } from '../i18n/use-words.js';
import { BilingualField } from './bilingual-field.js';
import { ChecksField } from './choice-field.js';
import { WordsInput } from './choice-input.js';
import { Form } from './form.js';
import { fieldChoices } from './use-terms.js';

/** What solution, algorithm and dataset cards have in common. */
export function CardFields() {
  const { t } = useWords();
  return (
    <>
      <BilingualField name="title" label={t('field.title')} required />
      <BilingualField name="summary" label={t('field.summary')} rows={5} required />
      <ChecksField name="fields" label={t('common.field')} options={fieldChoices()} />
      <Form.Item name="technologies" label={t('field.technologies')} extra={t('solutions.technologies_help')}>
        <WordsInput />
      </Form.Item>
    </>
  );
}
