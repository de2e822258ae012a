import type { Text } from '@scenario-lab/contracts/common';
import i18next from 'i18next';
import { textIn } from './format.js';
import type { Language } from './i18n.js';

interface Renamed {
  kind: string;
  code: string;
  name: Text;
}

/** What the words said before the lab gave a code another name, so that a name taken back is gone without a reload. */
const shipped = new Map<string, string>();

/** The lab's own names for codes that stand in the program's words: fields, ways to cooperate, sources of data. */
export function bearNames(renamed: readonly Renamed[], language: Language): void {
  const wanted = new Map(
    renamed.map(({ kind, code, name }) => [`taxonomy.${kind}.${code}`, textIn(language, name)]),
  );
  for (const [at, word] of shipped) {
    const [of, key] = [at.slice(0, 2), at.slice(3)];
    if (of === language && !wanted.has(key)) set(language, key, word);
  }
  for (const [key, word] of wanted) {
    const said: unknown = i18next.getResource(language, 'translation', key);
    if (typeof said !== 'string' || said === word) continue;
    if (!shipped.has(`${language} ${key}`)) shipped.set(`${language} ${key}`, said);
    set(language, key, word);
  }
}

function set(language: Language, key: string, word: string): void {
  if (i18next.getResource(language, 'translation', key) === word) return;
  i18next.addResource(language, 'translation', key, word);
  // Pages that stand already are drawn anew by the event a change of language has.
  i18next.emit('languageChanged', language);
}
