// Whom an edition asks and who has acknowledged it, for who publishes; and the reminder to the others.
import { Button } from 'antd';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { sendJson } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { DocumentAnswer, PeopleAnswer } from '../model/answer.ts';
import { ownMarks } from './own-mark.tsx';
import '#platform/ui/chart/numbers.css';

function Person({ person }: { person: PeopleAnswer['people'][number] }) {
  const { t, local, language } = useWords();
  const instant = useInstant();
  if (person.state === 'not_asked') return null;
  return (
    <tr>
      <th scope="row">{local(person.name)}</th>
      <td>
        <StatusMark status={ownMarks[person.state]} words={t(`policies.people.state.${person.state}`)} />{' '}
        <span className="secondary">
          {person.at === null ? '' : instant(person.at)}
          {person.at === null && person.dueOn
            ? t('policies.people.due', { due: labelDate(person.dueOn as CalendarDate, language) })
            : ''}
          {person.dueOn === null ? ` · ${t('policies.people.unasked')}` : ''}
        </span>
      </td>
      <td>{person.language ? t(`policies.language.${person.language}`) : '—'}</td>
    </tr>
  );
}

/** The section of the page; only who publishes for the group asks for it. */
export function PolicyPeople({ document }: { document: DocumentAnswer }) {
  const { actions, groupWriter } = useMe();
  const isAsked = actions.includes('report.publish') && groupWriter && document.standing !== 'coming';
  const { data } = useJson<PeopleAnswer>(`/policies/${document.id}/acknowledgements`, {}, { enabled: isAsked });
  return data && data.people.length > 0 ? <People document={document} answer={data} /> : null;
}

function People({ document, answer: { counts, people } }: { document: DocumentAnswer; answer: PeopleAnswer }) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const remind = () =>
    act(() => sendJson<{ reminded: number }>('POST', `/policies/${document.id}/reminders`, {}), {
      done: ({ reminded }) => t('policies.reminded', { count: reminded }),
    });
  return (
    <section aria-labelledby="policy-people" className="no-print">
      <h2 id="policy-people">{t('policies.people')}</h2>
      <p className="policy-controls">
        <span>{t('policies.counts', { done: counts.acknowledged, asked: counts.asked })}</span>
        {counts.acknowledged < counts.asked ? (
          <Button loading={isBusy} onClick={() => void remind()}>
            {t('policies.remind')}
          </Button>
        ) : null}
      </p>
      <NumbersScroll label={t('policies.people')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">{t('policies.people.person')}</th>
              <th scope="col">{t('policies.people.state')}</th>
              <th scope="col">{t('policies.people.language')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <Person key={person.personId} person={person} />
            ))}
          </tbody>
        </table>
      </NumbersScroll>
    </section>
  );
}
