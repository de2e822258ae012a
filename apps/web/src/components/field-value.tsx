import { useFormats } from '../i18n/format.js';
import { metricName } from '../i18n/metric-words.js';
import { knowsWord, useWords, wordFor } from '../i18n/use-words.js';
import { useTerms } from './use-terms.js';

/** Whose codes a field holds. */
const codes: Readonly<Record<string, string>> = {
  field: 'field',
  fields: 'field',
  task: 'task',
  cooperationMode: 'cooperation_mode',
  cooperationModes: 'cooperation_mode',
  accessMode: 'access_mode',
  sourceKind: 'source_kind',
  procurementRoute: 'procurement',
  sites: 'site',
  deployment: 'site',
};
/** What only a machine reads. */
const silent = ['id', 'documentId', 'kind'];

interface Line {
  name: string | null;
  said: string;
  language?: string;
}

/** What a field of a card or a need holds, whatever it is, as lines to be read; nothing where it is empty. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const regions = useTerms('region');
  const nameOf = (name: string) => (knowsWord('field', name) ? wordFor('field', name) : name);
  const word = (name: string, code: string) => {
    if (name === 'region' || name === 'regions') return regions.nameOf(code);
    if (name === 'metric') return metricName(code, language);
    const group = codes[name];
    return group ? wordFor(`taxonomy.${group}`, code) : code;
  };
  const plain = (name: string, one: string | number | boolean): string => {
    if (typeof one === 'boolean') return t(one ? 'common.yes' : 'common.no');
    return typeof one === 'number' ? figure(one) : word(name, one);
  };
  const linesOf = (name: string, one: unknown, under: string | null): Line[] => {
    if (one === null || one === undefined || one === '') return [];
    if (Array.isArray(one)) return one.flatMap((each) => linesOf(name, each, under));
    if (typeof one !== 'object') return [{ name: under, said: plain(name, one as string) }];
    const parts = Object.entries(one).filter(([part]) => !silent.includes(part));
    if (parts.every(([part]) => part === 'zh' || part === 'en'))
      return parts.map(([part, said]) => ({ name: under, said: String(said), language: part }));
    return parts.flatMap(([part, said]) => linesOf(part, said, nameOf(part)));
  };
  // Lines may say the same twice; how often it was said before tells them apart.
  const times = new Map<string, number>();
  const lines = linesOf(field, value, null).map((line) => {
    const said = `${line.name} ${line.language} ${line.said}`;
    const before = times.get(said) ?? 0;
    times.set(said, before + 1);
    return { ...line, key: `${said} ${before}` };
  });
  if (lines.length === 0) return <p className="sl-muted">{t('field_remarks.empty')}</p>;
  return (
    <ul className="sl-plain sl-reading">
      {lines.map((line) => (
        <li
          key={line.key}
          lang={line.language === 'zh' ? 'zh-CN' : line.language}
          style={{ whiteSpace: 'pre-line' }}
        >
          {line.name ? (
            <span className="sl-muted">
              {line.name}
              {language === 'zh' ? '：' : ': '}
            </span>
          ) : null}
          {line.said}
        </li>
      ))}
    </ul>
  );
}
