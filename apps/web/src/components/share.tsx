import './share.css';
import type { FeedKind } from '@scenario-lab/contracts/sharing';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { CodeBlock } from './code-block.js';
import { copyText } from './copy-link.js';
import { saveFile } from './csv.js';
import { Dialog } from './dialog.js';
import { Icon } from './icon.js';

/** Hands the page on: its address, the address as a QR code for paper and screens, and code for other sites. */
export function ShareButton({ name, embed }: { name: string; embed?: string | undefined }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        <Icon name="link" /> {t('share.open')}
      </button>
      {open ? <ShareDialog name={name} embed={embed} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ShareDialog({
  name,
  embed,
  onClose,
}: {
  name: string;
  embed?: string | undefined;
  onClose: () => void;
}) {
  const { t } = useWords();
  const address = location.href;
  const picture = useQr(address);
  return (
    <Dialog
      title={t('share.title')}
      okText={t('common.copy_link')}
      onOk={() => void copyText(address).then(onClose)}
      onCancel={onClose}
    >
      <div className="sl-stack">
        <p className="share-address">{address}</p>
        {picture ? (
          <figure className="share-qr">
            <img
              src={`data:image/svg+xml,${encodeURIComponent(picture)}`}
              alt={t('share.qr_of', { name })}
              width={168}
              height={168}
            />
            <figcaption>
              {t('share.qr_says')}{' '}
              <Button tone="link" onClick={() => saveFile(`${name}.svg`, picture, 'image/svg+xml')}>
                {t('share.qr_save')}
              </Button>
            </figcaption>
          </figure>
        ) : null}
        {embed ? (
          <section className="sl-stack">
            <h3>{t('share.embed')}</h3>
            <p className="sl-muted">{t('share.embed_says')}</p>
            <CodeBlock text={embed} />
          </section>
        ) : null}
      </div>
    </Dialog>
  );
}

/** The drawing of an address, made in the browser by a library that is loaded when it is wanted. */
export function useQr(address: string): string | null {
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void import('qrcode')
      .then(({ default: qr }) => qr.toString(address, { type: 'svg', margin: 2 }))
      .then((svg) => {
        if (here) setPicture(svg);
      })
      // Without it the address is still there.
      .catch(() => {});
    return () => {
      here = false;
    };
  }, [address]);
  return picture;
}

const feeds: Record<string, FeedKind> = {
  'scenario.browse': 'scenarios',
  'solution.browse': 'solutions',
  'dataset.browse': 'datasets',
  'edition.browse': 'editions',
  'certificate.browse': 'certificates',
  'case.browse': 'cases',
};

/** What has become public of a list's kind, for readers of feeds; needs also as a list for other sites. */
export function Subscribe({ row }: { row: string }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState(false);
  const kind = feeds[row];
  if (!kind) return null;
  const feed = (format: 'atom' | 'json') =>
    `${location.origin}/api/feeds/${kind}?format=${format}&lang=${language}`;
  return (
    <>
      <Button tone="link" onClick={() => setOpen(true)}>
        {t('share.subscribe')}
      </Button>
      {open ? (
        <Dialog
          title={t('share.subscribe_title')}
          okText={t('share.copy_feed')}
          onOk={() => void copyText(feed('atom')).then(() => setOpen(false))}
          onCancel={() => setOpen(false)}
        >
          <div className="sl-stack">
            <p>{t('share.subscribe_says')}</p>
            <h3>Atom</h3>
            <CodeBlock text={feed('atom')} />
            <h3>JSON Feed</h3>
            <CodeBlock text={feed('json')} />
            {kind === 'scenarios' ? (
              <>
                <h3>{t('share.embed')}</h3>
                <p className="sl-muted">{t('share.embed_says')}</p>
                <CodeBlock
                  text={`<iframe src="${location.origin}/api/embed/scenarios?lang=${language}" title="${t('share.needs_frame')}" width="100%" height="480" style="border:0"></iframe>`}
                />
              </>
            ) : null}
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

/** Today's status of a certificate or a badge as a picture that leads to its page. */
export function badgeCode(
  of: 'certificates' | 'badges',
  number: string,
  language: 'zh' | 'en',
  alt: string,
): string {
  const at = encodeURIComponent(number);
  const { origin } = location;
  return `<a href="${origin}/${of}/${at}"><img src="${origin}/api/embed/${of}/${at}?lang=${language}" alt="${alt}" height="24"></a>`;
}
