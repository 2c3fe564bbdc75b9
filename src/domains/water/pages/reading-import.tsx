// A file of readings taken in: what its columns are taken to be and why, what there is to say of its rows, and then all of it kept.
import { Link } from '@tanstack/react-router';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { FileDrop, type Sending, sheetFiles } from '#platform/records/web/file-drop.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf, uploadFile } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import {
  type DayOrder,
  type SheetAnswer,
  type SheetFault,
  type SheetRole,
  sheetRoles,
  type Told,
} from '../model/reading-sheet.ts';
import { MeterMeasuresForm, measuresAreWhole, type SaidMeasures } from './meter-measures.tsx';
import './reading-import.css';

/** What a person said of the file. */
interface Said {
  roles?: SheetRole[];
  order?: DayOrder;
  m3PerCount?: string;
  readEveryMinutes?: number;
  /** what new meters measure */
  measures?: SaidMeasures;
}

type Column = SheetAnswer['columns'][number];

const marks: Readonly<Record<Column['state'], Status>> = {
  agrees: 'on_track',
  says_nothing: 'at_risk',
  contradicted: 'behind',
  only_heading: 'at_risk',
  unknown: 'no_data',
};

const whole = (n: number) => showNumber(new Exact(n), { decimals: 0 });
const isWorth = (text: string | undefined) =>
  text !== undefined && /^\d{1,9}(\.\d{1,9})?$/.test(text) && Number(text) > 0;

/** Each column with its heading, what stands in it, what it is taken to be, and whether the two agree. */
function Columns({ columns, onChange }: { columns: readonly Column[]; onChange: (roles: SheetRole[]) => void }) {
  const { t } = useWords();
  const choose = (index: number, role: SheetRole) =>
    onChange(columns.map((one, at) => (at === index ? role : one.role)));
  const options = sheetRoles.map((value) => ({ value, label: t(`water.sheet.role.${value}`) }));
  return (
    <NumbersScroll label={t('water.sheet.columns')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('water.sheet.heading')}</th>
            <th scope="col">{t('water.sheet.examples')}</th>
            <th scope="col">{t('water.sheet.role')}</th>
            <th scope="col">{t('water.sheet.why')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ heading, examples, role, state }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is told by its place
            <tr key={index}>
              <th scope="row">{heading === '' ? t('water.sheet.noHeading', { n: index + 1 }) : heading}</th>
              <td className="secondary sheet-examples">{examples.join(' · ')}</td>
              <td>
                <Select
                  value={role}
                  options={options}
                  onChange={(next) => choose(index, next)}
                  aria-label={t('water.sheet.roleOf', { heading: heading === '' ? index + 1 : heading })}
                  popupMatchSelectWidth={false}
                  className="sheet-role"
                />
              </td>
              <td>
                <StatusMark status={marks[state]} words={t(`water.sheet.state.${state}`)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** What there is to say of the rows, each thing with the first of its places. */
function ToldOf({ told }: { told: readonly Told[] }) {
  const { t } = useWords();
  const instant = useInstant();
  const at = (ms: number) => instant(new Date(ms).toISOString());
  if (told.length === 0) return <p className="secondary">{t('water.sheet.nothingToTell')}</p>;
  return (
    <div className="sheet-told">
      {told.map(({ code, rows, first }) => (
        <details key={code}>
          <summary>
            <strong>{whole(rows)}</strong> {t(`water.told.${code}`)}
          </summary>
          <NumbersScroll label={t(`water.told.${code}`)}>
            <table className="numbers-table">
              <thead>
                <tr>
                  <th scope="col" className="right">
                    {t('water.sheet.row')}
                  </th>
                  <th scope="col">{t('water.meter')}</th>
                  <th scope="col">{t('water.sheet.from')}</th>
                  <th scope="col">{t('water.sheet.to')}</th>
                  <th scope="col" className="right">
                    {t('water.sheet.counts')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {first.map((place) => (
                  <tr key={`${place.row} ${place.meter}`}>
                    <td className="right">{place.row}</td>
                    <td className="sheet-meter">{place.meter}</td>
                    <td>{place.fromMs === null ? '—' : at(place.fromMs)}</td>
                    <td>{at(place.atMs)}</td>
                    <td className="right">{place.counts ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </NumbersScroll>
          {rows > first.length ? (
            <p className="small secondary">{t('water.sheet.more', { n: rows - first.length })}</p>
          ) : null}
        </details>
      ))}
    </div>
  );
}

function Problems({ problems, rows }: { problems: readonly SheetFault[]; rows: number }) {
  const { t } = useWords();
  return (
    <section className="board" role="alert">
      <h2 className="board-title">{t('water.sheet.problems', { n: rows })}</h2>
      <ul className="bullets">
        {problems.map(({ line, field, code, facts }) => (
          <li key={`${line} ${field} ${code} ${facts?.given}`}>
            {line === undefined ? '' : `${t('water.sheet.rowN', { n: line })} · ${field}: `}
            {t(code, facts ?? {})}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the meters are worth that are made for the file. */
function NewMeters({ answer, said, onSay }: { answer: SheetAnswer; said: Said; onSay: (more: Said) => void }) {
  const { t } = useWords();
  const [worth, setWorth] = useState(said.m3PerCount ?? '');
  const [every, setEvery] = useState(said.readEveryMinutes ?? answer.usualMinutes ?? 60);
  const [measures, measure] = useState<SaidMeasures>(said.measures ?? {});
  return (
    <section className="board">
      <h2 className="board-title">{t('water.sheet.unknown', { n: answer.unknown.meters })}</h2>
      <p className="prose">{t('water.sheet.unknown.text')}</p>
      <p className="small secondary sheet-meter">
        {answer.unknown.first.slice(0, 5).join(' · ')}
        {answer.unknown.meters > 5 ? ' …' : ''}
      </p>
      <div className="meter-measures">
        <Labelled label={t('water.meter-span.m3PerCount')}>
          {(id) => (
            <Input
              id={id}
              inputMode="decimal"
              value={worth}
              placeholder="0.001"
              onChange={({ target }) => setWorth(target.value.trim())}
            />
          )}
        </Labelled>
        <Labelled label={t('water.meter-span.readEveryMinutes')}>
          {(id) => (
            <InputNumber id={id} min={1} max={525_600} value={every} onChange={(next) => setEvery(next ?? 60)} />
          )}
        </Labelled>
        <MeterMeasuresForm said={measures} onSay={measure} />
        <Button
          disabled={!isWorth(worth) || !measuresAreWhole(measures)}
          onClick={() => onSay({ ...said, m3PerCount: worth, readEveryMinutes: every, measures })}
        >
          {t('water.sheet.make')}
        </Button>
        {isWorth(said.m3PerCount) ? <span role="status">{t('water.sheet.willMake')}</span> : null}
      </div>
    </section>
  );
}

/** Where a file of readings is dropped, understood and kept. */
export function ReadingImportPage() {
  const { t, local } = useWords();
  const { scope } = useAddress();
  const organisation = useOrganisation();
  const refuse = useSaysRefusal();
  const instant = useInstant();
  const [file, setFile] = useState<File | undefined>();
  const [said, say] = useState<Said>({});
  const [answer, setAnswer] = useState<SheetAnswer | undefined>();
  const [sending, setSending] = useState<Sending | undefined>();
  const [isWorking, work] = useState<'reading' | 'keeping' | undefined>();
  const site = organisation?.find(scope);

  const send = async (which: File, what: Said, commit: boolean) => {
    work(commit ? 'keeping' : 'reading');
    const { measures, ...rest } = what;
    const made = isWorth(what.m3PerCount) ? measures : {};
    const params = { site: scope, ...rest, ...made, roles: what.roles?.join(','), commit: String(commit) };
    try {
      const next = await uploadFile<SheetAnswer>('/water/reading-sheets', which, params as never, (share) =>
        setSending(share < 1 ? { name: which.name, share } : undefined),
      );
      setAnswer(next);
      say({ ...what, roles: next.columns.map(({ role }) => role) });
    } catch (error) {
      refuse(error);
    }
    setSending(undefined);
    work(undefined);
  };
  const take = (next: File | undefined) => {
    if (!next) return;
    setFile(next);
    setAnswer(undefined);
    say({});
    void send(next, {}, false);
  };
  const again = (more: Said) => {
    say(more);
    if (file) void send(file, more, false);
  };

  // The balance of the year in which the last reading was taken, by the clocks of universal time.
  const balancePeriod = answer?.beforeMs ? String(new Date(answer.beforeMs).getUTCFullYear()) : undefined;
  const title = t('water.sheet.title');
  if (organisation && site?.type !== 'site')
    return (
      <Page title={title}>
        <Teach title={t('water.sheet.chooseSite')}>
          <p>{t('water.sheet.chooseSite.text')}</p>
        </Teach>
      </Page>
    );
  const isWhole = answer !== undefined && answer.problemRows === 0 && answer.lacks.length === 0 && answer.readings > 0;
  const metersSaid = answer?.unknown.meters === 0 || isWorth(said.m3PerCount);
  return (
    <Page title={title} subtitle={site ? `${local(site.name)} ${site.code}` : undefined} loading={!organisation}>
      <div className="sheet-page">
        <FileDrop
          label={t('water.sheet.drop')}
          hint={t('water.sheet.dropHint')}
          accept={sheetFiles}
          sending={sending}
          isCompact={answer !== undefined}
          onFiles={([next]) => take(next)}
        />
        {isWorking && !sending ? (
          <p role="status" className="secondary">
            {t(`water.sheet.${isWorking}`, { file: file?.name ?? '' })}
          </p>
        ) : null}
        {answer?.committed ? (
          <section className="board" role="status">
            <h2 className="board-title">{t('water.sheet.kept', { n: whole(answer.committed.kept) })}</h2>
            <p>{t('water.sheet.keptText', { known: answer.committed.known, made: answer.committed.metersMade })}</p>
            <span className="sheet-next">
              <Link to={'/water' as never}>{t('water.meters.title')}</Link>
              {answer.file ? (
                <a href={addressOf(`/evidence/${answer.file.sha256}`, { name: answer.file.fileName, download: '1' })}>
                  {t('water.sheet.file', { file: answer.file.fileName })}
                </a>
              ) : null}
              {balancePeriod ? (
                <Link to={'/water/balance' as never} search={{ scope, period: balancePeriod } as never}>
                  {t('water.balance.title')}
                </Link>
              ) : null}
            </span>
          </section>
        ) : null}
        {answer ? (
          <>
            <section className="board">
              <h2 className="board-title">{t('water.sheet.columns')}</h2>
              {answer.columns.some(({ state }) => state === 'says_nothing' || state === 'contradicted') ? (
                <p className="prose">{t('water.sheet.headingsWrong')}</p>
              ) : null}
              <Columns columns={answer.columns} onChange={(roles) => again({ ...said, roles })} />
              {answer.order === 'either' || answer.order === null || said.order ? (
                <div className="form-field sheet-order">
                  <label htmlFor="sheet-order">{t('water.sheet.order')}</label>
                  <Select
                    id="sheet-order"
                    value={said.order ?? 'dmy'}
                    onChange={(order) => again({ ...said, order })}
                    options={(['dmy', 'mdy'] as const).map((value) => ({
                      value,
                      label: t(`water.sheet.order.${value}`),
                    }))}
                  />
                </div>
              ) : null}
              {answer.lacks.map((role) => (
                <p key={role} role="alert">
                  {t('column_missing', { given: t(`water.sheet.role.${role}`) })}
                </p>
              ))}
            </section>
            {answer.problemRows > 0 ? <Problems problems={answer.problems} rows={answer.problemRows} /> : null}
            {answer.unknown.meters > 0 && !answer.committed ? (
              <NewMeters answer={answer} said={said} onSay={again} />
            ) : null}
            <section className="board">
              <h2 className="board-title">
                {t('water.sheet.found', { readings: whole(answer.readings), meters: whole(answer.meters) })}
              </h2>
              {answer.fromMs !== null && answer.beforeMs !== null ? (
                <p className="secondary">
                  {instant(new Date(answer.fromMs).toISOString())} – {instant(new Date(answer.beforeMs).toISOString())}
                </p>
              ) : null}
              <ToldOf told={answer.told} />
            </section>
            {answer.committed ? null : (
              <div className="sheet-keep">
                <Button
                  type="primary"
                  disabled={!isWhole || !metersSaid || isWorking !== undefined}
                  loading={isWorking === 'keeping'}
                  onClick={() => file && void send(file, said, true)}
                >
                  {t('water.sheet.keep', { n: whole(answer.readings) })}
                </Button>
                <span className="secondary">{t('water.sheet.keepHint')}</span>
              </div>
            )}
          </>
        ) : null}
      </div>
    </Page>
  );
}
