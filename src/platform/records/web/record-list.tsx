// The list of a kind: what is filtered, its count and sum, what can be done with it, and one record open beside it.
import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Drawer, Pagination } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useMay, useMe } from '#platform/ui/session.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordKind } from '../declare/kind.ts';
import type { RecordList as Answer } from './answers.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useKindWords } from './kinds.tsx';
import { pageSize, useListAddress } from './list-address.ts';
import { useColumns } from './list-choices.tsx';
import { ListTable } from './list-table.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { RecordCards } from './record-cards.tsx';
import { RecordView } from './record-view.tsx';
import { groupDigits } from './shown-value.ts';

/** Whether somebody may add records of a kind: a site's by right, the group's as one of its writers. */
export function useMayAdd(kind: RecordKind): boolean {
  const { actions, groupWriter } = useMe();
  return actions.includes('records.record') && (kind.owner === 'site' || groupWriter);
}

/** The list page of a kind; `tabs` stand above it where several kinds share a page. */
export function RecordListPage({ kind, title, tabs }: { kind: RecordKind; title?: string; tabs?: ReactNode }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const address = useListAddress(kind);
  const [columns, setColumns] = useColumns(kind);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [place, move] = useState(-1);
  const [isBeside, beside] = useState(false);
  const mayAdd = useMayAdd(kind);
  const mayAttach = useMay('evidence.attach');
  const { data, error, isPending, isPlaceholderData, refetch } = useJson<Answer>(
    `/records/${kind.kind}`,
    { ...address.question, limit: pageSize, offset: (address.page - 1) * pageSize },
    { keep: true },
  );
  const asked = JSON.stringify([kind.kind, address.question, address.page]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question has other rows
  useEffect(() => {
    select(new Set());
    move(-1);
  }, [asked]);
  const rows = data?.records ?? [];
  const chosen = useMemo(() => rows.filter((row) => selected.has(row.id)), [rows, selected]);
  const open = (id: string) => {
    if (isPhone) void navigate({ to: `/records/${kind.kind}/${id}` } as never);
    else address.change({ open: id });
  };
  const isFiltered =
    address.filters.length > 0 || address.q !== '' || address.states.length > 0 || address.figure !== undefined;
  return (
    <Page
      flush
      title={title ?? words.many}
      actions={
        mayAdd ? (
          <>
            <LinkButton
              to={`/import/${kind.kind}`}
              icon={<UploadOutlined aria-hidden="true" />}
              className="icon-on-phone"
              aria-label={t('ui.list.import')}
            >
              {t('ui.list.import')}
            </LinkButton>
            <LinkButton
              to={`/records/${kind.kind}/new`}
              primary
              icon={<PlusOutlined aria-hidden="true" />}
              className="icon-on-phone"
              aria-label={t('ui.list.new', { kind: words.inSentence })}
            >
              {t('ui.list.new', { kind: words.inSentence })}
            </LinkButton>
          </>
        ) : null
      }
    >
      {tabs}
      <ListToolbar
        kind={kind}
        address={address}
        columns={columns}
        onColumns={setColumns}
        names={data?.names ?? {}}
        list={data}
      />
      {error ? (
        <div className="list-body">
          <Problem error={error} onRetry={() => void refetch()} />
        </div>
      ) : isPending || !data ? (
        <Waiting rows={12} />
      ) : data.count === 0 ? (
        <Teach
          title={t(isFiltered ? 'ui.list.noneFound' : 'ui.list.none', { kind: words.manyInSentence })}
          actions={
            mayAdd && !isFiltered ? (
              <>
                <Button
                  href={addressOf(`/records/${kind.kind}/template.xlsx`)}
                  icon={<DownloadOutlined aria-hidden="true" />}
                >
                  {t('ui.import.template')}
                </Button>
                <LinkButton primary to={`/import/${kind.kind}`} icon={<UploadOutlined aria-hidden="true" />}>
                  {t('ui.list.importFile')}
                </LinkButton>
              </>
            ) : null
          }
        >
          <p>{t(isFiltered ? 'ui.list.noneFoundText' : 'ui.list.noneText')}</p>
        </Teach>
      ) : (
        <div className={isPlaceholderData ? 'list-body list-old' : 'list-body'} aria-busy={isPlaceholderData}>
          {isPhone ? (
            <RecordCards kind={kind} list={data} onOpen={open} />
          ) : (
            <ListTable
              kind={kind}
              list={data}
              columns={columns}
              address={address}
              selected={kind.review === 'none' && !(mayAttach && kind.evidence !== 'none') ? undefined : selected}
              onSelect={select}
              place={place}
              onPlace={(to) => {
                move(to);
                const row = rows[to];
                if (address.open && row && row.id !== address.open) address.change({ open: row.id });
              }}
              onOpen={open}
            />
          )}
          <footer className="list-foot">
            {chosen.length > 0 ? <BulkBar kind={kind} rows={chosen} onDone={() => select(new Set())} /> : null}
            <span role="status" className="list-count">
              {t('ui.list.count', { count: groupDigits(String(data.count)) })}
            </span>
            {data.count > pageSize ? (
              <Pagination
                size="small"
                simple={isPhone}
                current={address.page}
                pageSize={pageSize}
                total={data.count}
                showSizeChanger={false}
                onChange={(page) => address.change({ page: page === 1 ? undefined : String(page) })}
              />
            ) : null}
          </footer>
        </div>
      )}
      <Drawer
        open={address.open !== undefined && !isPhone}
        onClose={() => {
          beside(false);
          address.change({ open: undefined });
        }}
        mask={false}
        size={isBeside ? 1200 : 720}
        rootClassName="record-drawer"
        title={words.one}
        destroyOnHidden
        extra={address.open ? <Link to={`/records/${kind.kind}/${address.open}`}>{t('ui.record.asPage')}</Link> : null}
      >
        {address.open ? <RecordView kind={kind} id={address.open} onPaper={beside} /> : null}
      </Drawer>
    </Page>
  );
}
