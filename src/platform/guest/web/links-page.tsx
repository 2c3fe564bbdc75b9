// Where one-time links are made, seen and withdrawn.
import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { MakeLink } from './make-link.tsx';
import './guest.css';

interface LinkAnswer {
  id: string;
  kind: string;
  scopeId: string | null;
  forWhom: string;
  madeByName: LocalText;
  expiresAt: string;
  openedAt: string | null;
  usedAt: string | null;
  revokedAt: string | null;
  importId: string | null;
  records: number | null;
  mayRevoke: boolean;
}

type Standing = 'used' | 'revoked' | 'expired' | 'opened' | 'waiting';

const standingOf = (link: LinkAnswer): { standing: Standing; at: string | null } => {
  if (link.usedAt) return { standing: 'used', at: link.usedAt };
  if (link.revokedAt) return { standing: 'revoked', at: link.revokedAt };
  if (new Date(link.expiresAt).getTime() <= Date.now()) return { standing: 'expired', at: link.expiresAt };
  return link.openedAt ? { standing: 'opened', at: link.openedAt } : { standing: 'waiting', at: null };
};

export function LinksPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useJson<{ links: LinkAnswer[] }>('/links');
  const [isMaking, make] = useState(false);
  const begin = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => make(true)}>
      {t('ui.links.make')}
    </Button>
  );
  return (
    <Page
      title={t('ui.links.title')}
      subtitle={t('ui.links.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      actions={data && data.links.length > 0 ? begin : null}
    >
      {data && data.links.length === 0 ? (
        <Teach title={t('ui.links.none')} actions={begin}>
          <p>{t('ui.links.noneText')}</p>
        </Teach>
      ) : data ? (
        <LinksTable links={data.links} />
      ) : null}
      {isMaking ? <MakeLink onDone={() => make(false)} /> : null}
    </Page>
  );
}

function LinksTable({ links }: { links: readonly LinkAnswer[] }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const client = useQueryClient();
  const refuse = useSaysRefusal();
  const organisation = useOrganisation();
  const revoke = async (id: string) => {
    try {
      await sendJson('POST', `/links/${id}/revoke`, {});
    } catch (error) {
      refuse(error);
    }
    await client.invalidateQueries({ queryKey: ['json', '/links'] });
  };
  return (
    <div className="table-scroll plain-scroll">
      <table className="records records-plain">
        <thead>
          <tr>
            <th scope="col">{t('ui.links.forWhom')}</th>
            <th scope="col">{t('ui.links.kind')}</th>
            <th scope="col">{t('ui.links.site')}</th>
            <th scope="col">{t('ui.links.status')}</th>
            <th scope="col">{t('ui.links.expires')}</th>
            <th scope="col">{t('ui.links.by')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('ui.links.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => {
            const { standing, at } = standingOf(link);
            const node = link.scopeId ? organisation?.byId.get(link.scopeId) : undefined;
            return (
              <tr key={link.id}>
                <td>{link.forWhom}</td>
                <td>{t(`${link.kind}|many`)}</td>
                <td>{node ? local(node.name) : '—'}</td>
                <td>
                  {t(`ui.links.status.${standing}`, { at: at ? instant(at) : '' })}
                  {link.importId && link.records !== null ? (
                    <>
                      {' · '}
                      <Link to={`/records/${link.kind}`} search={{ import: link.importId } as never}>
                        {t('ui.links.records', { count: link.records })}
                      </Link>
                    </>
                  ) : null}
                </td>
                <td>{instant(link.expiresAt)}</td>
                <td>{local(link.madeByName)}</td>
                <td>
                  {link.mayRevoke && (standing === 'waiting' || standing === 'opened') ? (
                    <Popconfirm
                      title={t('ui.links.revokeSure')}
                      okText={t('ui.links.revoke')}
                      cancelText={t('ui.links.cancel')}
                      onConfirm={() => void revoke(link.id)}
                    >
                      <Button size="small">{t('ui.links.revoke')}</Button>
                    </Popconfirm>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
