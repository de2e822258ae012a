import './shell.css';
import { noIdentity } from '@scenario-lab/contracts/identity';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { Icon } from '../../components/icon.js';
import { LabSign } from '../../components/lab-sign.js';
import { bearNames } from '../../i18n/bear-names.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { wearAccent } from '../accent.js';
import { path } from '../paths.js';
import { usePreferences } from '../preferences.js';
import { useSession } from '../session.js';
import { AccountMenu } from './account-menu.js';
import { GlobalSearch } from './global-search.js';
import { Keyboard } from './keyboard.js';
import { Navigation } from './navigation-list.js';
import { Switches } from './switches.js';
import { Telling } from './telling.js';

/** Top bar, navigation at the side (a drawer on narrow screens), the page. */
export function Shell() {
  const { t, language } = useWords();
  const { text } = useFormats();
  const { data } = useSession();
  const { appearance } = usePreferences();
  const { accent } = data?.lab.identity ?? noIdentity;
  const { pathname } = useLocation();
  const navigation = useNavigation();
  // The drawer belongs to the page it was opened on, so following a link closes it.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === pathname;
  const close = () => setOpenOn(null);
  const drawer = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => wearAccent(accent, appearance), [accent, appearance]);
  useEffect(() => bearNames(data?.lab.renamed ?? [], language), [data?.lab.renamed, language]);

  useEffect(() => {
    if (open) drawer.current?.showModal();
    else drawer.current?.close();
  }, [open]);

  const name = text(data?.lab.name) || t('shell.lab');
  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-top">
        <button
          type="button"
          className="shell-icon shell-burger"
          aria-label={t('shell.menu')}
          aria-expanded={open}
          onClick={() => setOpenOn(pathname)}
        >
          <Icon name="menu" />
        </button>
        <Link to={path.home()} className="shell-brand">
          <LabSign identity={data?.lab.identity ?? noIdentity} />
          <span>{name}</span>
        </Link>
        <GlobalSearch />
        <Switches />
        <AccountMenu />
      </header>
      <div
        className={`shell-progress${navigation.state === 'idle' ? '' : ' shell-progress-on'}`}
        aria-hidden
      />
      <nav className="shell-side" aria-label={t('shell.navigation')}>
        <Navigation />
      </nav>
      <dialog
        ref={drawer}
        className="shell-drawer"
        aria-label={t('shell.navigation')}
        onClose={close}
        onClick={(event) => event.target === drawer.current && close()}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <nav className="shell-drawer-inside">
          <button type="button" className="shell-text-button" onClick={close}>
            {t('shell.close')}
          </button>
          <Navigation />
        </nav>
      </dialog>
      <main id="main" tabIndex={-1} className="shell-main">
        {data?.lab.telling ? <Telling {...data.lab.telling} /> : null}
        {data?.lab.demonstration ? <p className="shell-demonstration">{t('shell.demonstration')}</p> : null}
        <Outlet />
        <footer className="shell-foot">
          <span>{name}</span>
          {data ? <span>{t('shell.version', { version: data.lab.version })}</span> : null}
          <Link to={path.service()}>{t('shell.entry.service')}</Link>
          <Link to={path.guides()}>{t('shell.entry.guides')}</Link>
          <Link to={path.aboutMethod()}>{t('shell.entry.about_method')}</Link>
          <a href={`/api/docs?lang=${language}`}>{t('shell.api')}</a>
        </footer>
      </main>
      <Keyboard />
      <ScrollRestoration />
    </div>
  );
}
