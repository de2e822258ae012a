import './console.css';
import { pauseQueue, readConsole } from '@scenario-lab/contracts/lab';
import { useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BacklogPanel, DeliveriesPanel, FailuresPanel } from './console-panels.js';
import type { ConsoleState } from './console-state.js';
import { GivenUpPanel } from './given-up-panel.js';
import { SandboxPanel, WorkersPanel } from './workers-panel.js';

/** Heartbeats change without an event, so the console also asks. */
const everyMs = 5_000;

/** Page kind 5 of the look: the queue and its workers as they stand. */
export function ConsolePage() {
  const { t } = useWords();
  useTitle(t('lab_console.title'));
  useLive();
  const { data, error, isPending } = useRow(readConsole, {}, { refetchInterval: everyMs });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (!data) return <ProblemAlert error={error} />;
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('lab_console.title')}</h1>
        <p className="sl-muted">{t('lab_console.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      <QueueState state={data} />
      <Numbers state={data} />
      <SandboxPanel state={data} />
      <WorkersPanel state={data} />
      <div className="console-pair">
        <BacklogPanel state={data} />
        <FailuresPanel state={data} />
      </div>
      <GivenUpPanel state={data} />
      <DeliveriesPanel state={data} />
    </div>
  );
}

function QueueState({ state: { paused } }: { state: ConsoleState }) {
  const { t } = useWords();
  const here = useMe();
  const [asking, setAsking] = useState(false);
  const turning = useDeed(pauseQueue, { onSuccess: () => setAsking(false) });
  const deed = paused ? 'resume' : 'pause';
  return (
    <section className="sl-panel console-state">
      <p className="console-sentence" role="status">
        <ToneTag tone={paused ? 'suspended' : 'pass'} big>
          {t(paused ? 'lab_console.paused' : 'lab_console.running')}
        </ToneTag>
      </p>
      {here.may('lab.pause_queue') ? (
        <Button tone={paused ? 'primary' : 'default'} onClick={() => setAsking(true)}>
          {t(`lab_console.${deed}`)}
        </Button>
      ) : null}
      {asking ? (
        <Dialog
          title={t(`lab_console.${deed}`)}
          okText={t(`lab_console.${deed}`)}
          pending={turning.isPending}
          onOk={() => turning.mutate({ body: { paused: !paused } })}
          onCancel={() => setAsking(false)}
        >
          <p>{t(`lab_console.${deed}_says`)}</p>
          <ProblemAlert error={turning.error} />
        </Dialog>
      ) : null}
    </section>
  );
}

const phases = ['queued', 'executing', 'scoring', 'in_review'] as const;

function Numbers({ state }: { state: ConsoleState }) {
  const { t } = useWords();
  const { count } = useFormats();
  const slots = state.workers.filter(({ alive }) => alive).reduce((all, { slots }) => all + slots, 0);
  const busy = state.workers.filter(({ alive }) => alive).reduce((all, { busy }) => all + busy, 0);
  return (
    <dl className="console-numbers">
      <div className="sl-panel">
        <dt>{t('lab_console.slots')}</dt>
        <dd>{t('lab_console.slots_of', { busy, slots })}</dd>
      </div>
      {phases.map((phase) => (
        <div key={phase} className="sl-panel">
          <dt>
            <Link to={phase === 'in_review' ? path.reviews() : path.runs({ status: phase })}>
              {t(`lab_console.${phase}`)}
            </Link>
          </dt>
          <dd>
            {count((state.phases[phase] ?? 0) + (phase === 'executing' ? (state.phases.preparing ?? 0) : 0))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
