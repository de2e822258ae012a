import './text-input.css';
import { type ComponentProps, useState } from 'react';
import { useWords } from '../i18n/use-words.js';

type TextInputProps = Omit<ComponentProps<'input'>, 'value'> & { value?: string | number | null };

/** One line of text. */
export function TextInput({ value, className, ...rest }: TextInputProps) {
  return <input type="text" {...rest} className={`input ${className ?? ''}`} value={value ?? ''} />;
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'value'> & { value?: string | null };

/** Several lines; grows with what is written where the browser can. */
export function TextArea({ value, className, rows = 3, style, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={`input input-area ${className ?? ''}`}
      style={{ minHeight: `calc(${rows * 1.6}em + 10px)`, ...style }}
      value={value ?? ''}
    />
  );
}

/** A password, hidden until its writer wants to see it. */
export function PasswordInput(props: TextInputProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <span className="input-password">
      <TextInput {...props} type={shown ? 'text' : 'password'} />
      <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t(shown ? 'common.hide' : 'common.show')}
      </button>
    </span>
  );
}
