import './dialog.css';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';

interface DialogProps {
  title: ReactNode;
  /** The deed by its name. */
  okText: string;
  danger?: boolean;
  okDisabled?: boolean;
  pending?: boolean;
  /** Nothing is asked: one button, which leaves. */
  only?: boolean;
  onOk: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** Asks before something is done. Mounted while it is open; the platform keeps the focus inside, Escape leaves. */
export function Dialog(props: DialogProps) {
  const { t } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return createPortal(
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
    >
      <h2 id={heading}>{props.title}</h2>
      <div className="dialog-body">{props.children}</div>
      <div className="dialog-foot">
        {props.only ? null : <Button onClick={props.onCancel}>{t('common.cancel')}</Button>}
        <Button
          tone={props.danger ? 'danger' : 'primary'}
          pending={props.pending}
          disabled={props.okDisabled}
          onClick={props.onOk}
        >
          {props.okText}
        </Button>
      </div>
    </dialog>,
    document.body,
  );
}
