import { type HarvestProblem, harvestSource } from '@scenario-lab/contracts/catalogue-sources';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Why a harvest came to nothing, and where; who may harvest can say that what is gone is gone. */
export function HarvestProblemView({
  problem,
  accept,
}: {
  problem: HarvestProblem;
  /** The source whose losses the reader may confirm. */
  accept?: string | undefined;
}) {
  const { t } = useWords();
  return (
    <Notice tone="warn">
      <strong>{t('harvests.failed')}</strong>
      <ProblemSaid problem={problem} />
      {problem.vanished && accept ? <Accept id={accept} /> : null}
    </Notice>
  );
}

export function ProblemSaid({ problem: { fetch, reading, vanished } }: { problem: HarvestProblem }) {
  const { t } = useWords();
  const { bytes, count } = useFormats();
  if (fetch) {
    const most = fetch.most === null ? '' : bytes(fetch.most);
    return (
      <>
        <p>{t(`fetches.fault.${fetch.fault}`, { code: fetch.code ?? '', most })}</p>
        {fetch.host ? <p className="sl-small">{t('harvests.at_host', { host: fetch.host })}</p> : null}
      </>
    );
  }
  if (reading) {
    return (
      <p style={{ overflowWrap: 'anywhere' }}>
        {t(`interchange.problem.${reading.code}`)} <code className="sl-small">{reading.place}</code>{' '}
        <span lang="en" className="sl-muted sl-small">
          {reading.detail}
        </span>
      </p>
    );
  }
  if (!vanished) return null;
  return <p>{t('harvests.mostly_vanished', { gone: count(vanished.gone), of: count(vanished.of) })}</p>;
}

function Accept({ id }: { id: string }) {
  const { t } = useWords();
  const doing = useDeed(harvestSource);
  return (
    <>
      <p>
        <Button
          tone="danger"
          pending={doing.isPending}
          onClick={() => doing.mutate({ params: { id }, body: { acceptVanished: true } })}
        >
          {t('harvests.accept')}
        </Button>
      </p>
      <ProblemAlert error={doing.error} />
    </>
  );
}
