import { applyForBadge, type BadgeKind, badgeKinds, checkBadge } from '@scenario-lab/contracts/badges';
import { useId } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { FormPage } from '../../components/form-page.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';
import { RulesTable } from './rules-table.js';

/** What a badge asks with the figures of now; it can be applied for once all of them hold. */
export function ApplyForBadgePage() {
  const { t } = useWords();
  const [params] = useSearchParams();
  const kind = badgeKinds.find((one) => one === params.get('kind'));
  const thingId = params.get('thingId');
  return (
    <FormPage
      title={kind ? t('badges.apply_for', { kind: t(`badges.of_kind.${kind}`) }) : t('badges.apply')}
      lead={t('badges.apply_lead')}
      back={{ to: path.badges(), label: t('badges.title') }}
    >
      {kind && thingId ? (
        <Application kind={kind} thingId={thingId} />
      ) : (
        <EmptyState text={t('badges.nothing_chosen')} />
      )}
    </FormPage>
  );
}

function Application({ kind, thingId }: { kind: BadgeKind; thingId: string }) {
  const { t } = useWords();
  const field = useId();
  const go = useNavigate();
  const draft = `badge.${kind}.${thingId}`;
  const [words, setWords] = useKept(draft, '');
  const { data, error, isPending } = useRow(checkBadge, { query: { kind, thingId } });
  const deed = useDeed(applyForBadge, {
    onSuccess: ({ id }) => {
      keep(draft, null);
      void go(path.badge(id));
    },
  });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (error) return <ProblemAlert error={error} />;
  return (
    <div className="sl-stack">
      <Panel title={<TextView text={data.title} />}>
        <RulesTable rules={data.rules} />
      </Panel>
      <div className="sl-stack sl-tight">
        <label htmlFor={field}>{t('badges.words')}</label>
        <TextArea
          id={field}
          rows={4}
          maxLength={5_000}
          value={words}
          aria-describedby={`${field}-help`}
          onChange={(event) => setWords(event.target.value)}
        />
        <p id={`${field}-help`} className="sl-muted sl-small">
          {t('badges.words_help')}
        </p>
        <ProblemAlert error={deed.error} />
        <div>
          <Button
            tone="primary"
            pending={deed.isPending}
            disabled={!data.rules.every(({ holds }) => holds)}
            onClick={() => deed.mutate({ body: { kind, thingId, words: words.trim() } })}
          >
            {t('badges.submit')}
          </Button>
        </div>
      </div>
    </div>
  );
}
