import type { Text } from '@scenario-lab/contracts/common';
import { useId } from 'react';
import { TextArea } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

interface TwoTextsProps {
  label: string;
  help?: string;
  maxLength: number;
  value: Text;
  onChange: (text: Text) => void;
}

/** A text in both languages on a page that is read far more often than it is written on; one of them is enough. */
export function TwoTexts({ label, help, maxLength, value, onChange }: TwoTextsProps) {
  const { t, language } = useWords();
  const field = useId();
  const order = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <div className="sl-stack sl-tight">
      <label htmlFor={field}>{label}</label>
      {order.map((one, at) => (
        <TextArea
          key={one}
          id={at === 0 ? field : undefined}
          aria-label={at === 0 ? undefined : `${label} (${t(`common.in_${one}`)})`}
          aria-describedby={help ? `${field}-help` : undefined}
          lang={one === 'zh' ? 'zh-CN' : 'en'}
          placeholder={t(`common.in_${one}`)}
          rows={at === 0 ? 3 : 1}
          maxLength={maxLength}
          value={value[one] ?? ''}
          onChange={(event) => onChange({ ...value, [one]: event.target.value })}
        />
      ))}
      {help ? (
        <p id={`${field}-help`} className="sl-muted sl-small">
          {help}
        </p>
      ) : null}
    </div>
  );
}
