import type { AccessMethod, PurposeKind } from '@scenario-lab/contracts/access';
import { labTimeZone, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface Terms {
  until: string;
  purposeKind: PurposeKind;
  purpose: string | null;
  methods: readonly AccessMethod[];
  uses: number | null;
}

/** Terms as one says them, part by part, in the order they are read. */
export function useTermsWords() {
  const { t } = useWords();
  const { day, count } = useFormats();
  const wordsOf = (terms: Terms): [label: string, said: string][] => [
    [t('grants.until'), t('common.day_ends', { day: day(terms.until), zone: labTimeZone() })],
    [t('field.methods'), terms.methods.map((one) => t(`access.methods.${one}`)).join(' · ')],
    [
      t('field.uses'),
      terms.uses === null ? t('grants.uses_free') : t('grants.uses_of', { of: count(terms.uses) }),
    ],
    [t('field.purposeKind'), t(`access.purposes.${terms.purposeKind}`)],
    [t('access.purpose'), terms.purpose ?? t('grants.purpose_none')],
  ];
  const nameOf = (number: number) => (number === 0 ? t('grants.terms_0') : t('grants.terms_n', { number }));
  return { wordsOf, nameOf };
}
