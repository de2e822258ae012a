import type { BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import { Notice } from '../../components/notice.js';
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
                <code>{problem.place}</code>
              </>
            ) : null}{' '}
            {problem.detail && (refused || language === 'en') ? (
              <span className="sl-muted sl-small" lang="en">
                {problem.detail}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
