import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { type Language, languageNow, loadLanguage } from '../i18n/i18n.js';
import type { Appearance } from './tokens.js';

interface Preferences {
  language: Language;
  setLanguage: (language: Language) => void;
  appearance: Appearance;
  setAppearance: (appearance: Appearance) => void;
}

const appearanceKey = 'scenario-lab.appearance';
const Context = createContext<Preferences | null>(null);

function appearanceNow(): Appearance {
  const kept = localStorage.getItem(appearanceKey);
  if (kept === 'light' || kept === 'dark') return kept;
  return globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Language and appearance: kept in this browser, shown by `<html lang>` and `data-theme`. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [language, saySetLanguage] = useState(languageNow);
  const [appearance, saySetAppearance] = useState(appearanceNow);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = appearance;
  }, [appearance]);
  const setLanguage = useCallback((next: Language) => {
    void loadLanguage(next).then(() => saySetLanguage(next));
  }, []);
  const setAppearance = useCallback((next: Appearance) => {
    localStorage.setItem(appearanceKey, next);
    document.documentElement.dataset.theme = next;
    saySetAppearance(next);
  }, []);
  const value = useMemo(
    () => ({ language, setLanguage, appearance, setAppearance }),
    [language, setLanguage, appearance, setAppearance],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function usePreferences(): Preferences {
  const value = useContext(Context);
  if (!value) throw new Error('PreferencesProvider is missing above');
  return value;
}
