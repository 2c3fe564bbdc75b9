// How everything looks: one accent, greys, radius 6, and the colours of charts and statuses, in two designed themes.
import { theme as antTheme, type ThemeConfig } from 'antd';

export type ThemeName = 'light' | 'dark';

/** The colours of one theme. Every pair of text and ground meets WCAG AA (4.5 : 1). */
export interface Tokens {
  /** behind the page */
  ground: string;
  /** the page itself, tables, panels */
  surface: string;
  /** what floats, and heads of tables */
  raised: string;
  /** a row under the pointer */
  hover: string;
  /** a chosen row */
  chosen: string;
  line: string;
  lineStrong: string;
  text: string;
  textSecondary: string;
  textFaint: string;
  /** the primary action and the current place, nothing else */
  accent: string;
  accentHover: string;
  onAccent: string;
  focus: string;
  onTrack: string;
  atRisk: string;
  behind: string;
  noData: string;
  provisional: string;
  errorGround: string;
  warningGround: string;
  newGround: string;
  changedGround: string;
  /** colour-blind-safe order of series */
  series: readonly string[];
  /** what happens to waste, best first */
  hierarchy: Readonly<Record<'reuse' | 'recycling' | 'energy_recovery' | 'disposal', string>>;
  chartGrid: string;
  chartTarget: string;
}

const series = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#8C8C8C'] as const;

const light: Tokens = {
  ground: '#F6F7F6',
  surface: '#FFFFFF',
  raised: '#FAFBFA',
  hover: '#F2F4F3',
  chosen: '#E9F2EE',
  line: '#E2E6E3',
  lineStrong: '#C9D0CC',
  text: '#1A1F1C',
  textSecondary: '#525C56',
  textFaint: '#646E68',
  accent: '#0B6E4F',
  accentHover: '#095C42',
  onAccent: '#FFFFFF',
  focus: '#0B6E4F',
  onTrack: '#1F7A34',
  atRisk: '#8F5B00',
  behind: '#B3311B',
  noData: '#646E68',
  provisional: '#5A5596',
  errorGround: '#FCEDEA',
  warningGround: '#FDF4E0',
  newGround: '#EAF3FA',
  changedGround: '#F2F0FA',
  series,
  hierarchy: { reuse: '#009E73', recycling: '#0072B2', energy_recovery: '#E69F00', disposal: '#4A4A4A' },
  chartGrid: '#E2E6E3',
  chartTarget: '#1A1F1C',
};

const dark: Tokens = {
  ground: '#101311',
  surface: '#171B19',
  raised: '#1E2320',
  hover: '#222825',
  chosen: '#1C312A',
  line: '#2C332F',
  lineStrong: '#434C47',
  text: '#E7EBE8',
  textSecondary: '#AEB8B2',
  textFaint: '#939E98',
  accent: '#4FC29A',
  accentHover: '#6ED0AE',
  onAccent: '#0A1F17',
  focus: '#4FC29A',
  onTrack: '#7CCB7F',
  atRisk: '#E5B04C',
  behind: '#F28B73',
  noData: '#939E98',
  provisional: '#B3ADE6',
  errorGround: '#3A211C',
  warningGround: '#352A14',
  newGround: '#182A38',
  changedGround: '#27243B',
  series: ['#3D9BD4', '#E9AE2B', '#2DB88F', '#D793B8', '#7CC5EE', '#E8793A', '#A6A6A6'],
  hierarchy: { reuse: '#2DB88F', recycling: '#3D9BD4', energy_recovery: '#E9AE2B', disposal: '#8A8F8C' },
  chartGrid: '#2C332F',
  chartTarget: '#E7EBE8',
};

export const tokens: Readonly<Record<ThemeName, Tokens>> = { light, dark };

export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** Named, these win over what `motion: false` would set: stillness has to be named too. */
const durations = (moves: boolean) => ({
  motionDurationFast: moves ? '0.08s' : '0s',
  motionDurationMid: moves ? '0.1s' : '0s',
  motionDurationSlow: moves ? '0.14s' : '0s',
});

/** The same colours for Ant Design; nothing moves for a reader who asked his system for stillness. */
export function antThemeOf(name: ThemeName, moves = true): ThemeConfig {
  const of = tokens[name];
  const floating = name === 'light' ? '0 6px 24px rgba(20, 28, 24, 0.14)' : '0 6px 24px rgba(0, 0, 0, 0.55)';
  return {
    // Ant Design's dark algorithm dims the seeds that it is given; these colours were chosen, and stay.
    algorithm: (seed, map) => ({
      ...(name === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm)(seed, map),
      colorPrimary: of.accent,
      colorPrimaryHover: of.accentHover,
      colorPrimaryActive: of.accentHover,
      colorPrimaryText: of.accent,
      colorPrimaryTextHover: of.accentHover,
      colorPrimaryBorder: of.accent,
      colorPrimaryBg: of.chosen,
      colorPrimaryBgHover: of.chosen,
      colorError: of.behind,
      colorErrorHover: of.behind,
      colorErrorText: of.behind,
      colorErrorBorder: of.behind,
      colorErrorBorderHover: of.behind,
      colorWarning: of.atRisk,
      colorSuccess: of.onTrack,
    }),
    token: {
      motion: moves,
      colorPrimary: of.accent,
      colorInfo: of.accent,
      colorSuccess: of.onTrack,
      colorWarning: of.atRisk,
      colorError: of.behind,
      colorLink: of.text,
      colorLinkHover: of.accent,
      colorLinkActive: of.accent,
      colorText: of.text,
      colorTextSecondary: of.textSecondary,
      colorTextTertiary: of.textFaint,
      colorTextQuaternary: of.textFaint,
      colorTextPlaceholder: of.textFaint,
      colorTextDescription: of.textSecondary,
      colorTextHeading: of.text,
      colorTextLightSolid: of.onAccent,
      colorBgLayout: of.ground,
      colorBgContainer: of.surface,
      colorBgElevated: name === 'dark' ? of.raised : of.surface,
      controlItemBgHover: of.hover,
      controlItemBgActive: of.chosen,
      controlItemBgActiveHover: of.chosen,
      colorBorder: of.lineStrong,
      colorBorderSecondary: of.line,
      colorSplit: of.line,
      borderRadius: 6,
      borderRadiusLG: 6,
      borderRadiusSM: 4,
      borderRadiusXS: 3,
      fontSize: 14,
      fontSizeSM: 12,
      controlHeight: 32,
      controlHeightSM: 26,
      fontFamily,
      boxShadow: floating,
      boxShadowSecondary: floating,
      boxShadowTertiary: 'none',
      ...durations(moves),
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      // The chosen part stands out from its track, and the track from the page.
      Segmented: {
        trackBg: name === 'dark' ? of.raised : of.line,
        itemSelectedBg: name === 'dark' ? of.lineStrong : of.surface,
        itemColor: of.textSecondary,
        itemSelectedColor: of.text,
      },
      Table: { headerBg: of.raised, headerColor: of.textSecondary, rowHoverBg: of.hover, cellFontSizeSM: 13 },
      Tree: { nodeSelectedBg: of.chosen, nodeHoverBg: of.hover },
      TreeSelect: { nodeSelectedBg: of.chosen, nodeHoverBg: of.hover },
      Tooltip: { colorBgSpotlight: name === 'dark' ? '#3A423E' : '#2A312D', colorTextLightSolid: '#FFFFFF' },
    },
  };
}

/** Hands the colours of a theme to the style sheet, as `--text`, `--line-strong` and so on. */
export function applyTheme(name: ThemeName): void {
  const root = document.documentElement;
  root.dataset.theme = name;
  root.style.colorScheme = name;
  root.style.setProperty('--font', fontFamily);
  for (const [token, colour] of Object.entries(tokens[name])) {
    if (typeof colour !== 'string') continue;
    root.style.setProperty(`--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, colour);
  }
}
