// The two pages of personal data: one's own, and a person's for whoever manages people, who may erase him there.
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { PersonAnswer, PersonRow } from './answers.ts';
import { PersonalData } from './personal-data.tsx';

/** What is held on oneself. */
export function OwnDataPage() {
  const { t } = useWords();
  return (
    <PersonalData title={t('privacy.ownTitle')} subtitle={t('privacy.ownSubtitle')} path="/account/personal-data">
      <p>{t('privacy.ownErase')}</p>
    </PersonalData>
  );
}

/** What is held on anybody. */
export function PersonDataPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t, local } = useWords();
  const me = useMe();
  const { data } = useJson<PersonAnswer>(`/people/${id ?? ''}`);
  const [isErasing, erase] = useState(false);
  const person = data?.person;
  return (
    <>
      <PersonalData
        title={person ? `${local(person.name)} · ${t('privacy.title')}` : t('privacy.title')}
        subtitle={t('privacy.subtitle')}
        path={`/people/${id ?? ''}/personal-data`}
        actions={
          <>
            <LinkButton to={`/settings/people/${id ?? ''}`}>{t('platform.person')}</LinkButton>
            {person && person.personId !== me.person.id ? (
              <Button danger onClick={() => erase(true)}>
                {t('privacy.erase')}
              </Button>
            ) : null}
          </>
        }
      />
      {person && isErasing ? <EraseDialog person={person} onClose={() => erase(false)} /> : null}
    </>
  );
}

function EraseDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const { t } = useWords();
  const [reason, giveReason] = useState('');
  const [typed, type] = useState('');
  return (
    <AskDialog
      title={t('privacy.eraseTitle')}
      ok={t('privacy.eraseDo')}
      done={t('privacy.erasedDone')}
      danger
      isIncomplete={reason.trim() === '' || typed.trim().toLowerCase() !== person.userName}
      onSend={() => sendJson('POST', `/people/${person.personId}/erase`, { userName: typed, reason })}
      onClose={onClose}
    >
      <p>{t('privacy.eraseText')}</p>
      <p>
        {t('privacy.eraseHandOver')}{' '}
        <LinkButton size="small" to="/settings/hand-over" search={{ from: person.personId }}>
          {t('people.handOver')}
        </LinkButton>
      </p>
      <Labelled label={t('privacy.eraseReason')}>
        {(id) => (
          <>
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={500}
              aria-describedby={`${id}-hint`}
              value={reason}
              onChange={(event) => giveReason(event.target.value)}
            />
            <span id={`${id}-hint`} className="small secondary">
              {t('privacy.eraseReasonHint')}
            </span>
          </>
        )}
      </Labelled>
      <Labelled label={t('privacy.eraseConfirm', { userName: person.userName })}>
        {(id) => <Input id={id} autoComplete="off" value={typed} onChange={(event) => type(event.target.value)} />}
      </Labelled>
    </AskDialog>
  );
}
