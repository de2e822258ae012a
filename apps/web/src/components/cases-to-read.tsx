import { type CaseToRead, similarCases } from '@scenario-lab/contracts/cases';
import type { Text } from '@scenario-lab/contracts/common';
import { type Field, fields } from '@scenario-lab/contracts/taxonomies';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../app/api.js';
import { path } from '../app/paths.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { Notice } from './notice.js';
import { StatusTag } from './status-tag.js';
import { TextView } from './text-view.js';

/**
 * Up to two cases to read before something like them is begun, a second after the last key. `onTake`: the lesson may become a
 * point of what is being planned.
 */
export function CasesToRead({
  texts,
  field,
  says,
  onTake,
}: {
  texts: readonly (Text | null | undefined)[];
  field: string | null | undefined;
  says: string;
  onTake?: (one: CaseToRead) => void;
}) {
  const { t } = useWords();
  const words = texts
    .flatMap((text) => [text?.zh ?? '', text?.en ?? ''])
    .join(' ')
    .trim();
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), 1_000);
    return () => clearTimeout(timer);
  }, [words]);
  const known: Field | null = fields.find((one) => one === field) ?? null;
  const { data } = useRow(
    similarCases,
    { body: { text: settled.slice(0, 5_000), field: known } },
    { enabled: settled.length >= 6 || known !== null, staleTime: 60_000 },
  );
  if (!data || data.length === 0) return null;
  return (
    <div style={{ marginBottom: 16 }}>
      <Notice>
        <p>{says}</p>
        <ul className="sl-plain sl-stack sl-tight">
          {data.slice(0, 2).map((one) => (
            <li key={one.id}>
              <span className="sl-row">
                <StatusTag thing="case" status={one.outcome} />
                <Link to={path.case(one.id)}>
                  <TextView text={one.title} />
                </Link>
              </span>
              <p className="sl-muted sl-small">
                {one.reasonCode ? (
                  <span>
                    {t('cases.because', { reason: t(`taxonomy.failure_reason.${one.reasonCode}`) })} ·{' '}
                  </span>
                ) : null}
                <TextView text={one.lesson} plain />
              </p>
              {onTake && one.lesson ? (
                <Button small onClick={() => onTake(one)}>
                  {t('cases.take_lesson')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
