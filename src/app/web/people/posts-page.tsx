// Posts: which there are, who holds each, what it answers for.
import { Link } from '@tanstack/react-router';
import { Button, Dropdown, Input } from 'antd';
import { useState } from 'react';
import type { Role } from '#platform/access/roles.ts';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { WithKinds } from '../kinds.tsx';
import { holdsOn, type PostRow, type PostsAnswer } from './answers.ts';
import { DutyList } from './duty-list.tsx';
import { EndDialog } from './end-dialog.tsx';
import { DayInput, PersonSelect, PlaceSelect, RoleSelect } from './inputs.tsx';
import './people.css';
import { PostDialog } from './post-dialog.tsx';

type Asking = { what: 'change' | 'give' | 'release' | 'end'; post: PostRow } | { what: 'add' } | undefined;

/** The list of posts. */
export function PostsPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<PostsAnswer>('/posts');
  const [asking, ask] = useState<Asking>();
  const close = () => ask(undefined);
  const today = data?.today ?? '';
  const add = (
    <Button type="primary" onClick={() => ask({ what: 'add' })}>
      {t('posts.add')}
    </Button>
  );
  return (
    <Page
      title={t('posts.title')}
      subtitle={t('posts.subtitle')}
      actions={add}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={
        data?.posts.length === 0 ? (
          <Teach title={t('posts.none')}>
            <p>{t('posts.noneText')}</p>
          </Teach>
        ) : undefined
      }
    >
      <table className="records records-plain people-table">
        <thead>
          <tr>
            <th scope="col">{t('posts.name')}</th>
            <th scope="col">{t('posts.carries')}</th>
            <th scope="col">{t('posts.holder')}</th>
            <th scope="col">{t('posts.duties')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('posts.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.posts.map((post) => (
            <PostLine key={post.id} post={post} today={today} onAsk={ask} />
          ))}
        </tbody>
      </table>
      <WithKinds>
        {asking?.what === 'add' ? <AddPost onClose={close} /> : null}
        {asking?.what === 'change' ? <PostDialog post={asking.post} onClose={close} /> : null}
        {asking?.what === 'give' ? <GiveDialog post={asking.post} today={today} onClose={close} /> : null}
        {asking?.what === 'release' ? (
          <EndDialog
            today={today}
            onSend={(on) =>
              sendJson('POST', `/posts/${asking.post.id}/holders/end`, { personId: holderOf(asking.post, today), on })
            }
            onClose={close}
          />
        ) : null}
        {asking?.what === 'end' ? (
          <EndDialog
            today={today}
            text="posts.endText"
            onSend={(endedOn) => sendJson('PATCH', `/posts/${asking.post.id}`, { endedOn })}
            onClose={close}
          />
        ) : null}
      </WithKinds>
    </Page>
  );
}

const holderOf = (post: PostRow, today: string) => post.holders.find((one) => holdsOn(one, today))?.personId;

function PostLine({ post, today, onAsk }: { post: PostRow; today: string; onAsk: (asking: Asking) => void }) {
  const { t, local } = useWords();
  const isEnded = post.endedOn !== null && post.endedOn <= today;
  const holder = post.holders.find((one) => holdsOn(one, today));
  const items = [
    { key: 'change', label: t('posts.change'), onClick: () => onAsk({ what: 'change', post }) },
    ...(holder ? [{ key: 'release', label: t('posts.release'), onClick: () => onAsk({ what: 'release', post }) }] : []),
    { key: 'end', label: t('posts.end'), danger: true, onClick: () => onAsk({ what: 'end', post }) },
  ];
  return (
    <tr>
      <th scope="row">
        {local(post.name)} <span className="secondary">{post.code}</span>
      </th>
      <td>
        {t(`role.${post.role}`)} <span className="secondary">{local(post.scope.name)}</span>
      </td>
      <td>
        <Holders post={post} today={today} />
      </td>
      <td>
        <DutyList duties={post.duties} />
      </td>
      <td className="number nowrap people-actions">
        {isEnded ? null : (
          <>
            {holder ? null : (
              <Button size="small" onClick={() => onAsk({ what: 'give', post })}>
                {t('posts.give')}
              </Button>
            )}{' '}
            <Dropdown menu={{ items }} trigger={['click']}>
              <Button size="small" aria-label={`${t('posts.change')}: ${local(post.name)}`}>
                …
              </Button>
            </Dropdown>
          </>
        )}
      </td>
    </tr>
  );
}

function Holders({ post, today }: { post: PostRow; today: string }) {
  const { t, local } = useWords();
  if (post.endedOn !== null && post.endedOn <= today)
    return <span className="secondary">{t('posts.ended', { on: post.endedOn })}</span>;
  const now = post.holders.find((one) => holdsOn(one, today));
  const last = post.holders.filter((one) => one.before !== null && one.before <= today).at(-1);
  const next = post.holders.filter((one) => one.from > today);
  return (
    <ul className="people-roles">
      {now ? (
        <li>
          <Link to={`/settings/people/${now.personId}` as never}>{local(now.name)}</Link>{' '}
          <span className="secondary">{t('people.since', { from: now.from })}</span>
        </li>
      ) : (
        <li className="field-warning">
          {last?.before ? t('posts.vacantSince', { on: last.before }) : t('posts.vacant')}
        </li>
      )}
      {next.map((one) => (
        <li key={one.from} className="secondary">
          {t('posts.next', { from: one.from, name: local(one.name) })}
        </li>
      ))}
    </ul>
  );
}

function AddPost({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [typed, type] = useState({ code: '', en: '', zh: '' });
  const [role, setRole] = useState<Role | null>(null);
  const [scopeId, setScope] = useState<string | null>(null);
  const input = (name: keyof typeof typed, label: string, hint?: string) => (
    <Labelled label={label}>
      {(id) => (
        <>
          <Input
            id={id}
            value={typed[name]}
            maxLength={name === 'code' ? 40 : 200}
            onChange={(event) => type((now) => ({ ...now, [name]: event.target.value }))}
          />
          {hint ? <span className="small secondary">{hint}</span> : null}
        </>
      )}
    </Labelled>
  );
  return (
    <AskDialog
      title={t('posts.add')}
      ok={t('posts.add')}
      done={t('posts.setUp')}
      isIncomplete={Object.values(typed).some((one) => one.trim() === '') || role === null || scopeId === null}
      onSend={() =>
        sendJson('POST', '/posts', { code: typed.code, name: { en: typed.en, zh: typed.zh }, role, scopeId })
      }
      onClose={onClose}
    >
      {input('code', t('posts.code'), t('posts.codeHint'))}
      {input('zh', t('posts.nameZh'))}
      {input('en', t('posts.nameEn'))}
      <Labelled label={t('posts.carries')}>{(id) => <RoleSelect id={id} value={role} onChange={setRole} />}</Labelled>
      <Labelled label={t('people.scope')}>
        {(id) => <PlaceSelect id={id} value={scopeId} onChange={setScope} ofSuppliers={role === 'supplier'} />}
      </Labelled>
    </AskDialog>
  );
}

function GiveDialog({ post, today, onClose }: { post: PostRow; today: string; onClose: () => void }) {
  const { t, local } = useWords();
  const [personId, setPerson] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(today);
  return (
    <AskDialog
      title={t('posts.giveTitle', { post: local(post.name) })}
      ok={t('posts.give')}
      done={t('posts.given')}
      isIncomplete={personId === null || from === null}
      onSend={() => sendJson('POST', `/posts/${post.id}/holders`, { personId, from })}
      onClose={onClose}
    >
      <Labelled label={t('posts.person')}>
        {(id) => <PersonSelect id={id} value={personId} onChange={setPerson} />}
      </Labelled>
      <Labelled label={t('people.from')}>{(id) => <DayInput id={id} value={from} onChange={setFrom} />}</Labelled>
    </AskDialog>
  );
}
