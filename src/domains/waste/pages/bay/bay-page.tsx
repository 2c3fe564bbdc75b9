// The waste bay on a phone: one bin, one number, two taps; everything works without network and is sent when there is one.
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { binNamed, binsNamed } from './bay-answers.ts';
import { BinEntry } from './bin-entry.tsx';
import { BinFinder } from './bin-finder.tsx';
import { KeptList } from './kept-list.tsx';
import { type Bay, useBay, useOnline } from './use-bay.ts';
import './bay.css';

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
    <button type="button" className="bay-button" onClick={() => void offer.prompt().then(() => setOffer(undefined))}>
      {t('waste.page.bay.install')}
    </button>
  );
}

/** Nothing can be recorded here now, and what to do about it. */
function NoBay({ bay, isOnline }: { bay: Bay; isOnline: boolean }) {
  const { t } = useWords();
  const why = bay.round === 'signed_out' ? 'signedOut' : !bay.person ? 'unknown' : bay.refused ? 'refused' : 'noBins';
  return (
    <section className="bay-section">
      <h2>{t(`waste.page.bay.${why}.title`)}</h2>
      <p>{t(`waste.page.bay.${why}.text`)}</p>
      {why === 'signedOut' || (why === 'unknown' && isOnline) ? (
        <Link to={'/sign-in' as never} className="bay-button bay-primary">
          {t('ui.signIn.send')}
        </Link>
      ) : null}
      {why === 'noBins' ? (
        <Link to={'/waste/bins/labels' as never} className="bay-button">
          {t('waste.page.labels.title')}
        </Link>
      ) : null}
    </section>
  );
}

function AtBay({ bay, named, choose }: { bay: Bay; named: string | undefined; choose: (bin: string) => void }) {
  const { t } = useWords();
  const { known, person, entries, sendNow } = bay;
  if (!known || !person) return null;
  const { bins, stock } = known.value;
  const [bin, ...others] = named === undefined ? [] : binsNamed(bins, binNamed(named));
  if (!bin || others.length > 0) return <BinFinder bins={bins} named={named} onChoose={choose} key={named} />;
  return (
    <>
      <button type="button" className="bay-button bay-other" onClick={() => choose('')}>
        {t('waste.page.bay.otherBin')}
      </button>
      <BinEntry
        key={bin.id}
        bin={bin}
        stock={stock.find(({ siteId, streamId }) => siteId === bin.site.id && streamId === bin.stream.id)}
        knownAt={known.at}
        entries={entries}
        personId={person.id}
        onKept={sendNow}
      />
    </>
  );
}

export function BayPage() {
  const { t, local, language, setLanguage } = useWords();
  const { bin: named } = useParams({ strict: false }) as { bin?: string };
  const navigate = useNavigate();
  const bay = useBay();
  const isOnline = useOnline();
  useEffect(() => {
    document.title = `${t('waste.page.bay.title')} · greenfab`;
  }, [t]);
  const hasBins = bay.person !== undefined && !bay.refused && (bay.known?.value.bins.length ?? 0) > 0;
  const isReached = isOnline && bay.round !== 'unreached';
  return (
    <div className="bay">
      <header className="bay-head">
        <Link to={'/' as never} className="bay-home" aria-label={t('ui.shell.home')}>
          greenfab
        </Link>
        <span className={`status status-${isReached ? 'on_track' : 'at_risk'}`} role="status">
          <span aria-hidden="true" className="status-sign">
            {isReached ? '●' : '▲'}
          </span>
          {t(isReached ? 'waste.page.bay.online' : 'waste.page.bay.offline')}
        </span>
        <button
          type="button"
          className="bay-language"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          {language === 'en' ? '中文' : 'English'}
        </button>
      </header>
      <main className="bay-main">
        <h1>{t('waste.page.bay.title')}</h1>
        {bay.person ? <p className="secondary bay-person">{local(bay.person.name)}</p> : null}
        {bay.isReady ? (
          <>
            {hasBins ? (
              <AtBay
                bay={bay}
                named={named}
                choose={(bin) => void navigate({ to: bin === '' ? '/bay' : `/bay/${bin}` } as never)}
              />
            ) : (
              <NoBay bay={bay} isOnline={isOnline} />
            )}
            {bay.person ? <KeptList entries={bay.entries} onSend={bay.sendNow} /> : null}
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
