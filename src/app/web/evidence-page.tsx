// All files in scope: found by name, kind, standing and what they lie behind; one of them looked at with its records.
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Drawer, Input, Pagination, Select } from 'antd';
import { evidenceKinds } from '#platform/evidence/kinds.ts';
import { sizeOf } from '#platform/records/web/file-size.ts';
import type { FileRow, FilesAnswer } from '#platform/records/web/paper-answers.ts';
import { fileAddress, PaperPreview } from '#platform/records/web/paper-preview.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach, Waiting } from '#platform/ui/page.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { EvidenceTabs } from './evidence-tabs.tsx';
import { kinds } from './kinds.tsx';
import './evidence.css';

const pageSize = 50;
const standings = ['in-force', 'expiring', 'expired', 'ended'] as const;
const marks = { 'in-force': '●', expiring: '▲', expired: '▼', ended: '○' } as const;

interface Asked {
  q?: string;
  paper?: string;
  standing?: string;
  behind?: string;
  page?: string;
  open?: string;
}

/** Changes what the address asks for; whatever else than the open file changes, the list begins at its first page. */
function useChange(): (part: Asked) => void {
  const navigate = useNavigate();
  return (part) =>
    void navigate({
      to: '.',
      replace: true,
      resetScroll: false,
      search: (now: object) => ({ ...now, ...('open' in part || 'page' in part ? {} : { page: undefined }), ...part }),
    } as never);
}

export function EvidencePage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const asked = useSearch({ strict: false }) as Asked;
  const change = useChange();
  const at = Math.max(1, Number(asked.page) || 1);
  const { data, error, isPending, refetch } = useJson<FilesAnswer>(
    '/evidence',
    {
      ...{ scope, q: asked.q, evidenceKind: asked.paper, standing: asked.standing, kind: asked.behind },
      ...{ limit: pageSize, offset: (at - 1) * pageSize },
    },
    { keep: true },
  );
  const isFiltered = Boolean(asked.q || asked.paper || asked.standing || asked.behind);
  const file = data?.files.find(({ sha256 }) => sha256 === asked.open);
  return (
    <Page
      title={t('ui.place.evidence')}
      subtitle={t('evidence.files.subtitle')}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      <EvidenceTabs at="files" />
      <Filters asked={asked} change={change} />
      {isPending || !data ? (
        <Waiting rows={10} />
      ) : data.count === 0 ? (
        <Teach title={t(isFiltered ? 'evidence.files.noneFound' : 'evidence.files.none')}>
          <p>{t(isFiltered ? 'evidence.files.noneFoundText' : 'evidence.files.noneText')}</p>
        </Teach>
      ) : (
        <>
          <Files files={data.files} onOpen={(sha256) => change({ open: sha256 })} />
          <footer className="files-foot">
            <span role="status">{t('evidence.files.count', { count: data.count })}</span>
            {data.count > pageSize ? (
              <Pagination
                size="small"
                current={at}
                pageSize={pageSize}
                total={data.count}
                showSizeChanger={false}
                onChange={(page) => change({ page: page === 1 ? undefined : String(page) } as Asked)}
              />
            ) : null}
          </footer>
        </>
      )}
      <Drawer
        open={file !== undefined}
        onClose={() => change({ open: undefined } as unknown as Asked)}
        mask={false}
        size={720}
        rootClassName="record-drawer"
        title={file?.fileName}
        destroyOnHidden
      >
        {file ? <OneFile file={file} /> : null}
      </Drawer>
    </Page>
  );
}

function Filters({ asked, change }: { asked: Asked; change: (part: Asked) => void }) {
  const { t } = useWords();
  const select = (
    name: 'paper' | 'standing' | 'behind',
    any: string,
    options: readonly { value: string; label: string }[],
  ) => (
    <Select
      aria-label={t(any)}
      placeholder={t(any)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={asked[name] ?? null}
      options={[...options]}
      onChange={(value: string | undefined) => change({ [name]: value || undefined })}
    />
  );
  return (
    <search className="files-filters">
      <Input.Search
        key={asked.q ?? ''}
        aria-label={t('evidence.files.search')}
        placeholder={t('evidence.files.search')}
        allowClear
        defaultValue={asked.q}
        onSearch={(q) => change({ q: q.trim() || undefined } as Asked)}
      />
      {select(
        'paper',
        'evidence.files.anyKind',
        evidenceKinds.map((value) => ({ value, label: t(`ui.evidence.kind.${value}`) })),
      )}
      {select(
        'standing',
        'evidence.files.anyStanding',
        standings.map((value) => ({ value, label: t(`evidence.standing.${value}`) })),
      )}
      {select(
        'behind',
        'evidence.files.anyRecord',
        [...kinds.keys()].map((value) => ({ value, label: t(`${value}|many`) })),
      )}
    </search>
  );
}

function Files({ files, onOpen }: { files: readonly FileRow[]; onOpen: (sha256: string) => void }) {
  const { t, has, local, language } = useWords();
  const instant = useInstant();
  const isPhone = useIsPhone();
  const kindOf = ({ evidenceKind }: FileRow) =>
    has(`ui.evidence.kind.${evidenceKind}`) ? t(`ui.evidence.kind.${evidenceKind}`) : evidenceKind;
  const standing = (file: FileRow) => (
    <span className={`standing standing-${file.standing}`}>
      <span aria-hidden="true">{marks[file.standing]}</span> {t(`evidence.standing.${file.standing}`)}
    </span>
  );
  const scan = (file: FileRow) =>
    file.scan === 'infected' ? (
      <span className="field-error">{t('ui.evidence.scan.infected')}</span>
    ) : (
      t(`ui.evidence.scan.${file.scan}`)
    );
  if (isPhone)
    return (
      <ul className="file-cards">
        {files.map((file) => (
          <li key={file.sha256}>
            <button type="button" onClick={() => onOpen(file.sha256)}>
              <span className="paper-name">{file.fileName}</span>
              <span className="small secondary">
                {kindOf(file)} · {t('ui.evidence.records', { count: file.records })}
              </span>
              <span className="small">
                {standing(file)}
                {file.expiresOn ? ` · ${t('ui.evidence.until', { date: file.expiresOn })}` : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
    );
  const columns = ['name', 'kind', 'standing', 'from', 'until', 'records', 'at', 'scan'] as const;
  return (
    <NumbersScroll label={t('evidence.files.title')}>
      <table className="records records-plain">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={column === 'records' ? 'number' : undefined}>
                {t(`evidence.files.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.sha256}>
              <td>
                <button type="button" className="row-button" onClick={() => onOpen(file.sha256)}>
                  {file.fileName}
                </button>{' '}
                <span className="small secondary">{sizeOf(file.bytes, language)}</span>
              </td>
              <td>{kindOf(file)}</td>
              <td>{standing(file)}</td>
              <td>{file.effectiveOn ?? '—'}</td>
              <td>{file.expiresOn ?? '—'}</td>
              <td className="number">{file.records}</td>
              <td>
                {local(file.actorName)} <span className="secondary">{instant(file.at)}</span>
              </td>
              <td className="secondary">{scan(file)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

interface Behind {
  linkId: string;
  kind: string;
  id: string;
  code: string;
  en: string;
  zh: string;
  site: string | null;
  ended: boolean;
}

function OneFile({ file }: { file: FileRow }) {
  const { t, language } = useWords();
  const { data } = useJson<{ records: Behind[] }>(`/evidence/${file.sha256}/records`);
  const isOpenable = file.scan !== 'infected' && file.scan !== 'scanning';
  return (
    <div className="one-file">
      <PaperPreview file={file} />
      <p className="evidence-bar small">
        {isOpenable ? (
          <a href={fileAddress(file)} target="_blank" rel="noreferrer">
            {t('ui.evidence.open')}
          </a>
        ) : (
          <span />
        )}
        <span className="secondary" title={file.sha256}>
          SHA-256 {file.sha256.slice(0, 12)}… · {t(`ui.evidence.scan.${file.scan}`)}
        </span>
      </p>
      <h3>{t('evidence.files.behind')}</h3>
      {data ? (
        <ul className="file-records">
          {data.records.map((one) => (
            <li key={one.linkId}>
              <Link to={`/records/${one.kind}/${one.id}`}>{one[language] || one.code || '—'}</Link>{' '}
              <span className="small secondary">
                {[t(one.kind), one.site ?? '', one.ended ? t('evidence.files.detached') : '']
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Waiting rows={2} />
      )}
    </div>
  );
}
