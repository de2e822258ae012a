import type { IndustryFigure } from '@scenario-lab/contracts/industry';
import type { ChainLink, IndustryChain } from '@scenario-lab/contracts/industry-chains';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const proofs = ['tested', 'certified', 'deployed', 'adopted'] as const;

/** The links side by side, an arrow from each to the next; each number opens the list behind it. */
export function ChainPicture({ chain, link }: { chain: IndustryChain; link: string | undefined }) {
  const { t } = useWords();
  const { text } = useFormats();
  const most = Math.max(1, ...chain.links.flatMap(({ needs, solutions }) => [needs, solutions]));
  return (
    <section className="chain" aria-label={text(chain.name)} ref={reachable}>
      <ol className="sl-plain chain-links">
        {chain.links.map((one) => (
          <li key={one.code} className={one.code === link ? 'chain-link is-chosen' : 'chain-link'}>
            <h2>{text(one.name)}</h2>
            <Bar what="solutions" label={t('industryChains.supply')} link={one} most={most} />
            <Bar what="needs" label={t('industryChains.demand')} link={one} most={most} />
            <dl className="chain-proofs">
              {proofs.map((what) => (
                <div key={what}>
                  <dt>{t(`industry.figure.${what}`)}</dt>
                  <dd>
                    <Figure what={what} link={one} />
                  </dd>
                </div>
              ))}
            </dl>
            <GapLine chain={chain.code} link={one} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Figure({ what, link }: { what: IndustryFigure; link: ChainLink }) {
  const { t } = useWords();
  const { count, text } = useFormats();
  // Nought has no list behind it.
  if (link[what] === 0) return count(0);
  return (
    <Link
      to={path.industryThings({ of: what, chain: link.code })}
      aria-label={`${text(link.name)} ${t(`industry.figure.${what}`)}${t('common.colon')}${count(link[what])}`}
    >
      {count(link[what])}
    </Link>
  );
}

interface BarProps {
  what: 'needs' | 'solutions';
  label: string;
  link: ChainLink;
  most: number;
}
function Bar({ what, label, link, most }: BarProps) {
  return (
    <div className="chain-bar">
      <span className="sl-small sl-muted">{label}</span>
      <span className="chain-track" aria-hidden="true">
        <span className={`chain-fill is-${what}`} style={{ inlineSize: `${(100 * link[what]) / most}%` }} />
      </span>
      <span className="chain-number">
        <Figure what={what} link={link} />
      </span>
    </div>
  );
}

/** What a newcomer looks for, in words. */
function GapLine({ chain, link }: { chain: string; link: ChainLink }) {
  const { t } = useWords();
  if (link.gaps === 0)
    return (
      <p className="sl-muted sl-small">
        {t(link.needs + link.solutions === 0 ? 'industryChains.nothing' : 'industryChains.no_gap')}
      </p>
    );
  return (
    <p className="chain-gap sl-small">
      <strong>{t('industryChains.gap', { count: link.gaps })}</strong>
      {link.solutions === 0 ? <span>{t('industryChains.gap_unanswered')}</span> : null}
      <Link to={path.industryChains({ chain, link: link.code })} replace preventScrollReset>
        {t('industryChains.enter_here')}
      </Link>
    </p>
  );
}
