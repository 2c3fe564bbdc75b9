// Everybody who has an account, with what they may do; one is added in three fields.
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { isOver, type PeopleAnswer, type PersonRow, statusOf } from './answers.ts';
import { AttributeInputs, type Attributes, isComplete } from './attribute-inputs.tsx';
import './people.css';

/** The list of people. */
export function PeoplePage() {
  const { t, local } = useWords();
  const { data, error, isPending, refetch } = useJson<PeopleAnswer>('/people');
  const [typed, type] = useState('');
  const [isAll, showAll] = useState(false);
  const [isAdding, add] = useState(false);
  const people = data?.people ?? [];
  const sought = typed.trim().toLowerCase();
  const textOf = (one: PersonRow) =>
    [
      ...[one.name.en, one.name.zh, one.userName, one.mail ?? ''],
      ...[...one.grants, ...one.posts].flatMap((held) => [t(`role.${held.role}`), local(held.scopeName)]),
      ...one.posts.map((post) => local(post.name)),
    ]
      .join(' ')
      .toLowerCase();
  const shown = people.filter((one) => (isAll || one.active) && (sought === '' || textOf(one).includes(sought)));
  return (
    <Page
      title={t('people.title')}
      subtitle={
        data ? t('people.subtitle', { all: people.length, active: people.filter((one) => one.active).length }) : ''
      }
      actions={
        <Button type="primary" onClick={() => add(true)}>
          {t('people.add')}
        </Button>
      }
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <div className="people-tools">
        <Input
          className="list-search"
          allowClear
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <Checkbox checked={isAll} onChange={(event) => showAll(event.target.checked)}>
          {t('people.showInactive')}
        </Checkbox>
      </div>
      {shown.length === 0 ? (
        <Teach title={t('people.none')}>
          <p>{t('people.noneText')}</p>
        </Teach>
      ) : (
        <table className="records records-plain people-table">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('people.userName')}</th>
              <th scope="col">{t('people.roles')}</th>
              <th scope="col">{t('people.account')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <PersonLine key={one.personId} person={one} today={data?.today ?? ''} />
            ))}
          </tbody>
        </table>
      )}
      {isAdding ? <AddPerson onClose={() => add(false)} /> : null}
    </Page>
  );
}

function PersonLine({ person, today }: { person: PersonRow; today: string }) {
  const { t, local } = useWords();
  const grants = person.grants.filter((grant) => !isOver(grant, today));
  const posts = person.posts.filter((post) => !isOver(post, today));
  return (
    <tr>
      <th scope="row">
        <Link to={`/settings/people/${person.personId}` as never}>{local(person.name)}</Link>
      </th>
      <td>{person.userName}</td>
      <td>
        <ul className="people-roles">
          {grants.map((grant) => (
            <li key={`${grant.role} ${grant.scopeId} ${grant.from}`}>
              {t(`role.${grant.role}`)} <span className="secondary">{local(grant.scopeName)}</span>
            </li>
          ))}
          {posts.map((post) => (
            <li key={`${post.id} ${post.from}`}>
              {local(post.name)}{' '}
              <span className="secondary">
                {t(`role.${post.role}`)} · {local(post.scopeName)}
              </span>
            </li>
          ))}
          {grants.length + posts.length === 0 ? <li className="secondary">{t('people.noRole')}</li> : null}
        </ul>
      </td>
      <td>
        {t(statusOf(person))}
        {person.sample ? <span className="secondary"> · {t('people.sample')}</span> : null}
      </td>
    </tr>
  );
}

function AddPerson({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const [userName, setUserName] = useState('');
  const [attributes, change] = useState<Attributes>({ en: '', zh: '', mail: '', language });
  return (
    <AskDialog
      title={t('people.add')}
      ok={t('people.add')}
      done={`${t('people.added', { name: attributes[language] })} ${t('people.addedNoRole')}`}
      isIncomplete={userName.trim() === '' || !isComplete(attributes)}
      onSend={() =>
        sendJson('POST', '/people', {
          userName,
          name: { en: attributes.en, zh: attributes.zh },
          language: attributes.language,
          mail: attributes.mail.trim() === '' ? null : attributes.mail.trim(),
        })
      }
      onClose={onClose}
    >
      <AttributeInputs value={attributes} onChange={change} />
      <Labelled label={t('people.userName')}>
        {(id) => (
          <>
            <Input
              id={id}
              autoComplete="off"
              aria-describedby={`${id}-hint`}
              value={userName}
              onChange={(event) => setUserName(event.target.value)}
            />
            <span id={`${id}-hint`} className="small secondary">
              {t('people.userNameHint')}
            </span>
          </>
        )}
      </Labelled>
    </AskDialog>
  );
}
