import './data-jobs.css';
import { urlOf } from '@scenario-lab/contracts/call';
import {
  decideDataJob,
  type JobOutput,
  type readDataJob,
  readJobOutput,
} from '@scenario-lab/contracts/data-jobs';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId, useState } from 'react';
import { client, useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { Notice } from '../../components/notice.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ScanView } from './scan-view.js';

interface Said {
  release: boolean;
  reason: string;
}

/** The data's owner answers for every file, beside what was asked for and what was found in it. */
export function ReviewOutputs({ job }: { job: Answer<typeof readDataJob> }) {
  const { t } = useWords();
  const [said, setSaid] = useKept<Record<number, Said>>(`data-job-review.${job.id}`, {});
  const [open, setOpen] = useState(false);
  const deciding = useDeed(decideDataJob, {
    onSuccess: () => {
      setSaid({});
      setOpen(false);
    },
  });
  const answered = job.outputs.every(({ number }) => {
    const one = said[number];
    return one && (one.release || one.reason.trim() !== '');
  });
  const releases = job.outputs.filter(({ number }) => said[number]?.release).length;
  const send = () =>
    deciding.mutate({
      params: { id: job.id },
      body: {
        decisions: job.outputs.map(({ number }) => {
          const { release = false, reason = '' } = said[number] ?? {};
          return { number, release, ...(reason.trim() ? { reason: reason.trim() } : {}) };
        }),
      },
    });
  return (
    <Panel title={t('data_jobs.review')}>
      <div className="sl-stack">
        <p className="sl-muted">{t('data_jobs.review_says')}</p>
        {job.outputs.map((output) => (
          <OutputReview
            key={output.number}
            jobId={job.id}
            output={output}
            said={said[output.number]}
            onSay={(next) => setSaid({ ...said, [output.number]: next })}
          />
        ))}
        <div>
          <Button tone="primary" disabled={!answered} onClick={() => setOpen(true)}>
            {t('data_jobs.decide')}
          </Button>
          {answered ? null : <p className="sl-muted sl-small">{t('data_jobs.decide_all')}</p>}
        </div>
        {open ? (
          <Dialog
            title={t('data_jobs.decide')}
            okText={t('data_jobs.decide')}
            pending={deciding.isPending}
            onOk={send}
            onCancel={() => {
              setOpen(false);
              deciding.reset();
            }}
          >
            <div className="sl-stack">
              <p>{t('data_jobs.decide_says', { released: releases, of: job.outputs.length })}</p>
              <ProblemAlert error={deciding.error} />
            </div>
          </Dialog>
        ) : null}
      </div>
    </Panel>
  );
}

function OutputReview({
  jobId,
  output,
  said,
  onSay,
}: {
  jobId: string;
  output: JobOutput;
  said: Said | undefined;
  onSay: (next: Said) => void;
}) {
  const { t } = useWords();
  const { bytes } = useFormats();
  const field = useId();
  const reason = said?.reason ?? '';
  return (
    <fieldset className="sl-stack sl-tight job-output">
      <legend>
        <strong>{output.name ?? t(`data_jobs.unnamed.${output.kind}`, { number: output.number })}</strong>
      </legend>
      <p className="sl-row">
        {output.bytes === null ? null : <span className="sl-muted">{bytes(output.bytes)}</span>}
        <a
          href={client.baseUrl + urlOf(readJobOutput, { params: { id: jobId, number: output.number } })}
          download
        >
          {t('data_jobs.look')}
        </a>
      </p>
      {output.scan ? (
        <ScanView scan={output.scan} />
      ) : (
        <Notice tone="warn">{t('data_jobs.not_scanned')}</Notice>
      )}
      <p className="sl-row">
        {([true, false] as const).map((release) => (
          <label key={String(release)} className="sl-row">
            <input
              type="radio"
              name={`${field}-release`}
              checked={said?.release === release}
              onChange={() => onSay({ release, reason })}
            />
            {t(release ? 'data_jobs.release' : 'data_jobs.refuse')}
          </label>
        ))}
      </p>
      {said && !said.release ? (
        <div>
          <label htmlFor={field}>{t('data_jobs.reason')}</label>
          <TextArea
            id={field}
            rows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => onSay({ release: false, reason: event.target.value })}
          />
        </div>
      ) : null}
    </fieldset>
  );
}
