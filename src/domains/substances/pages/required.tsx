// What an item's control grade requires of it, and what of that each maker's part has, lacks, or has that is too old.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import type { Asked, GradeRequirement, GradeStanding, PartAsked, RequiredTold } from '../model/grade-requirement.ts';

const marks: Readonly<Record<GradeStanding, Status>> = {
  no_grade: 'no_data',
  not_set: 'no_data',
  made_here: 'no_data',
  no_part: 'behind',
  lacks: 'behind',
  due: 'at_risk',
  met: 'on_track',
};

/** How an item stands against its grade, in a word. */
export function GradeMark({ standing }: { standing: GradeStanding }) {
  const { t } = useWords();
  return <StatusMark status={marks[standing]} words={t(`substances.grade-short.${standing}`)} />;
}

/** One thing that is asked, or reports for several analytes that stand alike. */
export interface AskedTogether extends Asked {
  analytes: readonly string[];
}

/** Analytes that stand alike by the same report are told in one row. */
export function together(asked: readonly Asked[]): AskedTogether[] {
  const alike = Map.groupBy(asked, ({ analyte: _, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, analytes: group.flatMap(({ analyte }) => analyte ?? []) }] : [];
  });
}

/** What is asked, in words: which declaration, or a report that looked for what. */
export function useAskedWords(): (asked: AskedTogether, requirement: GradeRequirement | null) => string {
  const { t, language } = useWords();
  return ({ what, analytes }, requirement) => {
    if (what === 'declaration')
      return t(`substances.grades.asked.${requirement?.disclosure === 'full' ? 'full' : 'statement'}`);
    return analytes.length === 0
      ? t('substances.grades.asked.anyReport')
      : t('substances.grades.asked.report', { analytes: analytes.join(language === 'zh' ? '、' : ', ') });
  };
}

/** How it stands, in words: with the day since when, or until when. */
export function useStandingWords(): (asked: Asked) => { word: string; day: string } {
  const { t, language } = useWords();
  const day = (on: string) => labelDate(on as CalendarDate, language);
  return ({ standing, dueWithin, until, since }) => ({
    word: t(`substances.asked-standing.${dueWithin === null ? standing : `due${dueWithin}`}`),
    day:
      since !== null
        ? t('substances.grades.since', { since: day(since) })
        : until !== null
          ? t('substances.grades.until', { until: day(until) })
          : '',
  });
}

export function AskedMark({ asked }: { asked: Asked }) {
  const { word, day } = useStandingWords()(asked);
  const status = asked.standing !== 'met' ? 'behind' : asked.dueWithin === null ? 'on_track' : 'at_risk';
  return (
    <span>
      <StatusMark status={status} words={word} /> <span className="secondary">{day}</span>
    </span>
  );
}

/** The record that meets it or comes nearest. */
export function AskedRecord({ asked: { what, record } }: { asked: Asked }) {
  if (record === null) return '—';
  const kind = what === 'declaration' ? 'substances.declaration' : 'substances.test-report';
  return <Link to={`/records/${kind}/${record.id}` as never}>{record.called}</Link>;
}

/** A maker's part by its number, its maker, and who sells it. */
export function PartNamed({ part: { id, number, maker, supplier } }: { part: PartAsked }) {
  const { local } = useWords();
  const whom = [maker, supplier].flatMap((one) => (one ? [local(one)] : []));
  return (
    <>
      <Link to={`/records/substances.maker-part/${id}` as never}>{number}</Link>{' '}
      <span className="secondary">{[...new Set(whom)].join(' · ')}</span>
    </>
  );
}

function Parts({ parts, requirement }: { parts: readonly PartAsked[]; requirement: GradeRequirement }) {
  const { t } = useWords();
  const said = useAskedWords();
  return (
    <NumbersScroll label={t('substances.grades.standsAt')}>
      <table className="numbers-table grade-rows">
        <thead>
          <tr>
            <th scope="col">{t('substances.maker-part')}</th>
            <th scope="col">{t('substances.grades.record')}</th>
            <th scope="col">{t('substances.items.state')}</th>
            <th scope="col">{t('substances.grades.held')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.flatMap((part) =>
            together(part.asked).map((asked, nth, all) => (
              <tr key={`${part.id} ${asked.what} ${asked.analyte}`}>
                {nth === 0 ? (
                  <th scope="row" rowSpan={all.length}>
                    <PartNamed part={part} />
                  </th>
                ) : null}
                <td className="grade-words">{said(asked, requirement)}</td>
                <td>
                  <AskedMark asked={asked} />
                </td>
                <td>
                  <AskedRecord asked={asked} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** What the grade of an item requires of it today. */
export function Required({ required: { standing, requirement, parts } }: { required: RequiredTold }) {
  const { t, language } = useWords();
  return (
    <>
      <p>
        <StatusMark status={marks[standing]} words={t(`substances.grade-standing.${standing}`)} />
      </p>
      {requirement ? (
        <p className="secondary">
          <Link to={`/records/substances.grade-requirement/${requirement.id}` as never}>
            {t('substances.grades.by', {
              grade: t(`substances.grade.${requirement.controlGrade}`),
              from: labelDate(requirement.from as CalendarDate, language),
            })}
          </Link>
          {language === 'zh' ? '。' : '. '}
          {t('substances.grades.own')}
        </p>
      ) : null}
      {requirement && parts.some(({ asked }) => asked.length > 0) ? (
        <Parts parts={parts} requirement={requirement} />
      ) : null}
    </>
  );
}
