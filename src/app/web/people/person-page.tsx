// One person: what is granted to him, which posts he holds and what they answer for, what was handed over.
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Role } from '#platform/access/roles.ts';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import {
  type GrantRow,
  type HandOverRow,
  isOver,
  type PersonAnswer,
  type PersonRow,
  type PostRow,
  statusOf,
} from './answers.ts';
import { AttributeInputs, type Attributes, isComplete } from './attribute-inputs.tsx';
import { DutyList } from './duty-list.tsx';
import { EndDialog } from './end-dialog.tsx';
import { DayInput, PlaceSelect, RoleSelect } from './inputs.tsx';
import './people.css';
import { useDaysSaid, useMovedSaid } from './said.ts';

type Asking = { what: 'edit' | 'grant' | 'off' } | { what: 'end'; grant: GrantRow } | undefined;

/** The page of one person. */
export function PersonPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t, local } = useWords();
  const { data, error, isPending, refetch } = useJson<PersonAnswer>(`/people/${id ?? ''}`);
  const [asking, ask] = useState<Asking>();
  const person = data?.person;
  const close = () => ask(undefined);
  return (
    <Page
      title={person ? local(person.name) : t('people.title')}
      subtitle={person ? <Subtitle person={person} /> : undefined}
      actions={
        person ? (
          <>
            <LinkButton to={`/settings/people/${person.personId}/personal-data`}>{t('privacy.open')}</LinkButton>
            {person.erased === null ? (
              <>
                <Button onClick={() => ask({ what: 'edit' })}>{t('people.edit')}</Button>
                <Button onClick={() => ask({ what: 'off' })} danger={person.active}>
                  {t(person.active ? 'people.switchOff' : 'people.switchOn')}
                </Button>
              </>
            ) : null}
            <LinkButton primary to="/settings/hand-over" search={{ from: person.personId }}>
              {t('people.handOver')}
            </LinkButton>
          </>
        ) : null
      }
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      {data && person ? (
        <div className="people-sections">
          <Posts posts={data.posts} person={person} today={data.today} />
          <Grants person={person} today={data.today} onAsk={ask} />
          <HandOvers handOvers={data.handOvers} person={person} />
        </div>
      ) : null}
      {person && asking?.what === 'edit' ? <EditDialog person={person} onClose={close} /> : null}
      {person && asking?.what === 'off' ? <SwitchDialog person={person} onClose={close} /> : null}
      {person && asking?.what === 'grant' ? (
        <GrantDialog person={person} today={data?.today ?? ''} onClose={close} />
      ) : null}
      {person && asking?.what === 'end' ? (
        <EndDialog
          today={data?.today ?? ''}
          onSend={(before) => {
            const { role, scopeId, from } = asking.grant;
            return sendJson('POST', `/people/${person.personId}/grants/end`, { role, scopeId, from, before });
          }}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}

function Subtitle({ person }: { person: PersonRow }) {
  const { t } = useWords();
  const said = [
    person.userName,
    ...(person.erased === null ? [person.mail ?? t('people.noMail'), t(`people.language.${person.language}`)] : []),
    t(statusOf(person)),
    ...(person.sample ? [t('people.sample')] : []),
  ];
  return <>{said.join(' · ')}</>;
}

function Posts({ posts, person, today }: { posts: readonly PostRow[]; person: PersonRow; today: string }) {
  const { t, local } = useWords();
  const daysSaid = useDaysSaid(today);
  const held = posts.flatMap((post) =>
    post.holders.filter(({ personId }) => personId === person.personId).map((days) => ({ post, days })),
  );
  return (
    <section>
      <h2>{t('people.posts')}</h2>
      {held.length === 0 ? (
        <p className="secondary">{t('people.noPosts')}</p>
      ) : (
        <table className="records records-plain people-table">
          <thead>
            <tr>
              <th scope="col">{t('posts.name')}</th>
              <th scope="col">{t('posts.carries')}</th>
              <th scope="col">{t('people.answersFor')}</th>
              <th scope="col">{t('people.from')}</th>
            </tr>
          </thead>
          <tbody>
            {held.map(({ post, days }) => (
              <tr key={`${post.id} ${days.from}`}>
                <th scope="row">
                  {local(post.name)} <span className="secondary">{post.code}</span>
                </th>
                <td>
                  {t(`role.${post.role}`)} <span className="secondary">{local(post.scope.name)}</span>
                </td>
                <td>
                  <DutyList duties={post.duties} />
                </td>
                <td>{daysSaid(days)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Grants({ person, today, onAsk }: { person: PersonRow; today: string; onAsk: (asking: Asking) => void }) {
  const { t, local } = useWords();
  const daysSaid = useDaysSaid(today);
  return (
    <section>
      <div className="people-head">
        <h2>{t('people.grants')}</h2>
        {person.erased === null ? <Button onClick={() => onAsk({ what: 'grant' })}>{t('people.grant')}</Button> : null}
      </div>
      <p className="small secondary">{t('people.grantsText')}</p>
      {person.grants.length === 0 ? (
        <p className="secondary">{t('people.noGrants')}</p>
      ) : (
        <table className="records records-plain people-table">
          <thead>
            <tr>
              <th scope="col">{t('people.role')}</th>
              <th scope="col">{t('people.scope')}</th>
              <th scope="col">{t('people.from')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('people.end')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {person.grants.map((grant) => (
              <tr key={`${grant.role} ${grant.scopeId} ${grant.from}`}>
                <th scope="row">{t(`role.${grant.role}`)}</th>
                <td>{local(grant.scopeName)}</td>
                <td>{daysSaid(grant)}</td>
                <td className="number people-actions">
                  {isOver(grant, today) ? null : (
                    <Button size="small" onClick={() => onAsk({ what: 'end', grant })}>
                      {t('people.end')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function HandOvers({ handOvers, person }: { handOvers: readonly HandOverRow[]; person: PersonRow }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const movedSaid = useMovedSaid();
  return (
    <section>
      <h2>{t('people.handOvers')}</h2>
      {handOvers.length === 0 ? (
        <p className="secondary">{t('people.noHandOvers')}</p>
      ) : (
        <ol className="timeline">
          {handOvers.map((one) => {
            const isFrom = one.from.personId === person.personId;
            return (
              <li key={one.id}>
                <div className="timeline-head">
                  <strong>
                    {t(isFrom ? 'people.handedTo' : 'people.handedFrom', {
                      name: local(isFrom ? one.to.name : one.from.name),
                      on: one.on,
                    })}
                  </strong>
                  <time dateTime={one.at}>{instant(one.at)}</time>
                </div>
                <p>
                  {movedSaid(one.moved)} <span className="secondary">{local(one.scopeName)}</span>
                </p>
                {one.reason ? <p className="history-reason">{one.reason}</p> : null}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

function EditDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { t } = useWords();
  const [attributes, change] = useState<Attributes>({
    ...person.name,
    mail: person.mail ?? '',
    language: person.language,
  });
  return (
    <AskDialog
      title={t('people.edit')}
      ok={t('people.save')}
      done={t('people.changed')}
      isIncomplete={!isComplete(attributes)}
      onSend={() =>
        sendJson('PATCH', `/people/${person.personId}`, {
          attributes: {
            name: { en: attributes.en, zh: attributes.zh },
            language: attributes.language,
            mail: attributes.mail.trim() === '' ? null : attributes.mail.trim(),
          },
        })
      }
      onClose={onClose}
    >
      <AttributeInputs value={attributes} onChange={change} />
    </AskDialog>
  );
}

function SwitchDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { t } = useWords();
  const word = t(person.active ? 'people.switchOff' : 'people.switchOn');
  return (
    <AskDialog
      title={word}
      ok={word}
      done={t(person.active ? 'people.switchedOff' : 'people.switchedOn')}
      danger={person.active}
      onSend={() => sendJson('PATCH', `/people/${person.personId}`, { active: !person.active })}
      onClose={onClose}
    >
      {person.active ? <p>{t('people.switchOffText')}</p> : null}
    </AskDialog>
  );
}

function GrantDialog({ person, today, onClose }: { person: PersonRow; today: string; onClose: () => void }) {
  const { t } = useWords();
  const [role, setRole] = useState<Role | null>(null);
  const [scopeId, setScope] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(today);
  const [before, setBefore] = useState<string | null>(null);
  const ofSuppliers = role === 'supplier';
  return (
    <AskDialog
      title={t('people.grant')}
      ok={t('people.grant')}
      done={t('people.granted')}
      isIncomplete={role === null || scopeId === null || from === null}
      onSend={() =>
        sendJson('POST', `/people/${person.personId}/grants`, { role, scopeId, from, ...(before ? { before } : {}) })
      }
      onClose={onClose}
    >
      <Labelled label={t('people.role')}>
        {(id) => (
          <RoleSelect
            id={id}
            value={role}
            onChange={(chosen) => {
              if ((chosen === 'supplier') !== ofSuppliers) setScope(null);
              setRole(chosen);
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('people.scope')}>
        {(id) => (
          <>
            <PlaceSelect id={id} value={scopeId} onChange={setScope} ofSuppliers={ofSuppliers} />
            {ofSuppliers ? null : <span className="small secondary">{t('people.scopeHint')}</span>}
          </>
        )}
      </Labelled>
      <Labelled label={t('people.from')}>{(id) => <DayInput id={id} value={from} onChange={setFrom} />}</Labelled>
      <Labelled label={t('people.before')}>
        {(id) => <DayInput id={id} value={before} onChange={setBefore} optional />}
      </Labelled>
    </AskDialog>
  );
}
