import { designKinds } from '@scenario-lab/contracts/pilot-design';
import { ChecksInput, DayInput, SelectInput } from '../../components/choice-input.js';
import { Form, type FormInstance } from '../../components/form.js';
import { TextArea } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import type { PlanValues } from './plan-values.js';

/** How the field will be compared, said before it begins: otherwise any comparison may be chosen by what it says. */
export function DesignFields({ form }: { form: FormInstance<PlanValues> }) {
  const { t } = useWords();
  const kind = Form.useWatch(['design', 'kind'], form) as PlanValues['design']['kind'] | undefined;
  const sites = (Form.useWatch('sites', form) as string[] | undefined) ?? [];
  return (
    <>
      <h2>{t('design.title')}</h2>
      <p className="sl-muted sl-small">{t('design.says')}</p>
      <Form.Item
        name={['design', 'kind']}
        label={t('design.kind')}
        getValueFromEvent={(value: string | null) => value ?? 'none'}
      >
        <SelectInput
          options={(['none', ...designKinds] as const).map((value) => ({
            value,
            label: t(`design.kinds.${value}`),
          }))}
        />
      </Form.Item>
      {kind && kind !== 'none' ? (
        <>
          <p className="sl-muted sl-small">{t(`design.kind_says.${kind}`)}</p>
          <Form.Item name={['design', 'from']} label={t('design.from')} required>
            <DayInput />
          </Form.Item>
        </>
      ) : null}
      {kind === 'control_sites' ? (
        <Form.Item name={['design', 'controls']} label={t('design.controls')} required>
          <ChecksInput options={sites.map((site) => ({ value: site, label: site }))} />
        </Form.Item>
      ) : null}
      {kind === 'control_sites' || kind === 'before_after' ? (
        <Form.Item
          name={['design', 'assumption']}
          label={t('design.assumption')}
          extra={t(`design.assumption_help.${kind}`)}
          required
        >
          <TextArea rows={2} maxLength={2_000} />
        </Form.Item>
      ) : null}
    </>
  );
}
