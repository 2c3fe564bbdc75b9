// Light or dark: as the reader chose, else as his system is; Ant Design, style sheet and charts follow.
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import type { Locale } from 'antd/es/locale/index.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useWords } from './language.tsx';
import { remember, remembered } from './remembered.ts';
import { styleNonce } from './style-nonce.ts';
import { antThemeOf, applyTheme, type ThemeName, type Tokens, tokens } from './theme.ts';

/** What a reader may choose; `system` follows his machine. */
export type ThemeChoice = ThemeName | 'system';

export interface ThemeInUse {
  theme: ThemeName;
  choice: ThemeChoice;
  tokens: Tokens;
  choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeInUse | null>(null);

// Ant Design's locale files are ES modules typed as CommonJS: their default is the locale itself.
const locales = { en: enUS as unknown as Locale, zh: zhCN as unknown as Locale };

/** Ant Design writes its styles into the page: with the word of this answer they are let in. */
const csp = { nonce: styleNonce() };

/** What opens above the page lies in a landmark of its own, so that it is found. */
const popups = () => document.getElementById('popups') ?? document.body;
const isStill = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const systemIsDark = () => window.matchMedia('(prefers-color-scheme: dark)');

function useSystemTheme(): ThemeName {
  const [isDark, note] = useState(() => systemIsDark().matches);
  useEffect(() => {
    const query = systemIsDark();
    const listen = () => note(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return isDark ? 'dark' : 'light';
}

/** Dresses everything below in the chosen theme, and Ant Design in the chosen language. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { language, t } = useWords();
  const system = useSystemTheme();
  const [choice, choose] = useState<ThemeChoice>(() => remembered<ThemeChoice>('theme', 'system'));
  const theme = choice === 'system' ? system : choice;
  const inUse = useMemo<ThemeInUse>(
    () => ({
      theme,
      choice,
      tokens: tokens[theme],
      choose: (chosen) => {
        remember('theme', chosen);
        choose(chosen);
      },
    }),
    [theme, choice],
  );
  useMemo(() => applyTheme(theme), [theme]);
  const antTheme = useMemo(() => antThemeOf(theme, !isStill()), [theme]);
  return (
    <ThemeContext value={inUse}>
      <ConfigProvider
        theme={antTheme}
        csp={csp}
        locale={locales[language]}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
        getPopupContainer={popups}
      >
        <App component={false} message={{ getContainer: popups }}>
          {children}
        </App>
        <section id="popups" aria-label={t('ui.shell.popups')} />
      </ConfigProvider>
    </ThemeContext>
  );
}

/** The theme in use with its colours, for charts and whatever draws by itself. @throws outside a ThemeProvider */
export function useTheme(): ThemeInUse {
  const theme = useContext(ThemeContext);
  if (!theme) throw new Error('no theme above this component');
  return theme;
}
