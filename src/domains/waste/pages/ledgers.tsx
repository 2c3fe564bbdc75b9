// Which ledgers does the authority want of this factory, what is missing for them, and the files to hand in.
import { DownloadOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { addressOf } from '#platform/ui/api.ts';
import { BasisSwitch } from '#platform/ui/basis-switch.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { LedgerGapsAnswer, LedgerLayoutAnswer } from './ledger-answers.ts';
import { LedgerPreview } from './ledger-preview.tsx';
import './ledgers.css';
import '#platform/ui/chart/numbers.css';

const fileLanguages = ['zh', 'en'] as const;
/** Records named beside what is missing; the rest is counted. */
const MOST_MENDS = 6;

function Unverified() {
  const { t } = useWords();
  return (
    <span className="status status-at_risk" title={t('waste.ledger.unverified')}>
      <span className="status-sign" aria-hidden="true">
        ▲
      </span>
      {t('waste.ledger.page.unverified')}
    </span>
  );
}

function LayoutList({
  layouts,
  chosen,
  choose,
}: {
  layouts: readonly LedgerLayoutAnswer[];
  chosen: string;
  choose: (edition: string) => void;
}) {
  const { t, local } = useWords();
  return (
    <nav aria-label={t('waste.ledger.page.layouts')}>
      <ul className="ledger-list">
        {layouts.map(({ edition, title, verified }) => (
          <li key={edition}>
            <button
              type="button"
              className={edition === chosen ? 'ledger-choice ledger-chosen' : 'ledger-choice'}
              aria-current={edition === chosen ? 'true' : undefined}
              onClick={() => choose(edition)}
            >
              <span>{local(title)}</span>
              {verified ? null : <Unverified />}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** One of each name: the lines of one document lead to one another. */
const named = (mends: NonNullable<LedgerGapsAnswer['gaps'][number]['mend']>) => [
  ...new Map(mends.map((mend) => [mend.name.en, mend])).values(),
];

function Gaps({ answer }: { answer: LedgerGapsAnswer }) {
  const { t, local } = useWords();
  return (
    <section className="board" aria-labelledby="ledger-gaps-title">
      <h2 id="ledger-gaps-title" className="board-title">
        {t('waste.ledger.page.missing')}
      </h2>
      {answer.gaps.length === 0 ? (
        <p>{t('waste.ledger.page.nothingMissing')}</p>
      ) : (
        <ul className="ledger-gaps">
          {answer.gaps.map(({ words, mend = [] }) => (
            <li key={words}>
              {words}
              {mend.length > 0 ? (
                <p className="side-text">
                  {t('waste.ledger.page.mend')}{' '}
                  {named(mend)
                    .slice(0, MOST_MENDS)
                    .map(({ kind, id, name }) => (
                      <Link key={id} to={`/records/${kind}/${id}`} className="ledger-mend">
                        {local(name)}
                      </Link>
                    ))}
                  {named(mend).length > MOST_MENDS ? `+ ${named(mend).length - MOST_MENDS}` : null}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Checks({ layout, answer }: { layout: LedgerLayoutAnswer; answer: LedgerGapsAnswer }) {
  const { t, local } = useWords();
  const titleOf = (id: string) => local(layout.sheets.find((sheet) => sheet.id === id)?.title);
  return (
    <ul className="ledger-checks">
      {answer.checks.map(({ sheetId, agrees, words }) => (
        <li key={sheetId}>
          <span className={`status status-${agrees ? 'on_track' : 'behind'}`}>
            <span className="status-sign" aria-hidden="true">
              {agrees ? '●' : '▼'}
            </span>
            {t(agrees ? 'waste.ledger.page.agrees' : 'waste.ledger.page.differs')}
          </span>{' '}
          <span>
            {titleOf(sheetId)}: {words}
          </span>
        </li>
      ))}
    </ul>
  );
}

function OneLedger({ layout, site }: { layout: LedgerLayoutAnswer; site: string }) {
  const { t, local } = useWords();
  const { period, basis } = useAddress();
  const [fileLanguage, chooseLanguage] = useState<(typeof fileLanguages)[number]>('zh');
  const { data, error, refetch } = useJson<LedgerGapsAnswer>(
    `/waste/ledgers/${layout.edition}/gaps`,
    { site, period, basis },
    { keep: true },
  );
  const edition = layout.effectiveFrom
    ? t('waste.ledger.page.edition', { edition: layout.edition, from: layout.effectiveFrom })
    : t('waste.ledger.page.editionOnly', { edition: layout.edition });
  return (
    <div className="ledger">
      <section className="board" aria-labelledby="ledger-title">
        <div className="ledger-head">
          <div>
            <h2 id="ledger-title" className="board-title">
              {local(layout.title)}
            </h2>
            <p className="side-text">
              {edition} {layout.verified ? null : <Unverified />}
            </p>
          </div>
          <div className="ledger-download">
            <Segmented
              aria-label={t('waste.ledger.page.language')}
              value={fileLanguage}
              options={fileLanguages.map((one) => ({ value: one, label: t(`waste.ledger.page.language.${one}`) }))}
              onChange={chooseLanguage}
            />
            <Button
              type="primary"
              icon={<DownloadOutlined aria-hidden="true" />}
              href={addressOf(`/waste/ledgers/${layout.edition}.xlsx`, { site, period, basis, lang: fileLanguage })}
              download
              aria-label={t('waste.ledger.page.download.label', { layout: local(layout.title) })}
            >
              {t('waste.ledger.page.download')}
            </Button>
          </div>
        </div>
        {data ? <Checks layout={layout} answer={data} /> : null}
        <p className="side-text">{t('waste.ledger.page.source', { source: layout.source })}</p>
        {layout.note ? <p className="side-text">{local(layout.note)}</p> : null}
      </section>
      {data ? (
        <>
          <Gaps answer={data} />
          <LedgerPreview key={layout.edition} layout={layout} answer={data} marked={basis === 'shown'} />
        </>
      ) : error ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting />
      )}
    </div>
  );
}

/** The page of government ledgers; factory and period come from the bar above. */
export function LedgersPage() {
  const { t, local } = useWords();
  const { scope } = useAddress();
  const search = useSearch({ strict: false }) as { layout?: string };
  const navigate = useNavigate();
  const organisation = useOrganisation();
  const { data, error, isPending, refetch } = useJson<{ layouts: LedgerLayoutAnswer[] }>('/waste/ledgers');
  const node = organisation?.find(scope);
  const chosen = data?.layouts.find(({ edition }) => edition === search.layout) ?? data?.layouts[0];
  const choose = (layout: string) =>
    void navigate({ to: '.', search: (now: Record<string, string>) => ({ ...now, layout }) } as never);
  const empty =
    node && node.type !== 'site' ? (
      <Teach title={t('waste.ledger.page.choose')}>
        <p>{t('waste.ledger.page.choose.text')}</p>
      </Teach>
    ) : data && !chosen ? (
      <Teach title={t('waste.ledger.page.none')}>
        <p>{t('waste.ledger.page.none.text')}</p>
      </Teach>
    ) : undefined;
  return (
    <Page
      title={t('waste.ledger.page')}
      subtitle={node?.type === 'site' ? `${local(node.name)} · ${t('waste.ledger.page.subtitle')}` : undefined}
      loading={isPending || !organisation}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={empty}
      actions={<BasisSwitch />}
    >
      {data && chosen ? (
        <div className="ledgers-place">
          <div className="ledgers">
            <LayoutList layouts={data.layouts} chosen={chosen.edition} choose={choose} />
            <OneLedger layout={chosen} site={scope} />
          </div>
        </div>
      ) : null}
    </Page>
  );
}
