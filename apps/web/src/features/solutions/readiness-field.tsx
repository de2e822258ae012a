import { Button } from '../../components/button.js';
import { NumberInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextArea } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { DocumentInput } from './qualifications-field.js';

export interface WrittenEvidence {
  level?: number | null;
  basis?: string;
  documentId?: string | null;
}

/** What goes along with the card: a file that was taken away is not said. */
export const evidenceOf = (lines: readonly WrittenEvidence[]) =>
  lines.map(({ level, basis, documentId }) => ({ level, basis, documentId: documentId ?? undefined }));

/** What each level of readiness rests on, in its owner's words. */
export function ReadinessField() {
  const { t } = useWords();
  return (
    <Form.Item told="trlEvidence" label={t('field.trlEvidence')} extra={t('solutions.readiness.help')}>
      <Form.List name="trlEvidence">
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'level']} label={t('field.level')} required>
                  <NumberInput min={1} max={9} />
                </Form.Item>
                <Form.Item name={[name, 'basis']} label={t('field.basis')} required>
                  <TextArea rows={2} maxLength={1_000} />
                </Form.Item>
                <Form.Item name={[name, 'documentId']} label={t('field.documentId')}>
                  <DocumentInput />
                </Form.Item>
                <div>
                  <Button small onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                </div>
              </div>
            ))}
            <div>
              <Button onClick={() => add({})}>{t('solutions.readiness.add')}</Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
