import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../session.js';
import { goEntries, singleKeys, typing } from './keys.js';

const Palette = lazy(() => import('./palette.js').then((file) => ({ default: file.Palette })));
const KeyHelp = lazy(() => import('./key-help.js').then((file) => ({ default: file.KeyHelp })));

/** How long `g` waits for the letter after it. */
const patience = 1_500;

/** `Ctrl K` opens the palette, `g` and a letter go to a page, `?` shows the keys. None of it while somebody types. */
export function Keyboard() {
  const here = useMe();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const before = useRef<Element | null>(null);
  const waiting = useRef(0);
  const reader = useRef(here);
  reader.current = here;

  useEffect(() => {
    const show = (what: 'palette' | 'help', event: KeyboardEvent) => {
      event.preventDefault();
      before.current = document.activeElement;
      setOpen(what);
    };
    const byKey = (event: KeyboardEvent) => {
      // A dialog that is open has the keys to itself.
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      if (typing(event.target)) return;
      const letter = event.key.toLowerCase();
      const commanded = event.ctrlKey || event.metaKey;
      if (commanded && !event.altKey && !event.shiftKey && letter === 'k') return show('palette', event);
      if (commanded || event.altKey || !singleKeys.on()) return;
      if (event.key === '?') return show('help', event);
      if (event.timeStamp < waiting.current) {
        waiting.current = 0;
        const found = goEntries(reader.current).find((entry) => entry.letter === letter);
        if (!found) return;
        event.preventDefault();
        void navigate(found.to);
      } else if (letter === 'g') waiting.current = event.timeStamp + patience;
    };
    addEventListener('keydown', byKey);
    return () => removeEventListener('keydown', byKey);
  }, [navigate]);

  /** Focus goes back to where it was, unless another page has come. */
  const close = useCallback((returns: boolean) => {
    setOpen(null);
    const place = before.current;
    if (returns && place instanceof HTMLElement) requestAnimationFrame(() => place.focus());
  }, []);

  return (
    <Suspense fallback={null}>
      {open === 'palette' ? <Palette onClose={close} /> : null}
      {open === 'help' ? <KeyHelp onClose={() => close(true)} /> : null}
    </Suspense>
  );
}
