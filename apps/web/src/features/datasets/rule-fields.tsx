import { useState } from 'react';
import { CheckInput, NumberInput, WordsInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { type ColumnValues, hasRules } from './column-values.js';
import { ReferenceFields } from './reference-fields.js';

/** What a column's values must be, folded away until somebody has something to say. */
export function RuleFields({ line }: { line: number }) {
  const { t } = useWords();
  const said = Form.useWatch(['columns', line, 'rules']) as ColumnValues['rules'];
  const [open, setOpen] = useState(false);
  const some = hasRules(said);
  return (
    <details
      className="column-more"
      open={open || some}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="column-more-word">{t('datasets.rules')}</summary>
      <div className="form-line">
        <Form.Item name={[line, 'rules', 'required']} valuePropName="checked" noStyle>
          <CheckInput label={t('datasets.rule.required')} />
        </Form.Item>
        <Form.Item name={[line, 'rules', 'unique']} valuePropName="checked" noStyle>
          <CheckInput label={t('datasets.rule.unique')} />
        </Form.Item>
        <Form.Item name={[line, 'rules', 'least']} label={t('datasets.rule.least')}>
          <NumberInput />
        </Form.Item>
        <Form.Item name={[line, 'rules', 'most']} label={t('datasets.rule.most')}>
          <NumberInput />
        </Form.Item>
        <Form.Item
          name={[line, 'rules', 'pattern']}
          label={t('datasets.rule.pattern')}
          extra={t('datasets.rule.pattern_hint')}
        >
          <TextInput maxLength={200} spellCheck={false} />
        </Form.Item>
        <Form.Item name={[line, 'rules', 'oneOf']} label={t('datasets.rule.one_of')}>
          <WordsInput />
        </Form.Item>
        <ReferenceFields line={line} shown={open || some} />
        <Form.Item
          name={[line, 'openReason']}
          label={t('datasets.open_reason')}
          extra={t('datasets.open_reason_hint')}
        >
          <TextArea maxLength={1_000} rows={2} />
        </Form.Item>
      </div>
    </details>
  );
}
