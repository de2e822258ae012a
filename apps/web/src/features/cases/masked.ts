import type { Case } from '@scenario-lab/contracts/cases';
import type { Text } from '@scenario-lab/contracts/common';

type Leak = Case['leaks'][number];

/** What stands in the place of what was found; part of the text that is published, in the text's own language. */
const instead: Record<Leak['kind'], { zh: string; en: string }> = {
  organisation: { zh: '某单位', en: 'an organisation' },
  person: { zh: '某人', en: 'somebody' },
  site: { zh: '某点位', en: 'a site' },
  title: { zh: '该项目', en: 'the project' },
  amount: { zh: '若干金额', en: 'a sum' },
  contact: { zh: '（联系方式略）', en: '(contact left out)' },
};

/** The words with these findings masked, the last first, so that the places of the others stay true. */
export function masked(
  { title, lesson }: Pick<Case, 'title' | 'lesson'>,
  leaks: readonly Leak[],
): { title: Text; lesson: Text | null } {
  const words = { title: { ...title }, lesson: lesson && { ...lesson } };
  for (const { field, language, kind, start, text } of [...leaks].sort(
    (one, other) => other.start - one.start,
  )) {
    const of = words[field];
    const said = of?.[language];
    // Somebody has written meanwhile: what is not there any more is not replaced.
    if (!of || said?.slice(start, start + text.length) !== text) continue;
    of[language] = joined(
      language,
      said.slice(0, start),
      instead[kind][language],
      said.slice(start + text.length),
    );
  }
  return words;
}

/** The words put in as their language writes them: no second article and a capital first, or no blanks around. */
function joined(language: 'zh' | 'en', before: string, word: string, after: string): string {
  if (language === 'zh')
    return (
      before.replace(/(?<=[\p{Script=Han}，。；：、（）]) +$/u, '') +
      word +
      after.replace(/^ +(?=[\p{Script=Han}])/u, '')
    );
  const lead = /^(?:an?|the|some)/.test(word) ? before.replace(/\b(?:an?|the) $/i, '') : before;
  const begins = /(?:^|[.!?。！？]\s+|\n\s*)$/.test(lead);
  return lead + (begins ? word.charAt(0).toUpperCase() + word.slice(1) : word) + after;
}
