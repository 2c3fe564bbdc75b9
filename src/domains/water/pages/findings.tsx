// Leaks and other things to look at in the scope: what is open first, each with what is above usual and the water that it costs.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { useDay } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { FindingsAnswer, FindingTold } from '../model/finding.ts';
import { allM3, shownFlow, shownM3, standingOf } from './finding-answers.ts';
import './findings.css';

/** By how much it is unusual, as one sentence; undefined for a register that jumped, which says so by its codes. */
export function useAbove(): (finding: FindingTold) => string | undefined {
  const { t } = useWords();
  return ({ kind, unit, usual, excess, codes }) => {
    const facts = {
      ...{ usual: shownFlow(usual), excess: shownFlow(excess), unit: t(`water.findings.unit.${unit}`) },
    };
    if (kind === 'register') return codes.map((code) => t(`water.interval.${code}`)).join(' · ');
    if (kind === 'all_hours') return t('water.findings.allHours', facts);
    if (kind === 'stopped') return t('water.findings.still', facts);
    return t(kind === 'creeping' ? 'water.findings.rise' : 'water.findings.above', facts);
  };
}

/** When it was: a day, since a day, or from one to another. */
export function useWhen(): (finding: FindingTold) => string {
  const { t } = useWords();
  const day = useDay();
  return ({ kind, from, until }) => {
    if (kind === 'register') return t('water.findings.on', { day: day(from) });
    if (until === null) return t('water.findings.since', { day: day(from) });
    return t('water.findings.span', { from: day(from), until: day(until) });
  };
}

function Card({ finding }: { finding: FindingTold }) {
  const { t, local } = useWords();
  const day = useDay();
  const [above, when] = [useAbove(), useWhen()];
  const { status, word } = standingOf(finding);
  const { site, meter, answer } = finding;
  return (
    <li className="finding-card">
      <h3>
        <Link to={`/water/findings/${finding.id}` as never}>{t(`water.finding-kind.${finding.kind}`)}</Link>
      </h3>
      <StatusMark status={status} words={t(`water.findings.state.${word}`)} />
      <span className="finding-facts finding-facts-all">
        <span>
          {local(site.name)} ·{' '}
          <Link to={`/water/meters/${meter.id}` as never}>
            {meter.code} {local(meter.name)}
          </Link>
        </span>
        <span>{above(finding)}</span>
        {finding.soFarM3 && finding.state !== 'withdrawn' ? (
          <span>{t('water.findings.cost', { soFar: shownM3(finding.soFarM3) })}</span>
        ) : null}
      </span>
      <span className="finding-facts finding-facts-all secondary">
        <span>{when(finding)}</span>
        <span>{t('water.findings.found', { day: day(finding.foundOn) })}</span>
        {answer ? (
          <span>
            {t(`water.finding-cause.${answer.cause}`)}
            {answer.whatWasDone ? ` · ${answer.whatWasDone}` : ''}
          </span>
        ) : null}
        {finding.state === 'withdrawn' && finding.withdrawnWhy ? (
          <span>{t(`water.findings.withdrawn.${finding.withdrawnWhy}`)}</span>
        ) : null}
      </span>
    </li>
  );
}

function Cards({ findings }: { findings: readonly FindingTold[] }) {
  return (
    <ul className="finding-list">
      {findings.map((finding) => (
        <Card key={finding.id} finding={finding} />
      ))}
    </ul>
  );
}

/** The page of findings of a scope. */
export function FindingsPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const { sample } = useMe();
  const { data, error, isPending, refetch } = useJson<FindingsAnswer>('/water/findings', { scope }, { keep: true });
  const findings = data?.findings ?? [];
  const open = findings.filter(({ state }) => state === 'open');
  const closed = findings.filter(({ state }) => state !== 'open');
  return (
    <Page
      title={t('water.findings.title')}
      subtitle={
        data && open.length > 0
          ? t('water.findings.subtitle', { open: open.length, soFar: shownM3(allM3(open)) })
          : undefined
      }
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to="/records/water.finding-answer">{t('water.findings.answers')}</LinkButton>}
      empty={
        data && findings.length === 0 ? (
          <Teach
            title={t('water.findings.none.title')}
            actions={<LinkButton to="/water">{t('water.meters.title')}</LinkButton>}
          >
            <p>{t('water.findings.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      <div className="findings">
        {open.length > 0 ? (
          <section className="findings" aria-labelledby="findings-open">
            <h2 id="findings-open">
              {t('water.findings.open')} <span className="secondary">{open.length}</span>
            </h2>
            <Cards findings={open} />
          </section>
        ) : (
          <p>{t('water.findings.allAnswered')}</p>
        )}
        {closed.length > 0 ? (
          <section className="findings" aria-labelledby="findings-closed">
            <h2 id="findings-closed">
              {t('water.findings.closed')} <span className="secondary">{closed.length}</span>
            </h2>
            <Cards findings={closed} />
          </section>
        ) : null}
        {data && findings.length >= data.most ? <p>{t('water.findings.most', { most: data.most })}</p> : null}
        <p className="side-text prose">{t('water.findings.method')}</p>
        {sample ? <p className="side-text prose">{t('water.findings.invented')}</p> : null}
      </div>
    </Page>
  );
}
