import { criterionNames, criterionUnit } from '@scenario-lab/contracts/metrics';
import { type Glossary, shippedGlossary } from './glossary.js';
import type { Param, Reason } from './reason.js';
import { type Language, sentences, type Words } from './sentences.js';

/** One sentence for a reason. The same reason always gives the same words; nothing in it is markup. */
export function explain(reason: Reason, language: Language, glossary: Glossary = shippedGlossary): string {
  return sentences[reason.code][language](wordsOf(reason, language, glossary));
}

function wordsOf({ params }: Reason, language: Language, { conceptName }: Glossary): Words {
  const at = (name: string): Param => params[name] ?? null;
  const many = (name: string): readonly string[] => {
    const value = at(name);
    return Array.isArray(value) ? value : [];
  };
  const named = (code: string, table: Readonly<Record<string, readonly [string, string]>>) =>
    table[code]?.[language === 'zh' ? 0 : 1] ?? code;
  return {
    language,
    text: (name) => String(at(name) ?? ''),
    number: (name) => Number(at(name)),
    is: (name) => at(name) === true,
    unit: () => criterionUnit(String(at('metric')), String(at('unit') ?? ''), language),
    figure: (name) => figure(Number(at(name))),
    money: (name) => money(Number(at(name)), language),
    list: (name) =>
      joined(
        many(name).map((term) => `“${conceptName(term)?.[language] ?? term}”`),
        language,
      ),
    term: (name, table) => named(String(at(name)), table),
    terms: (name, table) =>
      joined(
        many(name).map((code) => named(code, table)),
        language,
      ),
    metric: () => {
      const known = criterionNames.find(({ id }) => id === at('metric'));
      return known ? known[language] : String(at('metric'));
    },
  };
}

function joined(words: readonly string[], language: Language): string {
  if (language === 'zh') return words.join('、');
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Up to four significant digits; a true minus sign; thin groups are left to the page. */
function figure(value: number): string {
  const rounded = Math.abs(value) >= 1e4 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
  return rounded.replace('-', '−');
}

function money(yuan: number, language: Language): string {
  if (language === 'zh') return yuan < 1e4 ? `${figure(yuan)} 元` : `${figure(yuan / 1e4)} 万元`;
  return `CNY ${Math.round(yuan).toLocaleString('en-US')}`;
}
