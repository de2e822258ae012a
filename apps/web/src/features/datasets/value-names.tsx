import { useState } from 'react';
import { Button } from '../../components/button.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** What the values of a column are called in words, folded away until somebody has something to say. */
export function ValueNames({ line }: { line: number }) {
  const { t } = useWords();
  const said: unknown = Form.useWatch(['columns', line, 'values']);
  const [open, setOpen] = useState(false);
  const some = Array.isArray(said) && said.length > 0;
  return (
    <details
      className="column-more"
      open={open || some}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="column-more-word">{t('datasets.value_names')}</summary>
      <p className="sl-muted sl-small">{t('datasets.value_names_help')}</p>
      <Form.List name={[line, 'values']}>
        {(lines, { add, remove }) => (
          <div className="form-lines">
            {lines.map(({ key, name }) => (
              <div key={key} className="form-line">
                <Form.Item name={[name, 'value']} label={t('datasets.value')} required>
                  <TextInput maxLength={200} spellCheck={false} />
                </Form.Item>
                <Form.Item name={[name, 'says', 'zh']} label={t('datasets.value_name_zh')}>
                  <TextInput maxLength={40} lang="zh-CN" />
                </Form.Item>
                <Form.Item name={[name, 'says', 'en']} label={t('datasets.value_name_en')}>
                  <TextInput maxLength={40} lang="en" />
                </Form.Item>
                <div style={{ alignSelf: 'end' }}>
                  <Button small onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                </div>
              </div>
            ))}
            <div>
              <Button small onClick={() => add({ value: '' })}>
                {t('datasets.add_value_name')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </details>
  );
}
