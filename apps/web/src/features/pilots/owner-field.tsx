import { SelectInput } from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { useWords } from '../../i18n/use-words.js';

/** Which side answers for it. */
export function OwnerField({ name }: { name: (string | number)[] }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={t('plan.owner')} required>
      <SelectInput
        options={(['department', 'vendor'] as const).map((side) => ({
          value: side,
          label: t(`acceptance.owner.${side}`),
        }))}
      />
    </Form.Item>
  );
}
