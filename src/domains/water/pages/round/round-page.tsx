// The round of readings by hand, on a phone: the meters in walking order; everything works without network and is sent when there is one.
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { KeptEntry } from '#platform/ui/offline/store.ts';
import { KeptList, type KeptSays } from '#platform/ui/phone/kept-list.tsx';
import { CannotRecord, PhonePage, whyNot } from '#platform/ui/phone/phone-page.tsx';
import { type Kept, useKept, useOnline } from '#platform/ui/phone/use-kept.ts';
import { MendEntry } from './mend-entry.tsx';
import { Known } from './meter-card.tsx';
import { ReadingEntry } from './reading-entry.tsx';
import { ReplaceEntry } from './replace-entry.tsx';
import { newestOf, READING, type RoundAnswer, type RoundMeterAnswer, SPAN, withKept } from './round-answers.ts';
import './round.css';

const kinds = [READING, SPAN] as const;
const source = { name: 'water-round', path: '/water/round' } as const;
const tones = { waiting: 'provisional', photo: 'provisional', refused: 'behind', sent: 'on_track' } as const;
const marks = { waiting: '◌', photo: '◌', refused: '▼', sent: '●' } as const;

/** No meter has a place in the round. */
function NoMeters() {
  const { t } = useWords();
  return (
    <section className="phone-section">
      <h2>{t('water.round.none.title')}</h2>
      <p>{t('water.round.none.text')}</p>
      <Link to={'/records/water.meter' as never} className="phone-button">
        {t('water.meter|many')}
      </Link>
    </section>
  );
}

interface RowProps {
  meter: RoundMeterAnswer;
  entry: KeptEntry | undefined;
  onChoose: () => void;
}

function Row({ meter, entry, onChoose }: RowProps) {
  const { t, local } = useWords();
  return (
    <li>
      <button type="button" className="round-meter" onClick={onChoose}>
        <span className="round-meter-head">
          <strong>{meter.code}</strong> {local(meter.name)}
        </span>
        {entry ? (
          <span className={`status status-${tones[entry.state]}`}>
            <span aria-hidden="true" className="status-sign">
              {marks[entry.state]}
            </span>
            {t(`ui.phone.state.${entry.state}`)}
          </span>
        ) : null}
        {meter.place ? <span className="secondary round-place">{local(meter.place)}</span> : null}
      </button>
      <Known meter={meter} atMs={Date.now()} />
    </li>
  );
}

/** All meters by factory; the next that was not read here yet is the first thing to press. */
function Walk({
  meters,
  entries,
  said,
  choose,
}: {
  meters: readonly RoundMeterAnswer[];
  entries: readonly KeptEntry[];
  said: string | undefined;
  choose: (id: string) => void;
}) {
  const { t, local } = useWords();
  const next = meters.find(({ id }) => !newestOf(id, entries));
  const bySite = Map.groupBy(meters, ({ site }) => site.id);
  return (
    <>
      <p role="status" className="round-said">
        {said ? (
          <>
            <span aria-hidden="true" className="phone-said-mark">
              ✓
            </span>{' '}
            {said}
          </>
        ) : null}
      </p>
      {next ? (
        <button type="button" className="phone-button phone-primary" onClick={() => choose(next.id)}>
          {t('water.round.next', { meter: `${next.code} ${local(next.name)}` })}
        </button>
      ) : (
        <p>{t('water.round.allRead')}</p>
      )}
      {[...bySite].map(([siteId, of]) => (
        <section key={siteId} className="phone-section">
          <h2>{local(of[0]?.site.name ?? null)}</h2>
          <ul className="round-meters">
            {of.map((meter) => (
              <Row key={meter.id} meter={meter} entry={newestOf(meter.id, entries)} onChoose={() => choose(meter.id)} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** The meter of the address, or the walk where there is none such. */
function AtMeters({ round, chosen }: { round: Kept<RoundAnswer>; chosen: string | undefined }) {
  const { t } = useWords();
  const navigate = useNavigate();
  // The address of a meter is another page: what was said there comes with the way back.
  const { kept: isKept } = useLocation().state as { kept?: boolean };
  const { scope } = useSearch({ strict: false }) as { scope?: string };
  const [isReplaced, replace] = useState(false);
  const { known, person, entries, sendNow } = round;
  if (!known || !person) return null;
  const all = known.value.meters.map((one) => withKept(one, entries));
  // Who comes from the page of a factory walks there; who reads several sees all of them otherwise.
  const own = all.filter(({ site }) => scope === `site:${site.code}`);
  const meters = own.length > 0 ? own : all;
  const meter = all.find(({ id }) => id === chosen);
  const go = (id: string, state: { kept?: boolean } = {}) => {
    replace(false);
    void navigate({ to: id === '' ? '/water/round' : `/water/round/${id}`, state } as never);
  };
  const kept = () => {
    go('', { kept: true });
    sendNow();
  };
  if (!meter)
    return (
      <>
        {chosen === undefined ? null : (
          <p className="phone-refused" role="alert">
            {t('water.round.unknown')}
          </p>
        )}
        <Walk
          meters={meters}
          entries={entries}
          said={isKept ? t('ui.phone.kept') : undefined}
          choose={(id) => go(id)}
        />
        {meters.length < all.length ? (
          <Link to={'/water/round' as never} search={{ scope: 'group' } as never} className="phone-button phone-other">
            {t('water.round.allSites')}
          </Link>
        ) : null}
      </>
    );
  return (
    <>
      <button type="button" className="phone-button phone-other" onClick={() => go('')}>
        {t('water.round.all')}
      </button>
      {isReplaced && meter.span ? (
        <ReplaceEntry
          meter={meter}
          span={meter.span}
          personId={person.id}
          onKept={kept}
          onBack={() => replace(false)}
        />
      ) : (
        <ReadingEntry
          key={meter.id}
          meter={meter}
          personId={person.id}
          onKept={kept}
          onReplaced={() => replace(true)}
        />
      )}
    </>
  );
}

/** What the page says of an entry that is kept on the phone. */
function useSays(): KeptSays['says'] {
  const { t, language } = useWords();
  return ({ kind, shown }) => ({
    head: shown.number ?? '',
    text: `${t(kind === SPAN ? 'water.replace.title' : kind)} · ${shown.code} ${language === 'zh' ? shown.nameZh : shown.nameEn}`,
    more: '',
  });
}

/** The page of the round. */
export function RoundPage() {
  const { t } = useWords();
  const { meter: chosen } = useParams({ strict: false }) as { meter?: string };
  const round = useKept<RoundAnswer>(source, kinds);
  const isOnline = useOnline();
  const says = useSays();
  const why = whyNot(round);
  const hasMeters = (round.known?.value.meters.length ?? 0) > 0;
  return (
    <PhonePage title={t('water.round.title')} kept={round}>
      {why ? <CannotRecord why={why} isOnline={isOnline} /> : null}
      {!why && !hasMeters ? <NoMeters /> : null}
      {!why && hasMeters ? <AtMeters round={round} chosen={chosen} /> : null}
      {round.person ? <KeptList entries={round.entries} onSend={round.sendNow} says={says} Mend={MendEntry} /> : null}
    </PhonePage>
  );
}
