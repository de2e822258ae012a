import './button.css';
import type { ButtonHTMLAttributes } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** One primary button per view; `danger` for what cannot be taken back; `link` and `text` for what is beside the point. */
  tone?: 'primary' | 'default' | 'danger' | 'link' | 'text';
  small?: boolean;
  /** Its deed is under way: it waits and cannot be pressed again. */
  pending?: boolean;
  /** Sends the form it stands in. */
  submit?: boolean;
  block?: boolean;
}

export function Button({ tone = 'default', small, pending, submit, block, className, ...rest }: ButtonProps) {
  const { t } = useWords();
  const classes = ['button', `button-${tone}`, small && 'button-small', block && 'button-block', className];
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
    >
      {pending ? (
        <span className="button-turning" role="img" aria-label={t('common.working')}>
          <Icon name="turning" />
        </span>
      ) : null}
      {rest.children}
    </button>
  );
}
