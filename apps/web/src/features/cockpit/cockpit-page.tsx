import './cockpit.css';
import { type Cockpit, readCockpit, readKiosk } from '@scenario-lab/contracts/cockpit';
import { type ReactNode, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { usePreferences } from '../../app/preferences.js';
import { useMe, useSession } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BuyersTile } from './buyers-tile.js';
import { Definitions } from './definitions.js';
import { FunnelTile } from './funnel-tile.js';
import { CertificatesTile, FieldsTile } from './market-tiles.js';
import { ReachContext } from './reach.js';
import { TodayTile } from './today-tile.js';
import { usePrinting } from './use-printing.js';
import { ComputeTile, DataTile, ReplicationsTile } from './use-tiles.js';
import { startsStill } from './use-turn.js';
import { VendorsTile } from './vendors-tile.js';

const everyMs = 10_000;
const staleMs = 60_000;

/** Page kind 6 of the look: the whole chain on one screen. `#screen=…` is the secret of a screen on a wall. */
export function CockpitPage() {
  const { t } = useWords();
  useTitle(t('cockpit.title'));
  const { hash } = useLocation();
  const token = new URLSearchParams(hash.slice(1)).get('screen');
  return token ? <Screen token={token} /> : <Signed />;
}

function Screen({ token }: { token: string }) {
  const { data, error, isPending } = useRow(readKiosk, { body: { token } }, { refetchInterval: everyMs });
  return <Board cockpit={data} error={error} pending={isPending} screen />;
}

function Signed() {
  const { data, error, isPending } = useRow(readCockpit, {}, { refetchInterval: everyMs });
  return <Board cockpit={data} error={error} pending={isPending} />;
}

function Board({
  cockpit,
  error,
  pending,
  screen,
}: {
  cockpit: Cockpit | undefined;
  error: Error | null;
  pending: boolean;
  screen?: boolean;
}) {
  const { t } = useWords();
  const here = useMe();
  const [still, setStill] = useState(startsStill);
  const [appearance, setAppearance] = useState(kept);
  const printing = usePrinting();
  const turn = (to: Appearance) => {
    localStorage.setItem(appearanceKey, to);
    setAppearance(to);
  };
  const reach = screen ? 'nowhere' : here.may('cockpit.read_behind') ? 'lab' : 'public';
  return (
    <ReachContext value={reach}>
      <main className="cockpit" data-theme={printing ? 'light' : appearance}>
        <Head cockpit={cockpit} still={still} setStill={setStill} screen={screen}>
          <Looks appearance={appearance} turn={turn} />
        </Head>
        {pending ? <PageSkeleton /> : null}
        {cockpit ? null : <ProblemAlert error={error} />}
        {cockpit ? (
          <div className="cockpit-grid">
            <FunnelTile cockpit={cockpit} />
            <TodayTile cockpit={cockpit} />
            <FieldsTile cockpit={cockpit} />
            <BuyersTile cockpit={cockpit} still={still} />
            <VendorsTile cockpit={cockpit} still={still} />
            <CertificatesTile cockpit={cockpit} />
            <ComputeTile cockpit={cockpit} />
            <DataTile cockpit={cockpit} />
            <ReplicationsTile cockpit={cockpit} />
          </div>
        ) : error && !pending ? (
          <p className="sl-muted">{t('cockpit.closed')}</p>
        ) : null}
      </main>
    </ReachContext>
  );
}

function Head({
  cockpit,
  still,
  setStill,
  screen,
  children,
}: {
  cockpit: Cockpit | undefined;
  still: boolean;
  setStill: (still: boolean) => void;
  screen?: boolean;
  children: ReactNode;
}) {
  const { t } = useWords();
  const { text, instant } = useFormats();
  const { data: session } = useSession();
  const here = useMe();
  const [defining, setDefining] = useState(false);
  return (
    <header className="cockpit-head">
      <div>
        <h1>{t('cockpit.title')}</h1>
        <span>{text(session?.lab.name)}</span>
        {cockpit?.edition === 'public' ? (
          <span className="cockpit-small">{t('cockpit.public_edition')}</span>
        ) : null}
        {session?.lab.demonstration ? (
          <span className="cockpit-small">{t('cockpit.demonstration')}</span>
        ) : null}
      </div>
      <div className="cockpit-switches">
        {cockpit ? <Age at={cockpit.at} said={instant(cockpit.at)} /> : null}
        <Button tone="text" small aria-pressed={still} onClick={() => setStill(!still)}>
          {t(still ? 'cockpit.turn' : 'cockpit.stop')}
        </Button>
        <Button tone="text" small onClick={() => setDefining(true)}>
          {t('cockpit.definitions')}
        </Button>
        {children}
        {screen ? null : (
          <>
            <Button tone="text" small onClick={() => globalThis.print()}>
              {t('cockpit.print')}
            </Button>
            <Link to={path.industry()}>{t('industry.title')}</Link>
            <Link to={path.records()}>{t('records.title')}</Link>
            {here.may('cockpit.list_kiosks') ? (
              <Link to={path.labCockpit()}>{t('cockpit.manage')}</Link>
            ) : null}
            {here.may('monthly_report.list') ? (
              <Link to={path.monthlyReports()}>{t('cockpit.monthly')}</Link>
            ) : null}
            <Link to={path.home()}>{t('cockpit.back')}</Link>
          </>
        )}
      </div>
      {defining ? <Definitions screen={screen} onClose={() => setDefining(false)} /> : null}
    </header>
  );
}

/** Figures older than a minute are not what they promise to be. */
function Age({ at, said }: { at: string; said: string }) {
  const { t } = useWords();
  const stale = Date.now() - Date.parse(at) > staleMs;
  return stale ? (
    <ToneTag tone="inconclusive">{t('cockpit.stale', { at: said })}</ToneTag>
  ) : (
    <span className="cockpit-small">{t('cockpit.as_of', { at: said })}</span>
  );
}

const appearanceKey = 'scenario-lab.cockpit';
type Appearance = 'light' | 'dark';
/** Dark unless this browser's reader wants this page light; the rest of the product keeps its own appearance. */
const kept = (): Appearance => (localStorage.getItem(appearanceKey) === 'light' ? 'light' : 'dark');

function Looks({ appearance, turn }: { appearance: Appearance; turn: (to: Appearance) => void }) {
  const { t } = useWords();
  const { language, setLanguage } = usePreferences();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <>
      <Button tone="text" small lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => setLanguage(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </Button>
      <Button tone="text" small onClick={() => turn(appearance === 'dark' ? 'light' : 'dark')}>
        {t(appearance === 'dark' ? 'shell.light' : 'shell.dark')}
      </Button>
    </>
  );
}
