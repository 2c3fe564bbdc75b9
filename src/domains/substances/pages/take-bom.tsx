// A bill of materials by file: which of its parts are known, what is missing or wrong at which line, and then all of it kept.
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { todayIn } from '#period/calendar-date.ts';
import { FileDrop } from '#platform/records/web/file-drop.tsx';
import { ReferenceSelect } from '#platform/records/web/reference-select.tsx';
import type { Params } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import type { BomFileAnswer, BomItemChoice, BomItemTold, BomLineTold } from '../model/bom-file-answer.ts';
import { type ItemClass, itemClasses } from '../model/restriction.ts';
import { BomSheet } from './bom-sheet.tsx';
import { FileProblems } from './file-problems.tsx';
import { useSentFile } from './use-sent-file.ts';
import '#platform/ui/chart/numbers.css';
import './items.css';

/** What a person said of the file. */
interface Said {
  revision: string;
  from: string;
  makesUnknown: boolean;
  /** id of the item in which everything stands that stands in nothing of the file */
  top?: string | undefined;
  choices: ReadonlyMap<number, BomItemChoice>;
}

const choiceText = (choice: BomItemChoice): string =>
  'make' in choice ? `make:${choice.make}` : `item:${choice.item}`;
const isFinished = (choice: BomItemChoice | null) => choice !== null && ('make' in choice || choice.item !== '');

/** Which item a part of the file is: the one that is known, a new one of a class, or another. */
function Choice({ item, onChoose }: { item: BomItemTold; onChoose: (choice: BomItemChoice) => void }) {
  const { t, local } = useWords();
  const { known, choice, number } = item;
  if (known && choice && 'item' in choice && choice.item === known.id)
    return (
      <>
        <Link to={`/substances/items/${known.id}` as never}>{known.number}</Link>{' '}
        <span className="secondary">{local(known.name)}</span>
      </>
    );
  const isOther = choice !== null && 'item' in choice;
  return (
    <div className="stacked take-product">
      <Select
        aria-label={t('substances.boms.is', { given: number })}
        placeholder={t('substances.boms.choose')}
        status={choice === null ? 'error' : ''}
        value={choice === null ? null : isOther ? 'other' : choice.make}
        options={[
          ...itemClasses.map((one) => ({
            value: one as string,
            label: t('substances.boms.new', { class: t(`substances.class.${one}`) }),
          })),
          { value: 'other', label: t('substances.boms.other') },
        ]}
        popupMatchSelectWidth={false}
        onChange={(next: string) => onChoose(next === 'other' ? { item: '' } : { make: next as ItemClass })}
      />
      {isOther ? (
        <ReferenceSelect
          to="substances.item"
          label={t('substances.boms.forItem', { given: number })}
          value={choice.item === '' ? [] : [choice.item]}
          names={{}}
          onChange={([id]) => onChoose({ item: id ?? '' })}
        />
      ) : null}
    </div>
  );
}

function Line({
  line,
  item,
  isFirst,
  onChoose,
}: {
  line: BomLineTold;
  item: BomItemTold;
  isFirst: boolean;
  onChoose: (choice: BomItemChoice) => void;
}) {
  const { t } = useWords();
  const mass = item.massMg ?? item.known?.massMg ?? null;
  return (
    <tr>
      <th scope="row">
        <span className="bom-part" style={{ paddingInlineStart: `${Math.min(line.depth, 12) * 16}px` }}>
          {item.number} <span className="secondary">{item.name === item.number ? '' : (item.name ?? '')}</span>
        </span>
      </th>
      <td className="right">
        {line.quantity === null ? '—' : `${line.quantity} ${t(`substances.unit.${item.unit}`)}`}
      </td>
      <td className="right">
        {mass !== null
          ? `${Number(mass).toLocaleString('en', { maximumSignificantDigits: 6 })} mg`
          : item.lacksMass
            ? t('substances.boms.noMass')
            : '—'}
      </td>
      <td>{isFirst ? <Choice item={item} onChoose={onChoose} /> : item.number}</td>
    </tr>
  );
}

function Lines({
  answer,
  said,
  onChoose,
}: {
  answer: BomFileAnswer;
  said: Said;
  onChoose: (nth: number, choice: BomItemChoice) => void;
}) {
  const { t } = useWords();
  const first = new Map<number, number>();
  answer.lines.forEach(({ nth }, at) => {
    if (!first.has(nth)) first.set(nth, at);
  });
  return (
    <NumbersScroll label={t('substances.bom.part')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.boms.part')}</th>
            <th scope="col" className="right">
              {t('substances.boms.quantity')}
            </th>
            <th scope="col" className="right">
              {t('substances.boms.mass')}
            </th>
            <th scope="col">{t('substances.boms.ours')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.lines.map((line, at) => {
            const item = answer.items[line.nth];
            return item ? (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: one part stands in several lines, in the order of the file
                key={at}
                line={line}
                item={{ ...item, choice: said.choices.get(line.nth) ?? item.choice }}
                isFirst={first.get(line.nth) === at}
                onChoose={(choice) => onChoose(line.nth, choice)}
              />
            ) : null;
          })}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function Kept({ kept }: { kept: NonNullable<BomFileAnswer['kept']> }) {
  const { t } = useWords();
  return (
    <section className="board" role="status">
      <h2 className="board-title">{t('substances.boms.kept', { count: kept.boms.length })}</h2>
      <p>{t('substances.boms.made', { count: kept.made })}</p>
      <ul className="bullets">
        {kept.boms.slice(0, 100).map(({ id, number, outcome }) => (
          <li key={id}>
            <Link to={`/records/substances.bom/${id}` as never}>{number}</Link>{' '}
            <span className="secondary">{t(`substances.boms.outcome.${outcome}`)}</span>
          </li>
        ))}
      </ul>
      <p>
        <Link to={'/substances/items' as never}>{t('substances.item|many')}</Link>
      </p>
    </section>
  );
}

/** What is said of the file as it is asked about; a choice that is not finished is none yet. */
const asked = ({ choices, makesUnknown, revision, from, top }: Said): Params => ({
  choices: [...choices]
    .filter(([, choice]) => isFinished(choice))
    .map(([place, choice]) => `${place}=${choiceText(choice)}`)
    .join(','),
  ...{ makesUnknown, revision: revision.trim() || undefined, from: from || undefined, top },
});

/** Where a bill of materials is dropped, understood and kept. */
export function TakeBomPage() {
  const { t } = useWords();
  const { file, answer, sending, isWorking, ...sent } = useSentFile<BomFileAnswer>('/substances/bom-files');
  const [said, say] = useState<Said>(() => ({
    ...{ revision: 'A', from: todayIn('Asia/Shanghai', Date.now()), makesUnknown: false, choices: new Map() },
  }));
  const take = (next: File | undefined) => {
    if (!next) return;
    const anew = { ...said, top: undefined, choices: new Map() };
    say(anew);
    sent.take(next, asked(anew));
  };
  const again = (more: Partial<Said>) => {
    const next = { ...said, ...more };
    say(next);
    sent.lookAgain(asked(next));
  };
  const choose = (nth: number, choice: BomItemChoice) =>
    say({ ...said, choices: new Map(said.choices).set(nth, choice) });
  const errors = answer?.problems.some(({ level }) => level === 'error') ?? false;
  const isWhole =
    answer !== undefined &&
    !errors &&
    said.revision.trim() !== '' &&
    answer.counts.boms > 0 &&
    answer.items.every((one) => isFinished(said.choices.get(one.nth) ?? one.choice)) &&
    // Of items that are not told one by one nobody chooses one by one.
    (answer.items.length === answer.counts.items || said.makesUnknown || answer.counts.unknown === 0);
  const { counts } = answer ?? {};
  return (
    <Page
      title={t('substances.boms.title')}
      subtitle={t('substances.boms.subtitle')}
      actions={<LinkButton to="/import/substances.bom">{t('substances.boms.sheet')}</LinkButton>}
    >
      <div className="items-page">
        <FileDrop
          label={t('substances.boms.drop')}
          hint={t('substances.boms.hint')}
          accept=".xml,.xlsx,.csv"
          sending={sending}
          isCompact={answer !== undefined}
          onFiles={([next]) => take(next)}
        />
        {isWorking && !sending ? (
          <p role="status" className="secondary">
            {t(`substances.boms.${isWorking}`, { file: file?.name ?? '' })}
          </p>
        ) : null}
        {answer?.kept ? <Kept kept={answer.kept} /> : null}
        {answer && !answer.kept && answer.problems.length > 0 ? <FileProblems problems={answer.problems} /> : null}
        {answer && counts && counts.items > 0 && !answer.kept ? (
          <section className="board">
            <h2 className="board-title">
              {t('substances.boms.found', {
                name: answer.name ?? file?.name ?? '',
                items: counts.items,
                boms: counts.boms,
              })}
            </h2>
            <p>
              {counts.unknown === 0
                ? t('substances.boms.allKnown')
                : t('substances.boms.unknown', { count: counts.unknown })}
            </p>
            {counts.tops > 1 ? <p>{t('substances.boms.tops', { count: counts.tops })}</p> : null}
            {counts.withoutMass > 0 ? (
              <p className="secondary">{t('substances.boms.withoutMass', { count: counts.withoutMass })}</p>
            ) : null}
            <div className="item-filters bom-facts">
              <Labelled label={t('substances.bom.bomRevision')}>
                {(id) => (
                  <Input
                    id={id}
                    value={said.revision}
                    maxLength={40}
                    onChange={({ target }) => say({ ...said, revision: target.value })}
                  />
                )}
              </Labelled>
              <Labelled label={t('substances.bom.from')}>
                {(id) => (
                  <Input
                    id={id}
                    type="date"
                    value={said.from}
                    onChange={({ target }) => say({ ...said, from: target.value })}
                  />
                )}
              </Labelled>
              {counts.tops > 1 || said.top ? (
                <Labelled label={t('substances.boms.top')}>
                  {(id) => (
                    <ReferenceSelect
                      id={id}
                      to="substances.item"
                      value={said.top ? [said.top] : []}
                      names={{}}
                      onChange={([top]) => again({ top })}
                    />
                  )}
                </Labelled>
              ) : null}
            </div>
            {counts.unknown > 0 ? (
              <p>
                <Checkbox
                  checked={said.makesUnknown}
                  onChange={({ target }) => again({ makesUnknown: target.checked })}
                >
                  {t('substances.boms.makeUnknown')}
                </Checkbox>
              </p>
            ) : null}
            <Lines answer={answer} said={said} onChoose={choose} />
            {answer.lines.length >= 500 ? (
              <p className="small secondary">{t('substances.boms.more', { count: answer.lines.length })}</p>
            ) : null}
            <div className="item-more">
              <Button
                type="primary"
                disabled={!isWhole}
                loading={isWorking === 'keeping'}
                onClick={() => sent.keep(asked(said))}
              >
                {t('substances.boms.keep')}
              </Button>
            </div>
          </section>
        ) : null}
        {answer === undefined || counts?.items === 0 ? <BomSheet /> : null}
      </div>
    </Page>
  );
}
