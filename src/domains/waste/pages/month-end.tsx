// Month-end on one screen: what is expected, the recorder's own ledger, what vendors state, questions, the new rate, submitted.
import { Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type CalendarDate, isMonth, type Month, monthOf } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import { lastDayOf, parsePeriod } from '#period/period.ts';
import { type FileDropHandle, useSheetUpload } from '#platform/records/web/file-drop.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { type OrganisationNode, scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach, Waiting } from '#platform/ui/page.tsx';
import { remember, remembered } from '#platform/ui/remembered.ts';
import { useMe } from '#platform/ui/session.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { SubmitReceipt, WasteMonth } from '../model/month.ts';
import type { MonthRate } from '../model/month-rate.ts';
import './month-end.css';
import '#platform/ui/chart/numbers.css';
import { useMonthKeys } from './month-keys.ts';
import { MonthLedger, useLedgerCommit } from './month-ledger.tsx';
import { MonthQuestions } from './month-questions.tsx';
import { MonthRatePanel } from './month-rate.tsx';
import { MonthStatements } from './month-statements.tsx';
import { hasRest, MonthStreams, missingOf, useSignNil } from './month-streams.tsx';
import { GovernmentLedgers, MonthSubmit, stillOpen } from './month-submit.tsx';

/** The month of a period: itself, or the last one that it holds. */
function monthOfPeriod(period: string): Month | undefined {
  if (isMonth(period)) return period;
  try {
    return monthOf(lastDayOf(parsePeriod(period)));
  } catch {
    return undefined;
  }
}

/** The page of the month that the address means. */
export function MonthEndPage() {
  const { t } = useWords();
  const { scope, period, set } = useAddress();
  const organisation = useOrganisation();
  const { grants } = useMe();
  const node = organisation?.find(scope);
  const month = monthOfPeriod(period);
  // Whoever records for one factory means that one.
  const own = grants.filter(({ scopeType }) => scopeType === 'site');
  const only = own.length === 1 ? organisation?.byId.get(own[0]?.scopeId ?? '') : undefined;
  const site = node?.type === 'site' ? node : only;
  useEffect(() => {
    if (site && month && (scope !== scopeOf(site) || period !== month)) set({ scope: scopeOf(site), period: month });
  }, [site, month, scope, period, set]);
  if (!organisation)
    return (
      <Page title={t('waste.month-end.title')}>
        <Waiting />
      </Page>
    );
  if (!site || !month)
    return (
      <Page title={t('waste.month-end.title')}>
        <ChooseSite
          sites={organisation.nodes.filter(({ type }) => type === 'site')}
          onChoose={(one) => set({ scope: scopeOf(one) })}
        />
      </Page>
    );
  return <OfMonth key={`${site.id} ${month}`} site={site} month={month} />;
}

function ChooseSite({
  sites,
  onChoose,
}: {
  sites: readonly OrganisationNode[];
  onChoose: (site: OrganisationNode) => void;
}) {
  const { t, local } = useWords();
  return (
    <Teach title={t('waste.month-end.chooseSite')}>
      <p>{t('waste.month-end.chooseSiteText')}</p>
      <ul className="month-sites">
        {sites.map((site) => (
          <li key={site.id}>
            <button type="button" className="text-button" onClick={() => onChoose(site)}>
              {site.code} {local(site.name)}
            </button>
          </li>
        ))}
      </ul>
    </Teach>
  );
}

function OfMonth({ site, month }: { site: OrganisationNode; month: Month }) {
  const { t, local, language } = useWords();
  const scope = scopeOf(site);
  const { data, error, isPending, refetch } = useJson<WasteMonth>(
    '/waste/month',
    { site: scope, month },
    { keep: true },
  );
  const dueOn = data?.expected.flatMap(({ dueOn: on }) => on ?? []).sort()[0];
  return (
    <Page
      title={t('waste.month-end.of', { month: labelMonth(month, language) })}
      subtitle={
        <>
          {local(site.name)}
          {dueOn ? ` · ${t('waste.month-end.due', { date: labelDate(dueOn as CalendarDate, language) })}` : ''}
        </>
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={data && data.expected.length === 0 && data.unplanned.length === 0 ? <NoPlan /> : undefined}
    >
      {data ? <Steps month={data} site={scope} /> : null}
    </Page>
  );
}

function NoPlan() {
  const { t } = useWords();
  return (
    <Teach
      title={t('waste.month-end.noPlan')}
      actions={<LinkButton to="/records/waste.expected-data">{t('waste.expected-data|many')}</LinkButton>}
    >
      <p>{t('waste.month-end.noPlanText')}</p>
    </Teach>
  );
}

function Steps({ month, site }: { month: WasteMonth; site: string }) {
  const { t } = useWords();
  const me = useMe();
  const mayRecord = me.actions.includes('records.record');
  const isOpen = mayRecord && !month.closed;
  const rate = useJson<MonthRate>('/waste/month/rate', { site, month: month.month }, { keep: true });
  const ledgerDrop = useRef<FileDropHandle>(null);
  const statementDrop = useRef<FileDropHandle>(null);
  const [importId, work] = useState<string | undefined>();
  const [sending, upload] = useSheetUpload('waste.load');
  const { commit, isBusy: isCommitting } = useLedgerCommit(importId);
  const [isSigning, sign] = useSignNil(month, site);
  const [asked, ask] = useState(0);
  const { act, isBusy: isSubmitting } = useAct();
  const receiptName = `month-end ${month.site.code} ${month.month}`;
  const [receipt, keep] = useState<SubmitReceipt | undefined>(
    () => remembered<SubmitReceipt | null>(receiptName, null) ?? undefined,
  );
  const missing = missingOf(month);
  const records =
    month.expected.reduce((total, one) => total + one.records, 0) +
    month.unplanned.reduce((total, one) => total + one.records, 0);
  const waiting = month.open.loads + month.open.nil + month.open.storage;
  const maySubmit = isOpen && waiting > 0 && stillOpen(month, missing.length).length === 0 && !isSubmitting;
  const submit = () =>
    act(async () => {
      const trueUp = month.trueUps.map(({ streamId }) => streamId);
      const answer = await sendJson<SubmitReceipt>('POST', '/waste/month/submit', { site, month: month.month, trueUp });
      remember(receiptName, answer);
      keep(answer);
      work(undefined);
    });
  const commitLedger =
    commit && !isCommitting
      ? async () => {
          await commit();
          work(undefined);
        }
      : undefined;
  const signNil = (streams: readonly string[]) => void sign(streams);
  useMonthKeys({
    l: isOpen && !importId ? () => ledgerDrop.current?.choose() : undefined,
    w: commitLedger ? () => void commitLedger() : undefined,
    n: isOpen && hasRest(month) && !isSigning ? () => signNil(missing.map(({ streamId }) => streamId)) : undefined,
    v: isOpen ? () => statementDrop.current?.choose() : undefined,
    q: () => ask((now) => now + 1),
    s: maySubmit ? () => void submit() : undefined,
  });
  return (
    <div className="month-place">
      <Standing month={month} missing={missing.length} />
      {month.closed ? <p className="notice">{t('waste.month-end.closed')}</p> : null}
      {month.disputes > 0 ? (
        <p className="notice notice-warning">{t('waste.month-end.disputes', { count: month.disputes })}</p>
      ) : null}
      <div className={importId ? 'month-grid month-grid-working' : 'month-grid'}>
        <div className="month-steps">
          <MonthLedger
            work={{
              importId,
              sending,
              send: async (file) => {
                const id = await upload(file, { scope: site });
                if (id) work(id);
              },
              leave: () => work(undefined),
            }}
            records={records}
            isOpen={isOpen}
            commit={commitLedger}
            drop={ledgerDrop}
          />
          <MonthStreams month={month} site={site} mayRecord={mayRecord} isSigning={isSigning} onNil={signNil} />
          <MonthStatements month={month} site={site} mayRecord={mayRecord} drop={statementDrop} />
          <MonthQuestions month={month} mayRecord={mayRecord} focus={asked} />
        </div>
        <aside className="month-aside" aria-label={t('waste.month-end.aside')}>
          {rate.data ? <MonthRatePanel rate={rate.data} /> : null}
          <MonthSubmit
            month={month}
            missing={missing.length}
            receipt={receipt}
            mayRecord={mayRecord}
            isBusy={isSubmitting}
            submit={maySubmit ? () => void submit() : undefined}
          />
          <GovernmentLedgers site={site} period={month.month} />
        </aside>
      </div>
    </div>
  );
}

/** "14 streams expected, 11 in, 3 missing", and how far that is. */
function Standing({ month, missing }: { month: WasteMonth; missing: number }) {
  const { t } = useWords();
  const { counts } = month;
  const said = t(missing === 0 ? 'waste.month-end.standingDone' : 'waste.month-end.standing', {
    expected: counts.expected,
    in: counts.in,
    nil: counts.nil,
    estimated: counts.estimated,
    missing,
  });
  const known = counts.expected - missing;
  return (
    <div className="month-standing">
      <p className="month-standing-words">{said}</p>
      <Progress
        percent={counts.expected === 0 ? 0 : Math.floor((known / counts.expected) * 100)}
        showInfo={false}
        size="small"
        aria-label={said}
      />
    </div>
  );
}
