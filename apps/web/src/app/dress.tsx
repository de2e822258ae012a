import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import en from 'antd/es/locale/en_US';
import zh from 'antd/es/locale/zh_CN';
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react';
import { usePreferences } from './preferences.js';
import { antdTheme, readTokens } from './theme.js';

const locales: Record<'zh' | 'en', Locale> = { zh, en };

/** antd dressed in the product's tokens and the reader's language. */
export function Dress({ children }: { children: ReactNode }) {
  const { appearance, language } = usePreferences();
  const [tokens, setTokens] = useState(readTokens);
  // The stylesheet answers for the new appearance only after `data-theme` is on the document.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = appearance;
    setTokens(readTokens());
  }, [appearance]);
  const theme = useMemo(() => antdTheme(appearance, tokens), [appearance, tokens]);
  return (
    <ConfigProvider locale={locales[language]} theme={theme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
