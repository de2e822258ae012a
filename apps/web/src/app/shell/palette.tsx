import './palette.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useNavigate } from 'react-router';
import { useWords } from '../../i18n/use-words.js';
import { useFound } from './palette-entries.js';

/** A field and what it finds: pages, things of one's own, what all catalogues hold. Moved through by keys alone. */
export function Palette({ onClose }: { onClose: (returns: boolean) => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const base = useId();
  const box = useRef<HTMLDialogElement>(null);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const { groups, waiting } = useFound(words.trim());
  const entries = groups.flatMap((group) => group.entries);
  const current = Math.min(at, Math.max(0, entries.length - 1));
  const idOf = (place: number) => `${base}-${place}`;

  useEffect(() => {
    box.current?.showModal();
  }, []);
  useEffect(() => {
    document.getElementById(`${base}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [base, current]);

  const go = (place: number) => {
    const entry = entries[place];
    if (!entry) return;
    onClose(false);
    void navigate(entry.to);
  };
  const byKey = (event: KeyboardEvent) => {
    // Enter that ends a word being composed chooses nothing.
    if (event.nativeEvent.isComposing || entries.length === 0) return;
    const to = {
      ArrowDown: (current + 1) % entries.length,
      ArrowUp: (current - 1 + entries.length) % entries.length,
      Home: event.ctrlKey ? 0 : null,
      End: event.ctrlKey ? entries.length - 1 : null,
    }[event.key];
    if (typeof to === 'number') {
      event.preventDefault();
      setAt(to);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(current);
    }
  };
  let place = -1;
  return createPortal(
    <dialog
      ref={box}
      className="palette"
      aria-label={t('keys.palette')}
      onCancel={(event) => {
        event.preventDefault();
        onClose(true);
      }}
      onClick={(event) => event.target === box.current && onClose(true)}
      onKeyDown={(event) => event.key === 'Escape' && onClose(true)}
    >
      <input
        className="palette-field"
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={`${base}-list`}
        aria-activedescendant={entries.length > 0 ? idOf(current) : undefined}
        aria-label={t('keys.palette')}
        placeholder={t('keys.palette_hint')}
        value={words}
        maxLength={200}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={byKey}
      />
      <div id={`${base}-list`} className="palette-list" role="listbox" aria-label={t('keys.found')}>
        {groups.map((group) => (
          <fieldset key={group.key} aria-label={group.title} className="palette-group">
            <p className="palette-title" aria-hidden>
              {group.title}
            </p>
            {group.entries.map((entry) => {
              place += 1;
              const mine = place;
              return (
                <div
                  key={entry.key}
                  id={idOf(mine)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={mine === current}
                  className="palette-entry"
                  onClick={() => go(mine)}
                  onKeyDown={byKey}
                >
                  <span>{entry.label}</span>
                  {entry.letter ? (
                    <span aria-hidden>
                      <kbd>g</kbd>
                      <kbd>{entry.letter}</kbd>
                    </span>
                  ) : null}
                </div>
              );
            })}
          </fieldset>
        ))}
      </div>
      <p className="palette-foot sl-muted sl-small" role="status">
        {waiting ? t('keys.looking') : entries.length === 0 ? t('keys.nothing') : t('keys.how')}
      </p>
    </dialog>,
    document.body,
  );
}
