// What each control grade requires, and every item that lacks it or soon will: what to ask of whom, to be read or saved.
import { DownloadOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { getJson } from '#platform/ui/api.ts';
import { csvOf } from '#platform/ui/chart/chart-table.ts';
import { fileNameOf, saveFile } from '#platform/ui/chart/download-chart.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { GradeRequirement } from '../model/grade-requirement.ts';
import type { GradedItem, GradesAnswer } from '../model/grades-answer.ts';
import { controlGrades } from '../model/item.ts';
import { itemClasses } from '../model/restriction.ts';
import {
  AskedMark,
  AskedRecord,
  GradeMark,
  PartNamed,
  together,
  useAskedWords,
  useStandingWords,
} from './required.tsx';
import { useFacts } from './use-facts.ts';
import '#platform/ui/chart/numbers.css';
import './items.css';

function Requirements({ requirements }: { requirements: readonly GradeRequirement[] }) {
  const { t, language } = useWords();
  const declared = ({ disclosure, declarationMonths }: GradeRequirement) => {
    const word = t(`substances.required-disclosure.${disclosure}`);
    return declarationMonths === null
      ? word
      : t('substances.grades.age', { disclosure: word, count: declarationMonths });
  };
  const reported = ({ needsReports, analytes, reportMonths }: GradeRequirement) => {
    if (!needsReports) return t('substances.required-disclosure.none');
    const named =
      analytes.length > 0 ? analytes.join(language === 'zh' ? '、' : ', ') : t('substances.grades.anyReport');
    return reportMonths === null ? named : t('substances.grades.reportAge', { analytes: named, count: reportMonths });
  };
  return (
    <NumbersScroll label={t('substances.grade-requirement|many')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.grade-requirement.controlGrade')}</th>
            <th scope="col">{t('substances.item.itemClass')}</th>
            <th scope="col">{t('substances.grade-requirement.from')}</th>
            <th scope="col">{t('substances.declaration')}</th>
            <th scope="col">{t('substances.grades.reports')}</th>
            <th scope="col">{t('substances.grades.lots')}</th>
            <th scope="col">{t('substances.grades.audits')}</th>
          </tr>
        </thead>
        <tbody>
          {requirements.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to={`/records/substances.grade-requirement/${one.id}` as never}>
                  {t(`substances.grade.${one.controlGrade}`)}
                </Link>
              </th>
              <td className="item-class">
                {one.itemClass ? t(`substances.class.${one.itemClass}`) : t('substances.grades.all')}
              </td>
              <td className="item-class">{labelDate(one.from as CalendarDate, language)}</td>
              <td className="grade-words">{declared(one)}</td>
              <td className="grade-words">{reported(one)}</td>
              <td className="grade-words">{one.lotScreening ?? '—'}</td>
              <td>{one.auditMonths === null ? '—' : t('substances.grades.everyMonths', { count: one.auditMonths })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function ItemNamed({ item, rows }: { item: GradedItem; rows: number }) {
  const { t, local } = useWords();
  return (
    <>
      <th scope="row" rowSpan={rows}>
        <Link to={`/substances/items/${item.id}` as never}>{item.number}</Link>{' '}
        <span className="secondary">{local(item.name)}</span>
      </th>
      <td rowSpan={rows}>{t(`substances.grade.${item.controlGrade}`)}</td>
    </>
  );
}

function Item({ item }: { item: GradedItem }) {
  const { t } = useWords();
  const said = useAskedWords();
  const rows = item.parts.flatMap((part) =>
    together(part.asked).map((asked, nth, all) => ({ part, asked, nth, of: all.length })),
  );
  if (rows.length === 0)
    return (
      <tr>
        <ItemNamed item={item} rows={1} />
        <td colSpan={3}>{t(`substances.grade-standing.${item.standing}`)}</td>
        <td>
          <GradeMark standing={item.standing} />
        </td>
      </tr>
    );
  return rows.map(({ part, asked, nth, of }, at) => (
    <tr key={`${part.id} ${asked.what} ${asked.analyte}`}>
      {at === 0 ? <ItemNamed item={item} rows={rows.length} /> : null}
      {nth === 0 ? (
        <td rowSpan={of}>
          <PartNamed part={part} />
        </td>
      ) : null}
      <td className="grade-words">{said(asked, item.requirement)}</td>
      <td>
        <AskedRecord asked={asked} />
      </td>
      <td>
        <AskedMark asked={asked} />
      </td>
    </tr>
  ));
}

function Items({ items }: { items: readonly GradedItem[] }) {
  const { t } = useWords();
  return (
    <NumbersScroll label={t('substances.grades.lacking')}>
      <table className="numbers-table grade-rows">
        <thead>
          <tr>
            <th scope="col">{t('substances.item')}</th>
            <th scope="col">{t('substances.item.controlGrade')}</th>
            <th scope="col">{t('substances.maker-part')}</th>
            <th scope="col">{t('substances.grades.toAsk')}</th>
            <th scope="col">{t('substances.grades.held')}</th>
            <th scope="col">{t('substances.items.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** Every item that lacks something as one file, read to the end whatever the page shows. */
function Export({ asked }: { asked: Readonly<Record<string, string | undefined>> }) {
  const { t, local } = useWords();
  const [isReading, read] = useState(false);
  const refuse = useSaysRefusal();
  const [said, stands] = [useAskedWords(), useStandingWords()];
  const rowsOf = (item: GradedItem): string[][] => {
    const own = [item.number, local(item.name), t(`substances.grade.${item.controlGrade}`)];
    const rows = item.parts.flatMap((part) =>
      together(part.asked).map((one) => {
        const { word, day } = stands(one);
        const whom = part.supplier ?? part.maker;
        return [
          ...[...own, part.number, whom ? local(whom) : '', said(one, item.requirement)],
          ...[one.record?.called ?? '', word, day],
        ];
      }),
    );
    return rows.length > 0 ? rows : [[...own, '', '', '', '', t(`substances.grade-short.${item.standing}`), '']];
  };
  const save = async () => {
    read(true);
    try {
      const rows: string[][] = [];
      let after: string | undefined;
      do {
        const answer = await getJson<GradesAnswer>('/substances/grades', { ...asked, after });
        rows.push(...answer.items.flatMap(rowsOf));
        after = answer.after ?? undefined;
      } while (after !== undefined);
      const columns = [
        ...[t('substances.item'), t('substances.item.name'), t('substances.item.controlGrade')],
        ...[t('substances.maker-part'), t('substances.grades.ask'), t('substances.grades.toAsk')],
        ...[t('substances.grades.held'), t('substances.items.state'), t('substances.grades.days')],
      ];
      saveFile(
        new Blob([csvOf({ columns, rows })], { type: 'text/csv;charset=utf-8' }),
        `${fileNameOf(t('substances.grades.lacking'))}.csv`,
      );
    } catch (error) {
      refuse(error);
    }
    read(false);
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden="true" />} loading={isReading} onClick={() => void save()}>
      {t('substances.grades.export')}
    </Button>
  );
}

/** The page of what grades require. */
export function GradesPage() {
  const { t, language } = useWords();
  const [facts, change] = useFacts();
  const mayRecord = useMay('records.record');
  const asked = { grade: facts.grade, class: facts.class };
  const { data, error, isPending, refetch } = useJson<GradesAnswer>(
    '/substances/grades',
    { ...asked, after: facts.after },
    { keep: true },
  );
  const narrow = (next: Record<string, string | undefined>) => change({ ...next, after: undefined });
  const record = mayRecord ? (
    <LinkButton to="/records/substances.grade-requirement/new">{t('substances.grades.change')}</LinkButton>
  ) : null;
  const isBare = data?.requirements.length === 0 && data.looked === 0 && !facts.grade && !facts.class && !facts.after;
  return (
    <Page
      title={t('substances.grades.title')}
      subtitle={
        data ? t('substances.grades.subtitle', { day: labelDate(data.day as CalendarDate, language) }) : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={record}
      empty={
        isBare ? (
          <Teach title={t('substances.grades.none.title')} actions={record}>
            <p>{t('substances.grades.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="items-page">
          <section className="board">
            <h2 className="board-title">{t('substances.grade-requirement|many')}</h2>
            <p>
              {t('substances.grades.own')} <span className="secondary">{t('substances.grades.notHeld')}</span>
            </p>
            {data.requirements.length === 0 ? (
              <p className="secondary">{t('substances.grades.none.text')}</p>
            ) : (
              <Requirements requirements={data.requirements} />
            )}
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.grades.lacking')}</h2>
            <div className="item-filters">
              <Select
                aria-label={t('substances.item.controlGrade')}
                value={facts.grade ?? ''}
                onChange={(next) => narrow({ grade: next || undefined })}
                options={[
                  { value: '', label: t('substances.grades.allGrades') },
                  ...controlGrades.map((value) => ({ value, label: t(`substances.grade.${value}`) })),
                ]}
                popupMatchSelectWidth={false}
              />
              <Select
                aria-label={t('substances.item.itemClass')}
                value={facts.class ?? ''}
                onChange={(next) => narrow({ class: next || undefined })}
                options={[
                  { value: '', label: t('substances.items.allClasses') },
                  ...itemClasses.map((value) => ({ value, label: t(`substances.class.${value}`) })),
                ]}
                popupMatchSelectWidth={false}
              />
              {data.items.length > 0 ? <Export asked={asked} /> : null}
            </div>
            <p className="secondary grade-looked">
              {t('substances.grades.looked', { looked: data.looked, count: data.items.length })}
            </p>
            {data.items.length === 0 ? (
              <p>{t(data.looked === 0 ? 'substances.grades.noGraded' : 'substances.grades.nothing')}</p>
            ) : (
              <Items items={data.items} />
            )}
          </section>
          {data.after !== null || facts.after ? (
            <div className="item-more">
              {facts.after ? (
                <Button onClick={() => change({ after: undefined })}>{t('substances.items.first')}</Button>
              ) : null}
              {data.after !== null ? (
                <Button onClick={() => change({ after: data.after ?? undefined })}>
                  {t('substances.grades.next')}
                </Button>
              ) : null}
            </div>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}
