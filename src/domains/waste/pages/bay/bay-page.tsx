// The waste bay on a phone: one bin, one number, two taps; everything works without network and is sent when there is one.
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import { KeptList, type KeptSays } from '#platform/ui/phone/kept-list.tsx';
import { CannotRecord, PhonePage, whyNot } from '#platform/ui/phone/phone-page.tsx';
import { type Kept, useKept, useOnline } from '#platform/ui/phone/use-kept.ts';
import { type BayAnswer, binNamed, binsNamed } from './bay-answers.ts';
import { BinEntry } from './bin-entry.tsx';
import { BinFinder } from './bin-finder.tsx';
import { MendEntry } from './mend-entry.tsx';
import './bay.css';

const kinds = ['waste.load', 'waste.storage-movement'] as const;
const page = { name: 'bay', path: '/waste/bay' } as const;

function NoBins() {
  const { t } = useWords();
  return (
    <section className="phone-section">
      <h2>{t('waste.page.bay.noBins.title')}</h2>
      <p>{t('waste.page.bay.noBins.text')}</p>
      <Link to={'/waste/bins/labels' as never} className="phone-button">
        {t('waste.page.labels.title')}
      </Link>
    </section>
  );
}

function AtBay({
  bay,
  named,
  choose,
}: {
  bay: Kept<BayAnswer>;
  named: string | undefined;
  choose: (bin: string) => void;
}) {
  const { t } = useWords();
  const { known, person, entries, sendNow } = bay;
  if (!known || !person) return null;
  const { bins, stock } = known.value;
  const [bin, ...others] = named === undefined ? [] : binsNamed(bins, binNamed(named));
  if (!bin || others.length > 0) return <BinFinder bins={bins} named={named} onChoose={choose} key={named} />;
  return (
    <>
      <button type="button" className="phone-button phone-other" onClick={() => choose('')}>
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

/** What the page says of an entry that is kept on the phone. */
function useSays(): KeptSays['says'] {
  const { t, language } = useWords();
  return ({ shown }) => ({
    head: `${shown.number} ${shown.unit}`,
    text: `${t(`waste.page.bay.action.${shown.action}`)} · ${shown.code} ${language === 'zh' ? shown.nameZh : shown.nameEn}`,
    more: shown.container ?? '',
  });
}

export function BayPage() {
  const { t } = useWords();
  const { bin: named } = useParams({ strict: false }) as { bin?: string };
  const navigate = useNavigate();
  const bay = useKept<BayAnswer>(page, kinds);
  const isOnline = useOnline();
  const says = useSays();
  const why = whyNot(bay);
  const hasBins = (bay.known?.value.bins.length ?? 0) > 0;
  const choose = (bin: string) => void navigate({ to: bin === '' ? '/bay' : `/bay/${bin}` } as never);
  return (
    <PhonePage title={t('waste.page.bay.title')} kept={bay}>
      {why ? <CannotRecord why={why} isOnline={isOnline} /> : null}
      {!why && !hasBins ? <NoBins /> : null}
      {!why && hasBins ? <AtBay bay={bay} named={named} choose={choose} /> : null}
      {bay.person ? <KeptList entries={bay.entries} onSend={bay.sendNow} says={says} Mend={MendEntry} /> : null}
    </PhonePage>
  );
}
