// What holds a target back: the factories and streams that cost most points, in lines that add up to the gap.
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Problem, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact, exact, share } from '#units/quantity.ts';
import { showNumber, showPoints } from '#units/show.ts';

interface Worth {
  surplusTonnes: string;
  printedTonnes: string;
  points: string;
  printed: string;
}
interface Named {
  id: string | null;
  code: string;
  name: LocalText;
}

/** The answer of `/targets/:id/reasons`. */
interface Reasons {
  figure: FigureAnswer;
  step: { year: number; printed: string };
  period: string;
  gap: Worth;
  bySite: readonly (Worth & { site: Named })[];
  byStream: readonly (Worth & { stream: Named | null })[];
  lines: readonly (Worth & { site: Named; stream: Named | null; ofTonnes: string })[];
  withheld: Worth | null;
  notCounted: Worth | null;
}

const few = 8;
const isLoss = (one: Worth) => one.surplusTonnes.startsWith('-');

export function useReasons(target: string, period: string, enabled: boolean) {
  return useJson<{ reasons: Reasons | null }>(`/targets/${target}/reasons`, { period }, { enabled, keep: true });
}

/** The three costliest lines in a sentence; nothing where no line costs anything. */
export function ReasonSentence({ target, period }: { target: string; period: string }) {
  const { t, local } = useWords();
  const { data } = useReasons(target, period, true);
  const worst = data?.reasons?.lines.filter(isLoss).slice(0, 3) ?? [];
  if (worst.length === 0) return null;
  const listed = worst
    .map((line) =>
      t(data?.reasons?.figure.scope.type === 'site' ? 'targets.page.costs.stream' : 'targets.page.costs', {
        site: local(line.site.name),
        stream: line.stream ? local(line.stream.name) : t('targets.page.noStream'),
        points: line.printed,
      }),
    )
    .join(t('targets.page.costs.between'));
  return <p className="target-cost">{t('targets.page.costs.most', { listed })}</p>;
}

interface Row {
  key: string;
  head: string;
  href: Readonly<Record<string, string>> | null;
  worth: Worth;
}

/** The rows, and those that are not shown as one, so that what is read adds up. */
function Table({ reasons, rows, head }: { reasons: Reasons; rows: readonly Row[]; head: string }) {
  const { t } = useWords();
  const [shown, rest] = [rows.slice(0, few), rows.slice(few)];
  const together = (ones: readonly Worth[]) => ({
    points: ones.reduce((sum, one) => sum.plus(one.points), new Exact(0)),
    surplus: ones.reduce((sum, one) => sum.plus(one.surplusTonnes), new Exact(0)),
  });
  const added = together(rest.map(({ worth }) => worth));
  const extras = [
    { key: 'withheld', worth: reasons.withheld },
    { key: 'notCounted', worth: reasons.notCounted },
  ];
  return (
    <NumbersScroll label={head}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className="right">
              {t('targets.page.points')}
            </th>
            <th scope="col" className="right">
              {t('targets.page.tonnes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, head: title, href, worth }) => (
            <tr key={key}>
              <th scope="row">
                {href ? (
                  <Link to={'/records/waste.load' as never} search={href as never}>
                    {title}
                  </Link>
                ) : (
                  title
                )}
              </th>
              <td className="right">{worth.printed}</td>
              <td className="right">{worth.printedTonnes}</td>
            </tr>
          ))}
          {rest.length > 0 ? (
            <tr>
              <th scope="row">{t('targets.page.others', { count: rest.length })}</th>
              <td className="right">{showPoints(share(added.points), { decimals: 2 })}</td>
              <td className="right">{showNumber(added.surplus, { decimals: 1 })}</td>
            </tr>
          ) : null}
          {extras.map(({ key, worth }) =>
            worth ? (
              <tr key={key}>
                <th scope="row">{t(`targets.page.${key}`)}</th>
                <td className="right">{worth.printed}</td>
                <td className="right">{worth.printedTonnes}</td>
              </tr>
            ) : null,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('targets.page.gap', { step: reasons.step.printed })}</th>
            <td className="right">{reasons.gap.printed}</td>
            <td className="right">{reasons.gap.printedTonnes}</td>
          </tr>
        </tfoot>
      </table>
    </NumbersScroll>
  );
}

function rowsBy(by: 'site' | 'stream' | 'both', reasons: Reasons, local: (text: LocalText) => string, none: string) {
  const { period } = reasons;
  const loads = (search: Record<string, string | null | undefined>) => ({
    ...{ period, which: 'counting' },
    ...Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]))),
  });
  const scope = `${reasons.figure.scope.type === 'group' ? 'group' : reasons.figure.scope.id}`;
  switch (by) {
    case 'site':
      return reasons.bySite.map(
        ({ site, ...worth }): Row => ({
          ...{ key: site.code, head: local(site.name), worth, href: loads({ scope: `site:${site.code}` }) },
        }),
      );
    case 'stream':
      return reasons.byStream.map(
        ({ stream, ...worth }): Row => ({
          ...{ key: stream?.code ?? '', head: stream ? local(stream.name) : none, worth },
          href: stream ? loads({ scope, 'filter.stream': stream.id }) : null,
        }),
      );
    case 'both':
      return reasons.lines.map(
        ({ site, stream, ...worth }): Row => ({
          ...{ key: `${site.code} ${stream?.code}`, worth },
          head: `${local(site.name)} · ${stream ? local(stream.name) : none}`,
          href: loads({ scope: `site:${site.code}`, 'filter.stream': stream?.id }),
        }),
      );
  }
}

/** The gap of the year to date, told by factory, by stream, or by both. */
export function TargetReasons({ target, period }: { target: string; period: string }) {
  const { t, local } = useWords();
  const [by, choose] = useState<'site' | 'stream' | 'both'>('site');
  const { data, error, isPending, refetch } = useReasons(target, period, true);
  if (isPending) return <Waiting rows={3} />;
  if (!data) return <Problem error={error} onRetry={() => void refetch()} />;
  const { reasons } = data;
  if (!reasons) return <p>{t('targets.page.reasons.none')}</p>;
  const isShort = exact(reasons.gap.points).isNegative();
  return (
    <div className="target-reasons">
      <p>
        <FigureButton figure={pressable(reasons.figure)} />{' '}
        {t(isShort ? 'targets.page.reasons.short' : 'targets.page.reasons.above', {
          step: reasons.step.printed,
          points: reasons.gap.printed.replace(/^[−+]/, ''),
          tonnes: reasons.gap.printedTonnes.replace(/^−/, ''),
        })}
      </p>
      <Segmented
        value={by}
        onChange={(value) => choose(value)}
        options={(['site', 'stream', 'both'] as const).map((value) => ({
          value,
          label: t(`targets.page.by.${value}`),
        }))}
      />
      <Table
        key={by}
        reasons={reasons}
        rows={rowsBy(by, reasons, local, t('targets.page.noStream'))}
        head={t(`targets.page.by.${by}`)}
      />
      <p className="side-text">{t('targets.page.reasons.note')}</p>
    </div>
  );
}
