import { askJoiningLink, findJoining } from '@scenario-lab/contracts/joining';
import { useEffect, useState } from 'react';
import { useDeed, useRow } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Whether what was typed is an address that may be asked about: nobody is asked about half of one. */
const whole = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;

/** While somebody registers: their colleagues are here already, and by the address they can join them. */
export function JoinOffer({ email }: { email: string }) {
  const { t } = useWords();
  const { text } = useFormats();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTyped(email.trim()), 800);
    return () => clearTimeout(timer);
  }, [email]);
  const { data } = useRow(
    findJoining,
    { query: { email: typed } },
    { enabled: whole.test(typed), staleTime: 60_000 },
  );
  const asking = useDeed(askJoiningLink);
  const offer = data?.offer;
  if (!offer) return null;
  const organisation = text(offer.organisation.name);
  return (
    <div style={{ marginBlockEnd: 16 }}>
      <Notice>
        <p>{t('joining.register.here', { organisation })}</p>
        <ProblemAlert error={asking.error} />
        {asking.isSuccess ? (
          <p role="status">{t('joining.register.sent', { email: typed })}</p>
        ) : (
          <p>
            <Button
              small
              pending={asking.isPending}
              onClick={() => asking.mutate({ body: { email: typed } })}
            >
              {t('joining.register.send')}
            </Button>
          </p>
        )}
      </Notice>
    </div>
  );
}
