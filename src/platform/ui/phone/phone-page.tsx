// The frame of a page that is used on a phone and has to come up without network: whether there is one, language, who it is.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../language.tsx';
import type { Kept } from './use-kept.ts';
import { useOnline } from './use-kept.ts';
import './phone.css';

/** What a browser offers where the application can be installed. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

function InstallButton() {
  const { t } = useWords();
  const [offer, setOffer] = useState<InstallOffer>();
  useEffect(() => {
    const hear = (event: Event) => {
      event.preventDefault();
      setOffer(event as InstallOffer);
    };
    window.addEventListener('beforeinstallprompt', hear);
    return () => window.removeEventListener('beforeinstallprompt', hear);
  }, []);
  if (!offer) return null;
  return (
    <button type="button" className="phone-button" onClick={() => void offer.prompt().then(() => setOffer(undefined))}>
      {t('ui.phone.install')}
    </button>
  );
}

/** Why nothing can be recorded here now, whatever the page is about; undefined where it can. */
export const whyNot = <T,>({ round, person, refused }: Kept<T>) => {
  if (round === 'signed_out') return 'signedOut';
  if (!person) return 'unknown';
  return refused ? 'refused' : undefined;
};

/** Nothing can be recorded here now, and what to do about it. */
export function CannotRecord({ why, isOnline }: { why: NonNullable<ReturnType<typeof whyNot>>; isOnline: boolean }) {
  const { t } = useWords();
  return (
    <section className="phone-section">
      <h2>{t(`ui.phone.${why}.title`)}</h2>
      <p>{t(`ui.phone.${why}.text`)}</p>
      {why === 'signedOut' || (why === 'unknown' && isOnline) ? (
        <Link to={'/sign-in' as never} className="phone-button phone-primary">
          {t('ui.signIn.send')}
        </Link>
      ) : null}
    </section>
  );
}

/** @param children what stands there once everything that could be found out has been */
export function PhonePage<T>({ title, kept, children }: { title: string; kept: Kept<T>; children: ReactNode }) {
  const { t, local, language, setLanguage } = useWords();
  const isOnline = useOnline();
  useEffect(() => {
    document.title = `${title} · greenfab`;
  }, [title]);
  const isReached = isOnline && kept.round !== 'unreached';
  return (
    <div className="phone-page">
      <header className="phone-head">
        <Link to={'/' as never} className="phone-home" aria-label={t('ui.shell.home')}>
          greenfab
        </Link>
        <span className={`status status-${isReached ? 'on_track' : 'at_risk'}`} role="status">
          <span aria-hidden="true" className="status-sign">
            {isReached ? '●' : '▲'}
          </span>
          {t(isReached ? 'ui.phone.online' : 'ui.phone.offline')}
        </span>
        <button
          type="button"
          className="phone-language"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          {language === 'en' ? '中文' : 'English'}
        </button>
      </header>
      <main className="phone-main">
        <h1>{title}</h1>
        {kept.person ? <p className="secondary phone-person">{local(kept.person.name)}</p> : null}
        {kept.isReady ? (
          <>
            {children}
            <InstallButton />
          </>
        ) : (
          <p className="waiting" role="status">
            {t('ui.page.loading')}
          </p>
        )}
      </main>
    </div>
  );
}
