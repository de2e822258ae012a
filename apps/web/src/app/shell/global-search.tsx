import { useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Icon } from '../../components/icon.js';
import { useWords } from '../../i18n/use-words.js';
import { path } from '../paths.js';
import { singleKeys, typing } from './keys.js';

/** One search over all catalogues; `/` jumps to it. */
export function GlobalSearch() {
  const { t } = useWords();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      if (!singleKeys.on() || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', jump);
    return () => removeEventListener('keydown', jump);
  }, []);
  return (
    <>
      <search className="shell-search">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim()) void navigate(path.search({ q: words.trim() }));
          }}
        >
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            value={words}
            maxLength={200}
            aria-label={t('shell.search')}
            placeholder={t('shell.search_hint')}
            onChange={(event) => setWords(event.target.value)}
          />
          <kbd aria-hidden>/</kbd>
        </form>
      </search>
      <Link to={path.search()} className="shell-icon shell-search-icon" aria-label={t('shell.search')}>
        <Icon name="search" />
      </Link>
    </>
  );
}
