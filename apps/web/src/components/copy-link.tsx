import './timeline.css';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

/** Copies the page's address (or any `text`) and says that it did. */
export function CopyLink({ text, label }: { text?: string; label?: string }) {
  const { t } = useWords();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => void copyText(text ?? location.href).then(() => setDone(true))}
    >
      <Icon name="link" />{' '}
      <span aria-live="polite">{done ? t('common.copied') : (label ?? t('common.copy_link'))}</span>
    </button>
  );
}

/** Plain-HTTP intranets have no clipboard API; a selected field does it there. */
export async function copyText(text: string): Promise<void> {
  if (globalThis.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
