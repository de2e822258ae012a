import { ConfigProvider } from 'antd';
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react';
import { wearAccent } from './accent.js';
import { usePreferences } from './preferences.js';
import { useSession } from './session.js';
import { antdTheme } from './theme.js';
import { readTokens } from './tokens.js';

/**
 * antd dressed in the product's tokens. Only its `Form` is used (state, layout, errors at the field) and it has
 * no words of its own; whoever brings in another component passes antd's locale here too.
 */
export function Dress({ children }: { children: ReactNode }) {
  const { appearance } = usePreferences();
  const accent = useSession().data?.lab.identity.accent;
  const [tokens, setTokens] = useState(readTokens);
  // The stylesheet answers for the new appearance only after `data-theme` is on the document.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = appearance;
    wearAccent(accent, appearance);
    setTokens(readTokens());
  }, [appearance, accent]);
  const theme = useMemo(() => antdTheme(appearance, tokens), [appearance, tokens]);
  return (
    <ConfigProvider theme={theme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
