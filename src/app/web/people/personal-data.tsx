// What is held on a person: a line for each table that names him, how long it is kept, and what erasure does to it.
import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Erased, Kept } from '#platform/access/personal-tables.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import './people.css';

/** What the server says is held. */
export interface HeldAnswer {
  personId: string;
  userName: string;
  erased: { number: number; at: string; reason: string | null } | null;
  tables: readonly { table: string; kept: Kept; erased: Erased; count: number }[];
}

export interface PersonalDataProps {
  title: string;
  subtitle: string;
  /** address of what is held, and of the file beside it */
  path: string;
  /** what else can be done here */
  actions?: ReactNode;
  children?: ReactNode;
}

/** The page of one's own data, and of anybody's for whoever manages people. */
export function PersonalData({ title, subtitle, path, actions, children }: PersonalDataProps) {
  const { t, language } = useWords();
  const instant = useInstant();
  const { data, error, isPending, refetch } = useJson<HeldAnswer>(path);
  const [isAll, showAll] = useState(false);
  const shown = data?.tables.filter(({ count }) => isAll || count > 0) ?? [];
  return (
    <Page
      title={title}
      subtitle={subtitle}
      actions={
        data ? (
          <>
            <Button href={`/api/v1${path}.zip`} download>
              {t('privacy.download')}
            </Button>
            {data.erased ? null : actions}
          </>
        ) : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      {data?.erased ? (
        <p className="held-erased" role="status">
          {t('privacy.erasedOn', {
            on: instant(data.erased.at),
            number: data.erased.number,
            reason: data.erased.reason ?? '—',
          })}
        </p>
      ) : null}
      <div className="held-text">
        <p>{t('privacy.downloadText')}</p>
        <p>{t('privacy.freeText')}</p>
        {children}
      </div>
      <table className="records records-plain people-table held-table">
        <thead>
          <tr>
            <th scope="col">{t('privacy.what')}</th>
            <th scope="col" className="number">
              {t('privacy.count')}
            </th>
            <th scope="col">{t('privacy.keptFor')}</th>
            <th scope="col">{t('privacy.onErasure')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ table, count, kept, erased }) => (
            <tr key={table}>
              <th scope="row">{t(`privacy.table.${table}`)}</th>
              <td className="number" data-label={t('privacy.count')}>
                {count.toLocaleString(language)}
              </td>
              <td data-label={t('privacy.keptFor')}>{t(`privacy.kept.${kept}`)}</td>
              <td data-label={t('privacy.onErasure')}>{t(`privacy.erased.${erased}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Checkbox className="held-all" checked={isAll} onChange={(event) => showAll(event.target.checked)}>
        {t('privacy.showEmpty')}
      </Checkbox>
    </Page>
  );
}
