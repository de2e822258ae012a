import { inspectorWords } from '../i18n/inspector-words.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { reachable } from './reachable.js';

interface Finding {
  code: string;
  place: string;
  detail: string;
}

/** What inspection has against a file: what, where, and the inspector's own words where there are no others. */
export function FindingsTable({ findings }: { findings: readonly Finding[] }) {
  const { t } = useWords();
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('finding.what')}</th>
            <th scope="col">{t('finding.place')}</th>
            <th scope="col">{t('finding.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((one) => (
            <tr key={`${one.code}:${one.place}:${one.detail}`}>
              <td>{wordFor('finding.code', one.code)}</td>
              <td>{inspectorWords(one.place) ?? <code>{one.place}</code>}</td>
              <Detail text={one.detail} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Detail({ text }: { text: string }) {
  const said = inspectorWords(text);
  return (
    <td className="sl-muted" lang={said === null ? 'en' : undefined}>
      {said ?? text}
    </td>
  );
}
