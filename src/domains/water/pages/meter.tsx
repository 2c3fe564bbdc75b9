// One meter: where it stands and what stood there, what flowed through it, what was found, and what was left out and why.
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { labelPeriod } from '#period/label.ts';
import { daysIn, type Period, parsePeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { useDay } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Problem, Waiting } from '#platform/ui/page.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import { type BucketSize, bucketSizes } from '../model/meter.ts';
import type { Named as NamedThing } from '../model/named.ts';
import type { CalibrationState } from '../rules/calibration-standing.ts';
import { FlowPicture } from './flow-picture.tsx';
import { LeftOut } from './left-out.tsx';
import { type FlowTold, factoryClock, type MeterTold } from './meter-answers.ts';
import './meter.css';

const marks: Readonly<Record<CalibrationState, Status>> = {
  ...{ never: 'no_data', failed: 'behind', overdue: 'behind', soon: 'at_risk', valid: 'on_track' },
};

/** By what a period is drawn where nobody has chosen. */
function usualSize(period: Period): BucketSize {
  const days = daysIn(period);
  if (days <= 31) return 'hour';
  return days <= 366 ? 'day' : 'month';
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <dt>{t(`water.oneMeter.${name}`)}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Named({ meter }: { meter: NamedThing }) {
  const { local } = useWords();
  return (
    <Link to={`/water/meters/${meter.id}` as never} search={((now: object) => now) as never}>
      {meter.code} {local(meter.name)}
    </Link>
  );
}

/** Where it stands in the tree, and what stands there now. */
function Facts({ meter }: { meter: MeterTold }) {
  const { t, local } = useWords();
  const day = useDay();
  const clock = factoryClock(meter.timeZone);
  const [now] = meter.spans;
  const { state, dueOn } = meter.calibration;
  const counts = (text: string) => showNumber(new Exact(text), { decimals: (text.split('.')[1] ?? '').length });
  const inPlace = now ? (
    <>
      <Fact name="serial">{now.serial}</Fact>
      <Fact name="perCount">{t('water.oneMeter.perCountOf', { volume: counts(now.m3PerCount) })}</Fact>
      <Fact name="registerSize">
        {now.registerSize === null ? t('water.oneMeter.notTold') : counts(now.registerSize)}
      </Fact>
      {now.maxM3PerHour === null ? null : <Fact name="most">{counts(now.maxM3PerHour)} m³/h</Fact>}
      <Fact name="readEvery">
        {now.readEveryMinutes === null
          ? t('water.oneMeter.notTold')
          : t('water.oneMeter.minutes', { minutes: now.readEveryMinutes })}
      </Fact>
    </>
  ) : null;
  return (
    <dl className="meter-facts">
      <Fact name="factory">{local(meter.site.name)}</Fact>
      {meter.place ? <Fact name="place">{local(meter.place)}</Fact> : null}
      {meter.use ? <Fact name="use">{t(`water.use.${meter.use}`)}</Fact> : null}
      {meter.above.length > 0 ? (
        <Fact name="above">
          {meter.above.map((one, at) => (
            <span key={one.id}>
              {at > 0 ? ' › ' : ''}
              <Named meter={one} />
            </span>
          ))}
        </Fact>
      ) : null}
      {meter.below.length > 0 ? (
        <Fact name="below">
          <span className="meter-below">
            {meter.below.map((one) => (
              <Named key={one.id} meter={one} />
            ))}
          </span>
        </Fact>
      ) : null}
      {inPlace ?? <Fact name="inPlace">{t('water.oneMeter.nothingStands')}</Fact>}
      <Fact name="calibration">
        <StatusMark
          status={marks[state]}
          words={t(`water.oneMeter.calibration.${state}`, { day: dueOn ? day(dueOn) : '' })}
        />
      </Fact>
      <Fact name="limits">
        {meter.limits.length === 0 ? t('water.oneMeter.limits.usual') : null}{' '}
        {meter.mayRecord && meter.limits.length === 0 ? (
          <Link to={'/records/water.finding-limits/new' as never}>{t('water.oneMeter.limits.set')}</Link>
        ) : null}
        {meter.limits.map(({ id, from, reason }) => (
          <Link key={id} to={`/records/water.finding-limits/${id}` as never} title={reason}>
            {t('water.findings.ownLimits', { day: day(from) })}{' '}
          </Link>
        ))}
      </Fact>
      <Fact name="lastRead">{meter.lastReadAt ? clock(Date.parse(meter.lastReadAt)) : t('water.meters.never')}</Fact>
      <Fact name="clock">{meter.timeZone}</Fact>
    </dl>
  );
}

/** What stood there, one after the other, and its calibrations. */
function Past({ meter }: { meter: MeterTold }) {
  const { t } = useWords();
  const day = useDay();
  const clock = factoryClock(meter.timeZone);
  return (
    <section className="board" aria-labelledby="meter-past">
      <h2 id="meter-past" className="board-title">
        {t('water.oneMeter.past')}
      </h2>
      {meter.spans.length === 0 ? <p>{t('water.oneMeter.nothingStands')}</p> : null}
      <ul className="meter-past">
        {meter.spans.map((one) => (
          <li key={one.id}>
            <Link to={`/records/water.meter-span/${one.id}` as never}>
              {t(`water.span-cause.${one.cause}`)} · {one.serial}
            </Link>{' '}
            <span className="secondary">{clock(Date.parse(one.startsAt))}</span>
            {one.endCountBefore === null ? null : (
              <span> · {t('water.oneMeter.endedAt', { count: one.endCountBefore })}</span>
            )}
            {one.startCount === null ? null : <span> · {t('water.oneMeter.beganAt', { count: one.startCount })}</span>}
            {one.reason ? <span className="secondary"> · {one.reason}</span> : null}
          </li>
        ))}
        {meter.calibrations.map((one) => (
          <li key={one.id}>
            <Link to={`/records/water.calibration/${one.id}` as never}>
              {t('water.calibration')} · {one.certificate}
            </Link>{' '}
            <span className="secondary">{day(one.calibratedOn)}</span> ·{' '}
            {t(one.passed ? 'water.oneMeter.passed' : 'water.oneMeter.failed')}
            {one.errorShare === null
              ? null
              : ` · ${t('water.oneMeter.error', { share: showNumber(new Exact(one.errorShare).times(100), { decimals: 2 }) })}`}
            {' · '}
            {t('water.oneMeter.dueOn', { day: day(one.dueOn) })}
            {one.approved ? null : <span className="secondary"> · {t('water.oneMeter.notApproved')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Photos of the place, of meters put up and taken down, and of registers as they were read: the newest first. */
function Photos({ meter }: { meter: MeterTold }) {
  const { t } = useWords();
  const clock = factoryClock(meter.timeZone);
  if (meter.photos.length === 0) return null;
  return (
    <section className="board" aria-labelledby="meter-photos">
      <h2 id="meter-photos" className="board-title">
        {t('water.oneMeter.photos')}
      </h2>
      <ul className="meter-photos">
        {meter.photos.map(({ sha256, fileName, at, of }) => {
          const address = addressOf(`/evidence/${sha256}`, { name: fileName });
          const says = { of: t(`water.oneMeter.photos.${of}`), at: clock(Date.parse(at)), meter: meter.code };
          return (
            <li key={`${sha256} ${at}`}>
              <a href={address} target="_blank" rel="noreferrer">
                <img src={address} alt={t('water.oneMeter.photos.alt', says)} loading="lazy" decoding="async" />
              </a>
              <span className="secondary">{says.of}</span>
              <time className="secondary" dateTime={at}>
                {says.at.slice(0, 10)}
              </time>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What was found in the period, numbered as on the drawing. */
function Findings({ flow }: { flow: FlowTold }) {
  const { t } = useWords();
  const day = useDay();
  if (flow.findings.length === 0) return null;
  const when = (from: string, until: string | null) => {
    if (until === null) return t('water.findings.since', { day: day(from) });
    if (until === from) return t('water.findings.on', { day: day(from) });
    return t('water.findings.span', { from: day(from), until: day(until) });
  };
  return (
    <section className="board" aria-labelledby="meter-findings">
      <h2 id="meter-findings" className="board-title">
        {t('water.oneMeter.findings')}
      </h2>
      <ol className="meter-found">
        {flow.findings.map(({ id, kind, from, until, state }) => (
          <li key={id}>
            <Link to={`/water/findings/${id}` as never}>{t(`water.finding-kind.${kind}`)}</Link>{' '}
            <span className="secondary">
              {when(from, until)}
              {' · '}
              {t(`water.findings.state.${state}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Hours are kept of meters that are read at least so often. */
const MOST_MINUTES_OF_HOURS = 180;

/** The drawing with its choice of hours, days and months. */
function Flow({ meter }: { meter: MeterTold }) {
  const { t, local, language } = useWords();
  const { period, set } = useAddress();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { by?: string };
  const chosen = parsePeriod(period);
  // Of a meter that is read once a day nothing is known by the hour.
  const isReadByTheHour = (meter.spans[0]?.readEveryMinutes ?? 0) <= MOST_MINUTES_OF_HOURS;
  const usual = usualSize(chosen);
  const by = bucketSizes.find((one) => one === search.by) ?? (usual === 'hour' && !isReadByTheHour ? 'day' : usual);
  const { data, error, isPending, refetch } = useJson<FlowTold>(
    `/water/meters/${meter.id}/flow`,
    { period, by },
    { keep: true },
  );
  const month = meter.lastReadAt?.slice(0, 7);
  return (
    <>
      <section className="board" aria-label={t(`water.oneMeter.flow.title.${by}`)}>
        <div className="meter-choice">
          <Segmented
            aria-label={t('water.oneMeter.flow.by')}
            value={by}
            onChange={(next) =>
              void navigate({ to: '.', replace: true, search: (now: object) => ({ ...now, by: next }) } as never)
            }
            options={bucketSizes.map((value) => ({ value, label: t(`water.oneMeter.flow.by.${value}`) }))}
          />
          <span className="secondary">{labelPeriod(chosen, language)}</span>
        </div>
        {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        {isPending && !error ? <Waiting /> : null}
        {data && !error && data.at.length > 0 ? (
          <FlowPicture flow={data} meter={`${meter.code} ${local(meter.name)}`} />
        ) : null}
        {data && !error && data.at.length === 0 ? (
          <div className="meter-nothing">
            <p>
              {t(by === 'hour' && !isReadByTheHour ? 'water.oneMeter.flow.noHours' : 'water.oneMeter.flow.nothing')}
            </p>
            {month && !period.includes(month) ? (
              <button type="button" className="meter-to-last" onClick={() => set({ period: month })}>
                {t('water.oneMeter.flow.toLast', { month: labelPeriod(parsePeriod(month), language) })}
              </button>
            ) : null}
          </div>
        ) : null}
      </section>
      {data && !error ? <Findings flow={data} /> : null}
      <LeftOut meter={meter} period={period} />
    </>
  );
}

/** The page of one meter. */
export function MeterPage() {
  const { t, local } = useWords();
  const { sample } = useMe();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data: meter, error, isPending, refetch } = useJson<MeterTold>(`/water/meters/${id}`);
  return (
    <Page
      title={meter ? `${meter.code} ${local(meter.name)}` : t('water.meter')}
      subtitle={meter ? `${t(`water.meter-role.${meter.role}`)} · ${local(meter.site.name)}` : undefined}
      loading={isPending}
      error={meter ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        meter ? (
          <>
            <LinkButton to={`/records/water.meter/${meter.id}`}>{t('water.oneMeter.record')}</LinkButton>
            <LinkButton to="/water/labels" search={{ meter: meter.id }}>
              {t('water.labels.link')}
            </LinkButton>
            {meter.mayRecord ? (
              <LinkButton to={`/water/meters/${meter.id}/replace`}>{t('water.replace.link')}</LinkButton>
            ) : null}
            <LinkButton to="/water">{t('water.meters.title')}</LinkButton>
          </>
        ) : null
      }
    >
      {meter ? (
        <div className="one-meter">
          <div className="one-meter-main">
            <Flow meter={meter} />
            {sample ? <p className="side-text prose">{t('water.findings.invented')}</p> : null}
          </div>
          <div className="one-meter-side">
            <Facts meter={meter} />
            <Past meter={meter} />
            <Photos meter={meter} />
          </div>
        </div>
      ) : null}
    </Page>
  );
}
