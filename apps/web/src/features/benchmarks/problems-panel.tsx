import type { BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import { Notice } from '../../components/notice.js';
import { inspectorWords } from '../../i18n/inspector-words.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** Why sealing was refused, or what it remarked: each by its name and its place. */
export function ProblemsPanel({ version }: { version: BenchmarkVersion }) {
  const { t, language } = useWords();
  if (version.problems.length === 0) return null;
  const refused = version.status === 'draft';
  return (
    <Notice tone={refused ? 'warn' : 'info'}>
      <strong>{t(refused ? 'benchmarks.problems' : 'benchmarks.warnings')}</strong>
      <ul>
        {version.problems.map((problem) => (
          <li key={`${problem.code}:${problem.place}:${problem.detail}`}>
            {wordFor('benchmarks.sealing', problem.code)}
            {problem.place ? (
              <>
                {t('common.colon')}
                {inspectorWords(problem.place) ?? <code>{problem.place}</code>}
              </>
            ) : null}{' '}
            <span className="sl-muted sl-small">
              {inspectorWords(problem.detail) ?? (language === 'en' ? problem.detail : null)}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
