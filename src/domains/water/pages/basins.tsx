// The files of basins: one in, how far it is read, what it holds, and what was wrong with it.
import { Input, Progress } from 'antd';
import { useState } from 'react';
import { FileDrop, type Sending } from '#platform/records/web/file-drop.tsx';
import { sizeOf } from '#platform/records/web/file-size.ts';
import { uploadFile } from '#platform/ui/api.ts';
import { useDay, useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { BasinEdition, BasinsAnswer } from '../model/basin-edition.ts';
import '#platform/ui/chart/numbers.css';
import './risk.css';

const READ_AGAIN_MS = 1_000;
/** What WRI asks for; whoever imports another file says otherwise. */
const byDefault = {
  title: 'WRI Aqueduct 4.0',
  published: '2023-07-05',
  licence: 'CC BY 4.0',
  source: 'World Resources Institute, Aqueduct 4.0',
};
const percent = (share: number) => `${Math.round(share * 100)} %`;

function Adding() {
  const { t } = useWords();
  const { act } = useAct();
  const [about, say] = useState(byDefault);
  const [sending, send] = useState<Sending>();
  const isWhole = about.title.trim() !== '' && about.licence.trim() !== '' && about.source.trim() !== '';
  const upload = async (file: File) => {
    const { published, ...rest } = about;
    const tell = (share: number) => send({ name: file.name, share });
    tell(0);
    await act(() => uploadFile('/water/basins', file, { ...rest, ...(published ? { published } : {}) }, tell));
    send(undefined);
  };
  return (
    <section className="board">
      <h2 className="board-title">{t('water.basins.add')}</h2>
      <p className="prose">{t('water.basins.intro')}</p>
      <p className="secondary prose">{t('water.basins.attribution')}</p>
      <div className="basin-fields">
        {(['title', 'published', 'licence', 'source'] as const).map((field) => (
          <Labelled key={field} label={t(`water.basins.field.${field}`)}>
            {(id) => (
              <Input
                id={id}
                type={field === 'published' ? 'date' : 'text'}
                value={about[field]}
                maxLength={field === 'source' ? 500 : 200}
                onChange={({ target }) => say({ ...about, [field]: target.value })}
              />
            )}
          </Labelled>
        ))}
      </div>
      {isWhole ? (
        <FileDrop
          label={t('water.basins.send')}
          accept=".gpkg,.geojson,.json,.csv,.xlsx"
          sending={sending}
          onFiles={([file]) => (file ? void upload(file) : undefined)}
        />
      ) : null}
    </section>
  );
}

function State({ edition }: { edition: BasinEdition }) {
  const { t } = useWords();
  const { state, progress, problems } = edition;
  if (state === 'reading')
    return (
      <div>
        <StatusMark status="provisional" words={t('water.basins.reading', { share: percent(progress) })} />
        <Progress
          percent={Math.round(progress * 100)}
          size="small"
          showInfo={false}
          aria-label={t('water.basins.reading', { share: percent(progress) })}
        />
      </div>
    );
  if (state === 'refused')
    return (
      <div>
        <StatusMark status="behind" words={t('water.basins.refused')} />
        <ul className="basin-faults">
          {problems.map(({ code, row, facts }) => (
            <li key={`${code} ${row}`}>{t(`water.basins.fault.${code}`, { ...facts, row: row ?? 0 })}</li>
          ))}
        </ul>
      </div>
    );
  const { basins: count, baselines, outlines, futures } = edition;
  return <StatusMark status="on_track" words={t('water.basins.ready', { count, baselines, outlines, futures })} />;
}

/** The page of imported files. */
export function BasinsPage() {
  const { t, local, language } = useWords();
  const day = useDay();
  const instant = useInstant();
  const { data, error, isPending, refetch } = useJson<BasinsAnswer>(
    '/water/basins',
    {},
    {
      every: (answer) =>
        (answer as BasinsAnswer | undefined)?.editions.some(({ state }) => state === 'reading') ? READ_AGAIN_MS : false,
    },
  );
  return (
    <Page
      title={t('water.basins.title')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to="/water/risk">{t('water.risk.title')}</LinkButton>}
    >
      {data ? (
        <div className="basins">
          {data.mayImport ? <Adding /> : <p className="secondary">{t('water.basins.mayNot')}</p>}
          {data.editions.length === 0 ? (
            <Teach title={t('water.basins.none.title')}>
              <p>{t('water.basins.none.text')}</p>
            </Teach>
          ) : (
            <ul className="basin-editions">
              {data.editions.map((one) => (
                <li key={one.id} className="board">
                  <h2 className="board-title">
                    {one.title}{' '}
                    {one.synthetic ? <StatusMark status="at_risk" words={t('water.basins.synthetic')} /> : null}
                  </h2>
                  <State edition={one} />
                  <p className="secondary">
                    {[
                      one.source,
                      one.licence,
                      one.publishedOn ? day(one.publishedOn) : '',
                      `${one.fileName} (${sizeOf(one.bytes, language)})`,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                  <p className="side-text">
                    {one.addedBy
                      ? t('water.basins.addedBy', { name: local(one.addedBy), when: instant(one.addedAt) })
                      : instant(one.addedAt)}{' '}
                    · SHA-256 {one.fileSha256.slice(0, 12)}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </div>
      ) : null}
    </Page>
  );
}
