import './bilingual-field.css';
import type { Text } from '@scenario-lab/contracts/common';
import { useWords } from '../i18n/use-words.js';
import { Form } from './form.js';
import type { ControlProps } from './form-places.js';
import { TextArea, TextInput } from './text-input.js';

interface BilingualFieldProps {
  name: string | (string | number)[];
  label: string;
  extra?: string;
  /** Rows of the text area; one line where it is left out. */
  rows?: number;
  maxLength?: number;
  required?: boolean;
}

/** A text in both languages; one of them is enough. */
export function BilingualField({ name, label, extra, rows, maxLength, required }: BilingualFieldProps) {
  return (
    <Form.Item name={name} label={label} extra={extra} required={required}>
      <BilingualInput rows={rows} maxLength={maxLength ?? (rows ? 20_000 : 200)} />
    </Form.Item>
  );
}

interface BilingualInputProps extends ControlProps {
  value?: Text | null;
  onChange?: (text: Text) => void;
  rows?: number;
  maxLength?: number;
}

export function BilingualInput({ value, onChange, id, rows, maxLength, ...told }: BilingualInputProps) {
  const { t, language } = useWords();
  const order = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <div className="bilingual">
      {order.map((one, index) => {
        const shared = {
          ...told,
          // One of the two is enough: neither is asked for by itself.
          'aria-required': undefined,
          id: index === 0 ? id : undefined,
          value: value?.[one] ?? '',
          lang: one === 'zh' ? 'zh-CN' : 'en',
          maxLength,
          'aria-label': index === 0 ? undefined : t(`common.in_${one}`),
          placeholder: t(`common.in_${one}`),
        };
        const set = (text: string) => onChange?.({ ...value, [one]: text });
        return rows ? (
          <TextArea key={one} {...shared} rows={rows} onChange={(event) => set(event.target.value)} />
        ) : (
          <TextInput key={one} {...shared} onChange={(event) => set(event.target.value)} />
        );
      })}
    </div>
  );
}
