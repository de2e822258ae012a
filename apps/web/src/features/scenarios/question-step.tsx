import { taskKinds } from '@scenario-lab/contracts/metrics';
import { BilingualField } from '../../components/bilingual-field.js';
import { Form } from '../../components/form.js';
import type { ControlProps } from '../../components/form-places.js';
import { Notice } from '../../components/notice.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

/** Step 2: what shall be known or decided, and the words for it. */
export function QuestionStep({ task }: { task: string | null }) {
  const { t } = useWords();
  const known = taskKinds.find((one) => one === task);
  return (
    <>
      <Form.Item name="task" label={t('scenarios.wizard.question')}>
        <KindInput />
      </Form.Item>
      <div className="wizard-untested">
        <Notice>
          <strong>{t('scenarios.wizard.untested')}</strong>
          <p>{t('scenarios.wizard.untested_says')}</p>
        </Notice>
      </div>
      {known ? (
        <>
          <BilingualField
            name={['subject', 'what']}
            label={t(`scenarios.wizard.kind.${known}.what`)}
            extra={t(`scenarios.wizard.kind.${known}.what_help`)}
            maxLength={40}
          />
          {known === 'regression' || known === 'forecasting' ? (
            <Form.Item
              name={['subject', 'unit']}
              label={t('scenarios.wizard.subject_unit')}
              extra={t('scenarios.wizard.subject_unit_help')}
            >
              <TextInput maxLength={40} />
            </Form.Item>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** The kinds an exam can be made of, each as the question it answers. */
interface KindInputProps extends ControlProps {
  value?: string | null;
  onChange?: (kind: string) => void;
}
function KindInput({ value, onChange, ...told }: KindInputProps) {
  const { t } = useWords();
  return (
    <div className="kind-choices" {...told} role="radiogroup" aria-label={t('scenarios.wizard.question')}>
      {taskKinds.map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name="kind"
            value={kind}
            checked={value === kind}
            onChange={() => onChange?.(kind)}
          />
          <span>
            <strong>{t(`scenarios.wizard.kind.${kind}.ask`)}</strong>
            <span className="sl-small kind-example">{t(`scenarios.wizard.kind.${kind}.example`)}</span>
            <span className="sl-muted sl-small">{t(`taxonomy.task.${kind}`)}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
