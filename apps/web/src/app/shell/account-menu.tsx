import { deleteSession, switchOrganisation } from '@scenario-lab/contracts/accounts';
import { readInbox } from '@scenario-lab/contracts/lab';
import { listNotices } from '@scenario-lab/contracts/notices';
import { useEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { Icon } from '../../components/icon.js';
import { forgetKept } from '../../components/kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useDeed, useRow } from '../api.js';
import { path } from '../paths.js';
import { becameSomebody, useMe } from '../session.js';

/** Inbox, account, the organisation acted for, signing out. */
export function AccountMenu() {
  const { t } = useWords();
  const { text } = useFormats();
  const { me, loading } = useMe();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const menu = useRef<HTMLDetailsElement>(null);
  const inbox = useRow(readInbox, {}, { enabled: me !== null, refetchInterval: 60_000 });
  const notices = useRow(listNotices, {}, { enabled: me !== null, refetchInterval: 60_000 });
  const leave = useDeed(deleteSession, {
    onSuccess: async () => {
      forgetKept();
      await navigate(path.home());
      await becameSomebody(null);
    },
  });
  const change = useDeed(switchOrganisation, { onSuccess: (next) => becameSomebody(next) });

  useEffect(() => {
    const close = (event: Event) => {
      const inside = menu.current?.contains(event.target as Node);
      const leaves = event instanceof KeyboardEvent && event.key === 'Escape';
      if ((event.type === 'pointerdown' && !inside) || leaves) menu.current?.removeAttribute('open');
    };
    addEventListener('pointerdown', close);
    addEventListener('keydown', close);
    return () => {
      removeEventListener('pointerdown', close);
      removeEventListener('keydown', close);
    };
  }, []);

  if (loading) return <div className="shell-account" aria-busy="true" />;
  if (!me) {
    const from = pathname === path.signIn() ? undefined : pathname + search;
    return (
      <div className="shell-account">
        <Link className="shell-sign-in" to={path.signIn({ from: from === '/' ? undefined : from })}>
          {t('shell.sign_in')}
        </Link>
      </div>
    );
  }
  const waiting = inbox.data?.length ?? 0;
  const unread = notices.data?.unread ?? 0;
  return (
    <div className="shell-account">
      <Link
        to={path.inbox()}
        className="shell-icon shell-bell"
        aria-label={t('shell.inbox_count', { count: waiting })}
        title={t('shell.inbox')}
      >
        <Icon name="tasks" />
        {waiting > 0 ? <span className="shell-badge">{waiting > 99 ? '99+' : waiting}</span> : null}
      </Link>
      <Link
        to={path.notices()}
        className="shell-icon shell-bell"
        aria-label={t('shell.notices_count', { count: unread })}
        title={t('shell.notices')}
      >
        <Icon name="bell" />
        {unread > 0 ? <span className="shell-badge">{unread > 99 ? '99+' : unread}</span> : null}
      </Link>
      <details key={pathname} className="shell-menu" ref={menu}>
        <summary>
          <span className="shell-who">
            <strong>{me.person.name}</strong>
            <small>{text(me.organisation.name)}</small>
          </span>
          <Icon name="down" />
        </summary>
        <div className="shell-menu-list">
          <p className="sl-muted sl-small">
            {me.person.email}
            <br />
            {me.roles.map((role) => t(`status.role.${role}`)).join(' · ')}
          </p>
          {me.memberships.length > 1 ? (
            <fieldset>
              <legend>{t('shell.acting_for')}</legend>
              {me.memberships.map(({ organisation }) => {
                const current = organisation.id === me.organisation.id;
                return (
                  <button
                    key={organisation.id}
                    type="button"
                    className="shell-menu-entry"
                    aria-pressed={current}
                    disabled={current || change.isPending}
                    onClick={() => change.mutate({ body: { organisationId: organisation.id } })}
                  >
                    {text(organisation.name)}
                    {current ? <Icon name="check" /> : null}
                  </button>
                );
              })}
            </fieldset>
          ) : null}
          <Link className="shell-menu-entry" to={path.calendar()}>
            {t('calendar.title')}
          </Link>
          <Link className="shell-menu-entry" to={path.account()}>
            {t('shell.account')}
          </Link>
          <Link className="shell-menu-entry" to={path.organisation()}>
            {t('shell.organisation')}
          </Link>
          <button
            type="button"
            className="shell-menu-entry"
            disabled={leave.isPending}
            onClick={() => leave.mutate({})}
          >
            {t('shell.sign_out')}
          </button>
        </div>
      </details>
    </div>
  );
}
