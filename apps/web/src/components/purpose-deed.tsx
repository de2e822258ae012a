import { type ReactNode, useId, useState } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { ProblemAlert } from './problem-alert.js';
import { TextArea } from './text-input.js';

/** A purpose in fewer characters says nothing to whoever has to agree. */
export const leastPurpose = 10;

/** A button that asks for something and says what for; the words are the caller's to keep until they are sent. */
export function PurposeDeed(props: {
  label: string;
  okText?: string;
  says: ReactNode;
  field: string;
  help: string;
  tone?: 'primary';
  kept: readonly [string, (words: string) => void];
  asking: { isPending: boolean; error: Error | null; reset: () => void };
  /** Sends; answers to it close or leave the dialog by `done`. */
  onAsk: (purpose: string, done: () => void) => void;
}) {
  const field = useId();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = props.kept;
  const said = purpose.trim();
  return (
    <div>
      <Button {...(props.tone ? { tone: props.tone } : {})} onClick={() => setOpen(true)}>
        {props.label}
      </Button>
      {open ? (
        <Dialog
          title={props.label}
          okText={props.okText ?? props.label}
          okDisabled={said.length < leastPurpose}
          pending={props.asking.isPending}
          onOk={() => props.onAsk(said, () => setOpen(false))}
          onCancel={() => {
            setOpen(false);
            props.asking.reset();
          }}
        >
          <div className="sl-stack">
            <p>{props.says}</p>
            <div>
              <label htmlFor={field}>{props.field}</label>
              <TextArea
                id={field}
                rows={5}
                maxLength={5_000}
                value={purpose}
                onChange={(event) => setPurpose(event.target.value)}
              />
              <p className="sl-muted sl-small">{props.help}</p>
            </div>
            <ProblemAlert error={props.asking.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
