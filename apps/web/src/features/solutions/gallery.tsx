import './media.css';
import type { ShownMedium } from '@scenario-lab/contracts/solution-media';
import { useState } from 'react';
import { mediumFile } from '../../components/medium-file.js';
import { Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** What the vendor shows of itself: pictures and films one at a time, papers to be saved. */
export function Gallery({ media }: { media: readonly ShownMedium[] }) {
  const { t, language } = useWords();
  const seen = media.filter(({ kind }) => kind !== 'pdf');
  const papers = media.filter(({ kind }) => kind === 'pdf');
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = seen.find(({ id }) => id === chosen) ?? seen[0];
  if (media.length === 0) return null;
  return (
    <Panel title={t('solutions.media.title')}>
      <div className="gallery">
        {shown ? <Shown medium={shown} /> : null}
        {seen.length > 1 ? (
          <ul className="gallery-thumbs">
            {seen.map((one, at) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-pressed={one === shown}
                  aria-label={t('solutions.media.show', { number: at + 1, alt: one.alt[language] })}
                  onClick={() => setChosen(one.id)}
                >
                  {one.kind === 'picture' ? (
                    <img src={mediumFile(one.id, 'small')} alt="" loading="lazy" />
                  ) : (
                    <span className="media-line-shown" style={{ width: 88, height: 60 }}>
                      {t('solutions.media.kind.video')}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {papers.length > 0 ? <Papers papers={papers} /> : null}
        <p className="sl-muted sl-small">{t('solutions.media.by_vendor')}</p>
      </div>
    </Panel>
  );
}

function Shown({ medium }: { medium: ShownMedium }) {
  const { language } = useWords();
  const alt = medium.alt[language];
  return (
    <figure className="gallery-shown">
      {medium.kind === 'picture' ? (
        <img
          src={mediumFile(medium.id, 'full')}
          alt={alt}
          width={medium.width ?? undefined}
          height={medium.height ?? undefined}
          style={{ height: 'auto' }}
        />
      ) : (
        // Silent until somebody asks for its sound: what it says stands below, too.
        <video
          key={medium.id}
          src={mediumFile(medium.id, 'full')}
          controls
          muted
          preload="metadata"
          aria-label={alt}
        />
      )}
      <figcaption className="sl-muted sl-small">{alt}</figcaption>
    </figure>
  );
}

function Papers({ papers }: { papers: readonly ShownMedium[] }) {
  const { t, language } = useWords();
  const { bytes } = useFormats();
  return (
    <ul className="sl-plain">
      {papers.map((one) => (
        <li key={one.id} style={{ lineHeight: '28px' }}>
          <a href={mediumFile(one.id, 'full')} download={one.fileName}>
            {one.alt[language]}
          </a>{' '}
          <span className="sl-muted sl-small">
            {['PDF', one.pages ? t('solutions.media.pages', { pages: one.pages }) : null, bytes(one.bytes)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
