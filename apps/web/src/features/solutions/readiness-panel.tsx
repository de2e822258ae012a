import { provenLevels } from '@scenario-lab/contracts/readiness';
import type { Solution } from '@scenario-lab/contracts/solutions';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { mediumFile } from '../../components/medium-file.js';
import { Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useWords } from '../../i18n/use-words.js';
import { levelsOf } from './readiness-levels.js';

/** Readiness level by level: what the lab has seen, what is documented, what is only said, and what nothing is said of. */
export function ReadinessPanel({ solution }: { solution: Solution }) {
  const { t } = useWords();
  const { trl, provenTrl } = solution;
  const lines = levelsOf(solution);
  return (
    <Panel title={t('solutions.readiness.title')}>
      <div className="sl-stack sl-tight">
        <p className="sl-row">
          <span>{t('solutions.readiness.claimed', { trl })}</span>
          {provenTrl === null ? (
            <ToneTag tone="waiting">{t('solutions.readiness.not_proven')}</ToneTag>
          ) : (
            <ToneTag tone="pass">{t('solutions.readiness.proven', { trl: provenTrl })}</ToneTag>
          )}
        </p>
        <ul className="sl-plain sl-stack sl-tight">
          {lines.map(({ from, to, standing }) => (
            <li key={to}>
              <div className="sl-row">
                <strong>
                  {from === to
                    ? t('solutions.readiness.level', { level: to })
                    : t('solutions.readiness.above', { from, to })}
                </strong>
                <ToneTag tone={standing === 'proven' ? 'pass' : 'waiting'}>
                  {t(`solutions.readiness.tag_${standing}`)}
                </ToneTag>
              </div>
              {from === to ? <Evidence solution={solution} level={to} /> : null}
            </li>
          ))}
        </ul>
        <p className="sl-muted sl-small">{t('solutions.readiness.how')}</p>
      </div>
    </Panel>
  );
}

function Evidence({ solution, level }: { solution: Solution; level: number }) {
  const { t } = useWords();
  const { measured, provingCases, provenTrl } = solution;
  const said: { key: string; shown: ReactNode }[] = [];
  if (level === provenLevels.result && measured.length > 0)
    said.push({
      key: 'results',
      shown: t('solutions.readiness.by_result', {
        count: new Set(measured.map(({ benchmarkVersionId }) => benchmarkVersionId)).size,
      }),
    });
  if (level === provenLevels.certificate) {
    const numbers = measured.flatMap(({ certificate, certificateStatus }) =>
      certificate && certificateStatus === 'valid' ? [certificate] : [],
    );
    for (const number of new Set(numbers))
      said.push({
        key: number,
        shown: (
          <>
            {t('solutions.readiness.by_certificate')} <Link to={path.certificate(number)}>{number}</Link>
          </>
        ),
      });
  }
  // Where two departments have accepted it, both stand at the level they prove together.
  const cases = (provenTrl ?? 0) >= provenLevels.pilots ? provenLevels.pilots : provenLevels.pilot;
  if (level === cases)
    for (const { id, title } of provingCases)
      said.push({
        key: id,
        shown: (
          <>
            {t('solutions.readiness.by_case')}{' '}
            <Link to={path.case(id)}>
              <TextView text={title} />
            </Link>
          </>
        ),
      });
  for (const [at, one] of solution.trlEvidence.entries())
    if (one.level === level)
      said.push({
        key: `${at} ${one.basis}`,
        shown: (
          <>
            {one.basis}{' '}
            {one.documentId ? (
              <a href={mediumFile(one.documentId, 'full')}>{t('field.documentId')}</a>
            ) : (
              <span className="sl-muted sl-small">
                {t(one.documented ? 'solutions.documented' : 'solutions.not_documented')}
              </span>
            )}
          </>
        ),
      });
  return (
    <ul className="sl-plain sl-reading" style={{ lineHeight: '26px' }}>
      {said.map(({ key, shown }) => (
        <li key={key}>{shown}</li>
      ))}
    </ul>
  );
}
