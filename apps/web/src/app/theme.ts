import { theme as antd, type ThemeConfig } from 'antd';
import type { Appearance, Tokens } from './tokens.js';

/** antd's theme out of the same tokens, so that its components and ours cannot drift apart. */
export function antdTheme(appearance: Appearance, tokens: Tokens): ThemeConfig {
  const given = {
    colorPrimary: tokens.accent,
    colorLink: tokens.accent,
    colorInfo: tokens.accent,
    colorSuccess: tokens.pass,
    colorWarning: tokens.inconclusive,
    colorError: tokens.fail,
    colorText: tokens.ink,
    colorTextSecondary: tokens['ink-2'],
    colorTextTertiary: tokens['ink-3'],
    colorTextDescription: tokens['ink-3'],
    colorTextPlaceholder: tokens['ink-3'],
    colorTextLightSolid: tokens['on-accent'],
    colorBgBase: tokens.surface,
    colorBgLayout: tokens.paper,
    colorBgContainer: tokens.surface,
    colorBgElevated: tokens.surface,
    colorBorder: tokens['line-strong'],
    colorBorderSecondary: tokens.line,
    colorSplit: tokens.line,
    fontFamily: tokens.font,
    fontFamilyCode: tokens.mono,
  };
  return {
    algorithm: appearance === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
      fontSize: 14,
      borderRadius: 6,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
      boxShadowTertiary: 'none',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Tooltip: { colorBgSpotlight: '#26333c', colorTextLightSolid: '#ffffff' },
      Form: { labelColor: tokens['ink-2'] || undefined, verticalLabelPadding: '0 0 4px' },
      Modal: { titleFontSize: 16 },
    },
  };
}
