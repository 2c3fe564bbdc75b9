// Accounts and sign-in codes: whom one may let in, a new account with its first role, and a new code for whoever lost his.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useRefusalWords, useSaysRefusal } from '#platform/ui/refusal.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { Refusal } from './entrance.tsx';
import { InviteForm, type PlaceToGive } from './invite-form.tsx';
import { type MadeCard, SignInCard } from './sign-in-card.tsx';
import './ways-in.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Invited {
  personId: string;
  userName: string;
  name: LocalText;
  active: boolean;
  rights: { role: string; scopeName: LocalText }[];
  isActivated: boolean;
  secondFactor: boolean;
  passkeys: number;
  link: { purpose: string; expiresAt: string } | null;
}
interface Answer {
  people: Invited[];
  scopes: PlaceToGive[];
}

export function InvitationsPage() {
  const { t, local } = useWords();
  const client = useQueryClient();
  const says = useSaysRefusal();
  const { data, error, isPending, refetch } = useJson<Answer>('/invitations');
  const [sought, seek] = useState('');
  const [isInviting, invite] = useState(false);
  const [card, show] = useState<MadeCard | undefined>();
  const [lost, loseOf] = useState<Invited | undefined>();
  const again = () => void client.invalidateQueries({ queryKey: ['json', '/invitations'] });
  const linkFor = async ({ personId, userName, name }: Invited) => {
    try {
      const made = await sendJson<Omit<MadeCard, 'userName' | 'name'>>('POST', `/invitations/${personId}/link`);
      show({ ...made, userName, name });
      again();
    } catch (problem) {
      says(problem);
    }
  };
  const people = data?.people ?? [];
  const wanted = sought.trim().toLowerCase();
  const found = people.filter(({ userName, name }) =>
    [userName, name.en ?? '', name.zh ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  );
  const add = (
    <Button type="primary" onClick={() => invite(true)}>
      {t('waysIn.invite.new')}
    </Button>
  );
  return (
    <Page
      title={t('waysIn.invite.title')}
      subtitle={t('waysIn.invite.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={data ? add : undefined}
      empty={
        data && people.length === 0 ? (
          <Teach title={t('waysIn.invite.none.title')}>
            <p>{t('waysIn.invite.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      <div className="log-filters">
        <Input
          className="list-search"
          allowClear
          aria-label={t('waysIn.invite.search')}
          placeholder={t('waysIn.invite.search')}
          value={sought}
          onChange={(event) => seek(event.target.value)}
        />
      </div>
      {found.length === 0 ? <p>{t('waysIn.invite.noHit')}</p> : null}
      {found.length > 0 ? <People people={found} onLink={linkFor} onLost={loseOf} /> : null}
      {isInviting && data ? (
        <InviteForm
          scopes={data.scopes}
          onClose={() => invite(false)}
          onMade={(made) => {
            invite(false);
            show(made);
            again();
          }}
        />
      ) : null}
      {card ? <SignInCard card={card} onClose={() => show(undefined)} /> : null}
      {lost ? (
        <LostPhone
          personId={lost.personId}
          name={local(lost.name)}
          onClose={() => loseOf(undefined)}
          onDone={() => {
            loseOf(undefined);
            again();
          }}
        />
      ) : null}
    </Page>
  );
}

function People({
  people,
  onLink,
  onLost,
}: {
  people: readonly Invited[];
  onLink: (one: Invited) => Promise<void>;
  onLost: (one: Invited) => void;
}) {
  const { t, local } = useWords();
  const instant = useInstant();
  const state = (one: Invited) =>
    [
      t(
        one.active
          ? one.isActivated
            ? 'waysIn.invite.activated'
            : 'waysIn.invite.notActivated'
          : 'waysIn.invite.inactive',
      ),
      ...(one.secondFactor ? [t('waysIn.invite.second')] : []),
      ...(one.link ? [t('waysIn.invite.linkUntil', { at: instant(one.link.expiresAt) })] : []),
    ].join(' · ');
  // Who has a role himself and by a post has it once.
  const rolesOf = ({ rights }: Invited) =>
    [...new Set(rights.map(({ role, scopeName }) => `${t(`role.${role}`)} · ${local(scopeName)}`))].join('; ');
  return (
    <TableScroll label={t('waysIn.invite.title')}>
      <table className="records records-plain records-cards">
        <thead>
          <tr>
            <th scope="col">{t('waysIn.invite.person')}</th>
            <th scope="col">{t('ui.signIn.userName')}</th>
            <th scope="col">{t('waysIn.invite.roles')}</th>
            <th scope="col">{t('waysIn.invite.state')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('waysIn.invite.link')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.personId}>
              <th scope="row">{local(one.name)}</th>
              <td>{one.userName}</td>
              <td className="invited-roles">{rolesOf(one)}</td>
              <td>{state(one)}</td>
              <td>
                {one.active ? (
                  <div className="own-actions">
                    <Button
                      size="small"
                      aria-label={t('waysIn.invite.linkFor', { name: local(one.name) })}
                      onClick={() => void onLink(one)}
                    >
                      {t('waysIn.invite.link')}
                    </Button>
                    {one.secondFactor || one.passkeys > 0 ? (
                      <Button
                        size="small"
                        aria-label={t('waysIn.invite.removeSecondFor', { name: local(one.name) })}
                        onClick={() => onLost(one)}
                      >
                        {t('waysIn.invite.removeSecond')}
                      </Button>
                    ) : null}
                  </div>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function LostPhone({
  personId,
  name,
  onClose,
  onDone,
}: {
  personId: string;
  name: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useWords();
  const wordsOf = useRefusalWords();
  const [reason, setReason] = useState('');
  const [refused, refuse] = useState<string | undefined>();
  const remove = async () => {
    try {
      await sendJson('POST', `/invitations/${personId}/remove-second-factor`, { reason });
      onDone();
    } catch (error) {
      refuse(wordsOf(error));
    }
  };
  return (
    <Modal
      open
      title={t('waysIn.invite.removeTitle', { name })}
      okText={t('waysIn.invite.remove')}
      cancelText={t('waysIn.account.cancel')}
      okButtonProps={{ disabled: reason.trim().length < 3 }}
      onOk={() => void remove()}
      onCancel={onClose}
    >
      <div className="invite-form">
        <p>{t('waysIn.invite.removeText')}</p>
        <Labelled label={t('waysIn.invite.reason')}>
          {(id) => <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />}
        </Labelled>
        <Refusal words={refused} />
      </div>
    </Modal>
  );
}
