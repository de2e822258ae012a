import {
  createToken,
  listTokens,
  revokeToken,
  type TokenScope,
  tokenScopes,
} from '@scenario-lab/contracts/accounts';
import { useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { FormProblem } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { Panel } from '../../components/object-page.js';
import { useRowForm } from '../../components/row-form.js';
import { SecretView } from '../../components/secret-view.js';
import { TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Tokens for the command line; a secret is shown once. */
export function TokensPanel() {
  const { t } = useWords();
  const { day, ago } = useFormats();
  const [secret, setSecret] = useState<string | null>(null);
  const { data, error } = useRow(listTokens, {});
  const revoking = useDeed(revokeToken);
  const work = useRowForm<typeof createToken, { name: string; days: number | null; scope: TokenScope }>({
    row: createToken,
    draft: 'token.new',
    bodyOf: (values) => values,
    onDone: (token) => {
      setSecret(token.secret);
      work.form.resetFields();
    },
  });
  return (
    <Panel title={t('account.tokens')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('account.tokens_says')}</p>
        <FormProblem work={work} error={error ?? revoking.error ?? work.error} />
        {secret ? <SecretView says={t('account.secret')} secret={secret} /> : null}
        {data?.length === 0 ? <p className="sl-muted">{t('account.no_tokens')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {(data ?? []).map((token) => (
            <li key={token.id} className="sl-row sl-spread">
              <span>
                {token.name}
                <span className="sl-muted sl-small">
                  {' '}
                  {t(`account.scope.${token.scope}`)} · {t('account.expires', { day: day(token.expiresAt) })}{' '}
                  ·{' '}
                  {token.lastUsedAt
                    ? t('account.last_seen', { when: ago(token.lastUsedAt) })
                    : t('account.never_used')}
                </span>
              </span>
              <Button
                small
                tone="danger"
                pending={revoking.isPending && revoking.variables?.params.id === token.id}
                onClick={() => revoking.mutate({ params: { id: token.id } })}
              >
                {t('account.revoke_token')}
              </Button>
            </li>
          ))}
        </ul>
        <Form
          noValidate
          form={work.form}
          layout="vertical"
          initialValues={{ name: '', days: 90, scope: 'submit' }}
          onFinish={work.submit}
        >
          <div className="form-pair">
            <Form.Item name="name" label={t('account.token_name')} required>
              <TextInput maxLength={100} />
            </Form.Item>
            <Form.Item name="days" label={t('account.token_days')} required>
              <NumberInput min={1} max={365} />
            </Form.Item>
            <Form.Item name="scope" label={t('account.token_scope')} required>
              <SelectInput
                options={tokenScopes.map((value) => ({ value, label: t(`account.scope.${value}`) }))}
              />
            </Form.Item>
          </div>
          <Button submit pending={work.pending}>
            {t('account.create_token')}
          </Button>
        </Form>
      </div>
    </Panel>
  );
}
