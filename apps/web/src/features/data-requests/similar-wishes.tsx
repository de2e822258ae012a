import type { Text } from '@scenario-lab/contracts/common';
import { similarDataRequests } from '@scenario-lab/contracts/data-requests';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Notice } from '../../components/notice.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What there is already, a second after the last key: a vote is worth more than a second wish, data more than both. */
export function SimilarWishes({ texts }: { texts: readonly (Text | null | undefined)[] }) {
  const { t } = useWords();
  const { count } = useFormats();
  const words = texts
    .flatMap((text) => [text?.zh ?? '', text?.en ?? ''])
    .join(' ')
    .trim();
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), 1_000);
    return () => clearTimeout(timer);
  }, [words]);
  const { data } = useRow(
    similarDataRequests,
    { body: { text: settled.slice(0, 2_000) } },
    { enabled: settled.length >= 4, staleTime: 60_000 },
  );
  if (!data || data.requests.length + data.datasets.length === 0) return null;
  return (
    <div style={{ marginBottom: 16 }}>
      <Notice>
        {data.requests.length > 0 ? (
          <>
            <p>{t('data_requests.similar')}</p>
            <ul>
              {data.requests.slice(0, 3).map((one) => (
                <li key={one.id}>
                  <Link to={path.dataRequest(one.id)}>
                    <TextView text={one.title} />
                  </Link>{' '}
                  <StatusTag thing="data_request" status={one.status} />{' '}
                  <span className="sl-muted">
                    {one.voted
                      ? t('data_requests.voted')
                      : t('data_requests.votes', { count: one.votes, shown: count(one.votes) })}
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {data.datasets.length > 0 ? (
          <>
            <p>{t('data_requests.existing')}</p>
            <ul>
              {data.datasets.slice(0, 3).map((one) => (
                <li key={one.id}>
                  <Link to={path.dataset(one.id)}>
                    <TextView text={one.title} />
                  </Link>{' '}
                  <span className="sl-muted">
                    <TextView text={one.owner.name} />
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Notice>
    </div>
  );
}
