// Two editions of a rule pack, or two days of it, side by side: what was added, dropped and changed.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { ColumnChange, CompareAnswer, ComparedSide, RowTold } from '../model/pack-answer.ts';
import { shownLimit } from '../rules/shown-limit.ts';
import { PackCell, type PackColumn, PackTable } from './pack-table.tsx';
import { membersChanged, numberOf, usePackWords } from './pack-words.ts';

const NUMBERS_TOLD = 6;

function useRowColumns() {
  const { t } = usePackWords();
  return {
    entry: { title: t('substances.compare.entry') },
    clause: { title: t('substances.pack.clause') },
    numbers: { title: t('substances.compare.numbers') },
    limit: { title: t('substances.pack.limit'), right: true },
    duty: { title: t('substances.pack.duty') },
  } as const satisfies Record<string, PackColumn>;
}

function RowName({ row }: { row: RowTold }) {
  const { t, local } = usePackWords();
  return (
    <>
      {local(row.label)}
      {row.type === 'restriction' ? null : (
        <span className="secondary pack-below">{t(`substances.row.${row.type}`)}</span>
      )}
    </>
  );
}

function LimitText({ says }: Pick<RowTold, 'says'>) {
  const { t } = usePackWords();
  if (!says) return '—';
  const limit = shownLimit(says);
  return limit
    ? t('substances.pack.limitText', { sign: limit.sign, ppm: limit.ppm })
    : t(says.intentional ? 'substances.pack.onPurpose' : 'substances.pack.presence');
}

/** Entries that came, or went. */
function Rows({ title, rows }: { title: string; rows: readonly RowTold[] }) {
  const { t, list } = usePackWords();
  const columns = useRowColumns();
  if (rows.length === 0) return null;
  return (
    <section className="board">
      <h2 className="board-title">
        {title} <span className="secondary">{rows.length}</span>
      </h2>
      <PackTable label={title} columns={Object.values(columns)}>
        {rows.map((row) => {
          const numbers = row.numbers.map(numberOf).filter((number) => number !== '');
          const rest = numbers.length - NUMBERS_TOLD;
          return (
            <tr key={row.id}>
              <th scope="row" className="pack-name">
                <RowName row={row} />
              </th>
              <PackCell {...columns.clause}>{row.clause ?? '—'}</PackCell>
              <PackCell {...columns.numbers}>
                {numbers.length === 0 ? '—' : list(numbers.slice(0, NUMBERS_TOLD))}
                {rest > 0 ? <span className="secondary"> +{rest}</span> : null}
              </PackCell>
              <PackCell {...columns.limit}>
                <LimitText says={row.says} />
              </PackCell>
              <PackCell {...columns.duty}>{row.says ? t(`substances.duty.${row.says.duty}`) : '—'}</PackCell>
            </tr>
          );
        })}
      </PackTable>
    </section>
  );
}

/** One column of an entry, before and after; of a list of substances only what went and came. */
function ChangedCells({ change: { column, from, to } }: { change: ColumnChange }) {
  const { t, value } = usePackWords();
  const members = column === 'members' ? membersChanged(from, to) : null;
  return (
    <>
      <PackCell title={t('substances.compare.was')}>{value(column, members?.gone ?? from) || '—'}</PackCell>
      <PackCell title={t('substances.compare.is')}>{value(column, members?.come ?? to) || '—'}</PackCell>
    </>
  );
}

/** Entries that say something else. */
function Changed({ changed }: Pick<CompareAnswer, 'changed'>) {
  const { t, column } = usePackWords();
  if (changed.length === 0) return null;
  const title = t('substances.compare.changed');
  const titles = ['entry', 'column', 'was', 'is'].map((one) => ({ title: t(`substances.compare.${one}`) }));
  return (
    <section className="board">
      <h2 className="board-title">
        {title} <span className="secondary">{changed.length}</span>
      </h2>
      <PackTable label={title} columns={titles}>
        {changed.flatMap(({ row, columns }) =>
          columns.map((change) => (
            <tr key={`${row.id} ${change.column}`}>
              <th scope="row" className="pack-name">
                <RowName row={row} />
                <span className="secondary pack-below">{row.clause}</span>
              </th>
              <PackCell title={t('substances.compare.column')}>{column(change.column)}</PackCell>
              <ChangedCells change={change} />
            </tr>
          )),
        )}
      </PackTable>
    </section>
  );
}

function Side({ side }: { side: ComparedSide }) {
  const { t, day } = usePackWords();
  return (
    <>
      {side.day === null
        ? t('substances.compare.sideEdition', { edition: side.edition ?? '' })
        : t('substances.compare.sideDay', { day: day(side.day) })}
      <span className="secondary">
        {' · '}
        {side.edition === null
          ? t('substances.compare.nothingHeld')
          : t('substances.compare.rows', { count: side.rows })}
      </span>
    </>
  );
}

/** Which two are compared: editions where there are several, or days on which something changed. */
function Choice({ data }: { data: CompareAnswer }) {
  const { t, day } = usePackWords();
  const navigate = useNavigate();
  const go = (asked: { from?: string | undefined; to?: string | undefined }) =>
    void navigate({ to: '.', search: (now: object) => ({ ...now, ...asked }) } as never);
  const isByDay = data.from.day !== null;
  const [last, before] = [data.days.at(-1), data.days.at(-2)];
  const [newest, earlier] = data.editions;
  const options = isByDay
    ? [...new Set([...data.days, data.from.day ?? '', data.to.day ?? ''])]
        .sort()
        .reverse()
        .map((one) => ({ value: one, label: day(one) }))
    : data.editions.map(({ edition }) => ({ value: edition, label: edition }));
  const sides = [
    { word: 'from', side: data.from },
    { word: 'to', side: data.to },
  ] as const;
  return (
    <div className="pack-choice">
      {data.editions.length > 1 && data.days.length > 1 ? (
        <Segmented
          aria-label={t('substances.compare.by')}
          value={isByDay ? 'days' : 'editions'}
          options={(['editions', 'days'] as const).map((by) => ({ value: by, label: t(`substances.compare.${by}`) }))}
          onChange={(by) =>
            go(by === 'days' ? { from: before, to: last } : { from: earlier?.edition, to: newest?.edition })
          }
        />
      ) : null}
      {sides.map(({ word, side }) => (
        <Labelled key={word} label={t(`substances.compare.${word}`)}>
          {(id) => (
            <Select
              id={id}
              className="pack-choice-select"
              showSearch={{ optionFilterProp: 'label' }}
              value={side.day ?? side.edition ?? ''}
              options={options}
              onChange={(chosen) =>
                go({
                  from: data.from.day ?? data.from.edition ?? undefined,
                  to: data.to.day ?? data.to.edition ?? undefined,
                  [word]: chosen,
                })
              }
            />
          )}
        </Labelled>
      ))}
    </div>
  );
}

/** How many of each, above the lists. */
function Counts({ data }: { data: CompareAnswer }) {
  const { t } = usePackWords();
  const counts = [
    { word: 'added', count: data.added.length },
    { word: 'dropped', count: data.dropped.length },
    { word: 'changed', count: data.changed.length },
    { word: 'same', count: data.same },
    ...(data.citedOtherwise > 0 ? [{ word: 'cited', count: data.citedOtherwise }] : []),
  ];
  return (
    <ul className="pack-counts">
      {counts.map(({ word, count }) => (
        <li key={word}>
          <span className="secondary">{t(`substances.compare.${word}`)}</span> <strong>{count}</strong>
        </li>
      ))}
    </ul>
  );
}

/** The page of two states of a rule pack. */
export function PackComparePage() {
  const { t, local } = usePackWords();
  const { pack: name = '' } = useParams({ strict: false }) as { pack?: string };
  const { from, to } = useSearch({ strict: false }) as { from?: string; to?: string };
  const { data, error, isPending, refetch } = useJson<CompareAnswer>(
    `/substances/packs/${encodeURIComponent(name)}/compare`,
    { ...(from ? { from } : {}), ...(to ? { to } : {}) },
    { keep: true },
  );
  const isNothing = data && data.added.length + data.dropped.length + data.changed.length === 0;
  return (
    <Page
      title={data ? t('substances.compare.title', { pack: local(data.title) }) : t('substances.pack.compare')}
      subtitle={data ? t('substances.compare.subtitle') : undefined}
      loading={isPending}
      error={data && !error ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to={`/substances/packs/${name}`}>{t('substances.compare.to.pack')}</LinkButton>}
    >
      {data ? (
        <div className="packs">
          <section className="board" aria-label={t('substances.compare.by')}>
            <Choice data={data} />
            <p>
              <Side side={data.from} /> → <Side side={data.to} />
            </p>
            <Counts data={data} />
          </section>
          {isNothing ? (
            <Teach title={t('substances.compare.nothing.title')}>
              <p>{t('substances.compare.nothing.text')}</p>
            </Teach>
          ) : null}
          <Rows title={t('substances.compare.added')} rows={data.added} />
          <Rows title={t('substances.compare.dropped')} rows={data.dropped} />
          <Changed changed={data.changed} />
        </div>
      ) : null}
    </Page>
  );
}
