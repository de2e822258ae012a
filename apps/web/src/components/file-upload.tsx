import './file-upload.css';
import { call, ProblemError } from '@scenario-lab/contracts/call';
import { Problem } from '@scenario-lab/contracts/problem';
import { readUpload, type Upload, type uploadPurposes } from '@scenario-lab/contracts/uploads';
import { useEffect, useId, useRef, useState } from 'react';
import type { Upload as TusUpload } from 'tus-js-client';
import { client } from '../app/api.js';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { type ControlProps, namesIn } from './form-places.js';
import { Icon } from './icon.js';
import { Notice } from './notice.js';
import { ProblemAlert } from './problem-alert.js';

interface FileUploadProps extends ControlProps {
  purpose: (typeof uploadPurposes)[number];
  /** What the file dialog offers, e.g. `.csv,.zip`. */
  accept?: string;
  hint?: string;
  /** The finished upload; null when it was taken away again. */
  onChange: (upload: Upload | null) => void;
  /** The file itself, as soon as it is chosen (to read its header here). */
  onFile?: (file: File | null) => void;
}

type State =
  | { at: 'empty' }
  | { at: 'sending'; file: File; sent: number; paused: boolean }
  | { at: 'failed'; file: File; error: unknown }
  /** Not one byte long: there is nothing to send. */
  | { at: 'hollow'; file: File }
  | { at: 'done'; upload: Upload };

/** Resumable upload: goes on after a broken line or a reload; the server's SHA-256 stands at the end. */
export function FileUpload({ id, purpose, accept, hint, onChange, onFile, ...told }: FileUploadProps) {
  const { t } = useWords();
  const { bytes } = useFormats();
  const [state, setState] = useState<State>({ at: 'empty' });
  const [over, setOver] = useState(false);
  const running = useRef<TusUpload | null>(null);
  const own = useId();
  const field = id ?? own;
  useEffect(() => () => void running.current?.abort(), []);

  const start = async (file: File) => {
    if (file.size === 0) {
      setState({ at: 'hollow', file });
      return;
    }
    setState({ at: 'sending', file, sent: 0, paused: false });
    onFile?.(file);
    const tus = await import('tus-js-client');
    const upload = new tus.Upload(file, {
      endpoint: `${client.baseUrl}/uploads`,
      metadata: { filename: file.name, purpose },
      chunkSize: 8 * 2 ** 20,
      retryDelays: [0, 1_000, 3_000, 8_000],
      removeFingerprintOnSuccess: true,
      onProgress: (sent) => setState((now) => (now.at === 'sending' ? { ...now, sent } : now)),
      onError: (error) => setState({ at: 'failed', file, error: refusalIn(error) }),
      onSuccess: () => void arrived(),
    });
    const arrived = async () => {
      try {
        const id = upload.url?.split('/').at(-1) ?? '';
        const finished = await call(client, readUpload, { params: { id } });
        setState({ at: 'done', upload: finished });
        onChange(finished);
      } catch (error) {
        setState({ at: 'failed', file, error });
      }
    };
    running.current = upload;
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    upload.start();
  };
  const clear = async () => {
    await running.current?.abort(state.at !== 'done').catch(() => undefined);
    running.current = null;
    setState({ at: 'empty' });
    onFile?.(null);
    onChange(null);
  };
  const hold = (paused: boolean) => {
    if (paused) void running.current?.abort();
    else running.current?.start();
    setState((now) => (now.at === 'sending' ? { ...now, paused } : now));
  };

  if (state.at === 'empty') {
    return (
      <label
        className={`upload-drop${over ? ' upload-over' : ''}`}
        htmlFor={field}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer.files[0];
          if (file) void start(file);
        }}
      >
        <Icon name="upload" />
        <span>{t('upload.choose')}</span>
        {hint ? <span className="sl-muted sl-small">{hint}</span> : null}
        <input
          {...namesIn(told)}
          id={field}
          className="sl-visually-hidden"
          type="file"
          accept={accept}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void start(file);
          }}
        />
      </label>
    );
  }
  if (state.at === 'done') {
    return (
      <div className="upload-box">
        <p className="sl-row sl-spread">
          <strong>{state.upload.fileName}</strong>
          <Button small onClick={() => void clear()}>
            {t('upload.other')}
          </Button>
        </p>
        <p className="sl-muted sl-small">
          {bytes(state.upload.bytes)} · {t('upload.done')}
        </p>
        {state.upload.sha256 ? <code className="upload-digest">SHA-256 {state.upload.sha256}</code> : null}
      </div>
    );
  }
  const { file } = state;
  if (state.at === 'hollow') {
    return (
      <div className="upload-box">
        <p className="sl-row sl-spread">
          <strong>{file.name}</strong>
          <Button small onClick={() => void clear()}>
            {t('upload.other')}
          </Button>
        </p>
        <Notice tone="warn">{t('upload.hollow')}</Notice>
      </div>
    );
  }
  return (
    <div className="upload-box">
      <p className="sl-row sl-spread">
        <strong>{file.name}</strong>
        <span className="sl-row">
          {state.at === 'failed' ? (
            <Button small tone="primary" onClick={() => void start(file)}>
              {t('upload.go_on')}
            </Button>
          ) : (
            <Button small onClick={() => hold(!state.paused)}>
              {t(state.paused ? 'upload.go_on' : 'upload.pause')}
            </Button>
          )}
          <Button small onClick={() => void clear()}>
            {t('upload.cancel')}
          </Button>
        </span>
      </p>
      {state.at === 'sending' ? (
        <>
          <progress
            max={Math.max(1, file.size)}
            value={state.sent}
            aria-label={t('upload.progress', { name: file.name })}
          />
          <p className="sl-muted sl-small">
            {bytes(state.sent)} / {bytes(file.size)}
          </p>
        </>
      ) : (
        <>
          <p>{t('upload.failed')}</p>
          <ProblemAlert error={state.error} />
        </>
      )}
    </div>
  );
}

/** The protocol's client wraps the server's problem in an error of its own; the reader is told the problem. */
function refusalIn(error: unknown): unknown {
  if (!(error instanceof Error) || !('originalResponse' in error)) return error;
  const answer = error.originalResponse as { getBody: () => string | undefined } | null;
  if (!answer) return new TypeError('the line is down');
  try {
    return new ProblemError(Problem.parse(JSON.parse(answer.getBody() ?? '')));
  } catch {
    return error;
  }
}
