// One bin: what goes in, what lies there, and an entry in two taps behind its number.
import { useMemo, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { todayIn } from '#period/calendar-date.ts';
import { useWords } from '#platform/ui/language.tsx';
import { type KeptEntry, type KeptPhoto, keepEntry } from '#platform/ui/offline/store.ts';
import { PhotoButton } from '#platform/ui/phone/photo-button.tsx';
import { remember, remembered } from '#platform/ui/remembered.ts';
import { tonnesTo } from '#units/mass.ts';
import { exactText } from '#units/quantity.ts';
import type { BinAnswer, RouteAnswer, StockAnswer } from './bay-answers.ts';
import { BayStock, containersNow } from './bay-stock.tsx';
import { BinConfirm } from './bin-confirm.tsx';
import {
  type BayAction,
  type BayUnit,
  containerName,
  type Draft,
  dayAt,
  deviceInstant,
  paperOf,
  recordOf,
  typedNumber,
} from './entry-values.ts';
import { NumberKeys } from './number-keys.tsx';

/** What was used at this bin last, on this phone. */
interface Usual {
  unit: BayUnit;
  vendorId?: string;
  plate?: string;
}

/** Vendors to choose from: the bin's own first, then those that took this stream before. */
function routesOf(bin: BinAnswer): RouteAnswer[] {
  const { vendor, treatment, routes } = bin;
  const own = vendor && treatment ? [{ vendorId: vendor.id, name: vendor.name, treatment }] : [];
  const same = (one: RouteAnswer, other: RouteAnswer | undefined) =>
    one.vendorId === other?.vendorId && one.treatment === other.treatment;
  return [...own, ...routes.filter((one) => !same(one, own[0]))];
}

const unitIn = (entered: string | null | undefined): BayUnit => (/\bt$/.test(entered ?? '') ? 't' : 'kg');

export function BinEntry({
  bin,
  stock,
  knownAt,
  entries,
  personId,
  onKept,
}: {
  bin: BinAnswer;
  stock: StockAnswer | undefined;
  knownAt: string;
  entries: readonly KeptEntry[];
  personId: string;
  onKept: () => void;
}) {
  const { t, local } = useWords();
  const usual = remembered<Usual>(`bay.${bin.id}`, {
    unit: unitIn(bin.last?.entered),
    ...(bin.last ? { vendorId: bin.last.vendorId, plate: bin.last.plate ?? '' } : {}),
  });
  const [number, setNumber] = useState('');
  const [unit, setUnit] = useState<BayUnit>(usual.unit);
  const [photo, setPhoto] = useState<KeptPhoto | null>(null);
  const [draft, setDraft] = useState<Draft>();
  const [isKept, setKept] = useState(false);
  const [hasFailed, fail] = useState(false);
  const routes = useMemo(() => routesOf(bin), [bin]);
  const containers = containersNow(stock, entries, bin);
  const today = todayIn(bin.site.timeZone, Date.now());

  const begin = (action: BayAction) => {
    const id = uuidv7();
    const takenAt = deviceInstant(new Date());
    const [oldest] = action === 'out' ? containers : [];
    const typed = typedNumber(number);
    setKept(false);
    setDraft({
      ...{ id, action, takenAt, unit, ticket: '', plate: usual.plate ?? '' },
      number: typed ?? (oldest ? exactText(tonnesTo(oldest.massTonnes, unit)) : ''),
      route: routes.find(({ vendorId }) => vendorId === usual.vendorId) ?? routes[0] ?? null,
      container:
        action === 'in'
          ? containerName(id, bin.stream.code, dayAt(bin.site.timeZone, takenAt))
          : (oldest?.container ?? ''),
    });
  };
  const keep = async (done: Draft) => {
    const { kind, values } = recordOf({ ...done, bin });
    try {
      await keepEntry({
        ...{ id: done.id, personId, kind, values, takenAt: done.takenAt, photo, photoKind: 'photo' },
        ...{ state: 'waiting', recorded: false, refusal: null, sentAt: null },
        shown: {
          ...{ action: done.action, code: bin.code, number: typedNumber(done.number) ?? '', unit: done.unit },
          ...{ nameEn: bin.name.en ?? '', nameZh: bin.name.zh ?? '', container: done.container, paper: paperOf(bin) },
        },
      });
    } catch {
      // The disk is full, or the browser keeps nothing: the entry stays on the screen until it is kept.
      return fail(true);
    }
    remember(`bay.${bin.id}`, {
      unit: done.unit,
      ...(done.route ? { vendorId: done.route.vendorId } : {}),
      plate: done.plate,
    } satisfies Usual);
    fail(false);
    setNumber('');
    setPhoto(null);
    setDraft(undefined);
    setKept(true);
    onKept();
  };

  if (draft)
    return (
      <BinConfirm
        {...{ bin, routes, containers, photo, draft, hasFailed }}
        onChange={setDraft}
        onBack={() => setDraft(undefined)}
        onKeep={() => void keep(draft)}
      />
    );
  const isReady = typedNumber(number) !== undefined;
  return (
    <>
      <section className={bin.stream.hazardous ? 'bay-bin-card bay-hazardous' : 'bay-bin-card'}>
        <h2>
          {bin.code} <span>{local(bin.name)}</span>
        </h2>
        <p className="secondary">
          {bin.stream.code}
          {bin.stream.nationalCode ? ` · ${bin.stream.nationalCode}` : ''}
          {bin.stream.hazardous ? ` · ${t('waste.page.labels.hazardous')}` : ''} · {bin.site.code}
        </p>
        {bin.vendor ? (
          <p className="secondary">
            {local(bin.vendor.name)}
            {bin.treatment ? ` · ${t(`waste.treatment.${bin.treatment}`)}` : ''}
          </p>
        ) : null}
        {bin.inStore ? <BayStock {...{ stock, knownAt, entries, bin, today }} /> : null}
      </section>
      <NumberKeys
        number={number}
        unit={unit}
        said={isKept ? t('ui.phone.kept') : undefined}
        onNumber={setNumber}
        onUnit={setUnit}
      />
      <PhotoButton label={t('waste.page.bay.photo')} photo={photo} onPhoto={setPhoto} />
      <div className="phone-actions phone-actions-row">
        <button type="button" className="phone-button phone-primary" disabled={!isReady} onClick={() => begin('load')}>
          {t('waste.page.bay.action.load')}
        </button>
        {bin.inStore ? (
          <>
            <button type="button" className="phone-button" disabled={!isReady} onClick={() => begin('in')}>
              {t('waste.page.bay.action.in')}
            </button>
            <button
              type="button"
              className="phone-button"
              disabled={!isReady && containers.length === 0}
              onClick={() => begin('out')}
            >
              {t('waste.page.bay.action.out')}
            </button>
          </>
        ) : null}
      </div>
    </>
  );
}
