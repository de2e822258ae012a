import './account.css';
import { createSession } from '@scenario-lab/contracts/accounts';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { path } from '../../app/paths.js';
import { becameSomebody, useSession } from '../../app/session.js';
import { Button } from '../../components/button.js';
import { Form } from '../../components/form.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useRowForm } from '../../components/row-form.js';
import { PasswordInput, TextInput } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';

/** Only addresses of this site are gone back to. */
export function placeToReturnTo(from: string | null): string {
  return from?.startsWith('/') && !from.startsWith('//') && !from.startsWith('/\\') ? from : path.workbench();
}

const sides = ['demand', 'supply', 'operate'] as const;
const sideOf = (roles: readonly string[]) =>
  roles.includes('department') ? 'demand' : roles.includes('vendor') ? 'supply' : 'operate';

export function SignInPage() {
  const { t } = useWords();
  useTitle(t('account.sign_in.title'));
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data } = useSession();
  const from = params.get('from');
  const work = useRowForm<typeof createSession, { email: string; password: string }>({
    row: createSession,
    draft: null,
    bodyOf: (values) => values,
    onDone: async (me) => {
      await becameSomebody(me);
      await navigate(placeToReturnTo(from), { replace: true });
    },
  });
  const accounts = data?.demonstrationAccounts ?? [];
  return (
    <div className="sign-in">
      <div className="sl-stack">
        <h1>{t('account.sign_in.title')}</h1>
        {from ? <p className="sl-muted">{t('account.sign_in.came_from')}</p> : null}
        <ProblemAlert error={work.error} places={work.places} />
        <Form
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ email: '', password: '' }}
          onFinish={work.submit}
          requiredMark={false}
        >
          <Form.Item name="email" label={t('account.sign_in.email')}>
            <TextInput type="email" autoComplete="username" />
          </Form.Item>
          <Form.Item name="password" label={t('account.sign_in.password')}>
            <PasswordInput autoComplete="current-password" />
          </Form.Item>
          <Button tone="primary" submit block pending={work.pending}>
            {t('account.sign_in.go')}
          </Button>
        </Form>
        <p>
          {t('account.sign_in.no_account')} <Link to={path.register()}>{t('account.sign_in.register')}</Link>
        </p>
        <p className="sl-muted sl-small">{t('account.sign_in.forgot')}</p>
      </div>
      {accounts.length > 0 ? (
        <section className="sl-panel">
          <h2>{t('account.sign_in.demonstration')}</h2>
          <p className="sl-muted sl-small">{t('account.sign_in.demonstration_says')}</p>
          {sides
            .map((side) => ({ side, people: accounts.filter(({ roles }) => sideOf(roles) === side) }))
            .filter(({ people }) => people.length > 0)
            .map(({ side, people }) => (
              <div key={side}>
                <h3>{t(`taxonomy.organisation_role.${side}`)}</h3>
                <ul className="demonstration sl-plain">
                  {people.map((account) => (
                    <li key={account.email}>
                      <button
                        type="button"
                        disabled={work.pending}
                        onClick={() => {
                          work.form.setFieldsValue({ email: account.email, password: account.password });
                          work.submit({ email: account.email, password: account.password });
                        }}
                      >
                        <strong>{account.name}</strong>
                        <span>
                          <TextView text={account.organisation} />
                        </span>
                        <span className="sl-muted sl-small">
                          {account.roles.map((role) => t(`status.role.${role}`)).join(' · ')}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </section>
      ) : null}
    </div>
  );
}
