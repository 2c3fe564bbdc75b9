// What is expected of this month and how it stands: one mark a stream; what is missing is signed as none or estimated.
import { Button, Dropdown } from 'antd';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { tonnes } from '#units/quantity.ts';
import { showMass } from '#units/show.ts';
import type { ExpectedStream, NilAnswer, WasteMonth } from '../model/month.ts';
import { stateMarks } from './completeness-standing.ts';
import { MonthStep } from './month-step.tsx';

const isMissing = ({ state }: ExpectedStream) => state === 'missing' || state === 'late';

/** So many are listed with what can be done about each; more than these wait for the ledger first. */
const fewMissing = 8;

/** Whether "none for the rest" may be pressed: a month of which nothing is recorded has no rest, it has no ledger. */
export const hasRest = (month: WasteMonth): boolean => month.counts.in > 0 && missingOf(month).length > 0;

/** Streams of which nothing is known yet. */
export const missingOf = (month: WasteMonth) => month.expected.filter((one) => one.dueOn !== null && isMissing(one));

/** Signs "none this month" for everything that is missing. */
export function useSignNil(month: WasteMonth, site: string): [boolean, (streams: readonly string[]) => Promise<void>] {
  const { act, isBusy } = useAct();
  const sign = async (streamIds: readonly string[]) => {
    await act(() => sendJson<NilAnswer>('POST', '/waste/month/nil', { site, month: month.month, streamIds }));
  };
  return [isBusy, sign];
}

export interface MonthStreamsProps {
  month: WasteMonth;
  site: string;
  mayRecord: boolean;
  isSigning: boolean;
  onNil: (streams: readonly string[]) => void;
}

/** The step of what is expected. */
export function MonthStreams({ month, site, mayRecord, isSigning, onNil }: MonthStreamsProps) {
  const { t, local } = useWords();
  const due = month.expected.filter((one) => one.dueOn !== null && one.state !== 'not_due');
  const missing = missingOf(month);
  const { counts } = month;
  const isOpen = mayRecord && !month.closed;
  return (
    <MonthStep
      number={2}
      title={t('waste.month-end.streams')}
      isDone={missing.length === 0}
      said={missing.length === 0 ? t('waste.month-end.allIn', { expected: counts.expected }) : undefined}
      actions={
        hasRest(month) && isOpen ? (
          <Button
            loading={isSigning}
            aria-keyshortcuts="N"
            onClick={() => onNil(missing.map(({ streamId }) => streamId))}
          >
            {t('waste.month-end.nilRest', { count: missing.length })}
            <kbd>N</kbd>
          </Button>
        ) : null
      }
    >
      <ul className="month-tiles" aria-label={t('waste.month-end.expectedList')}>
        {due.map((one) => (
          <li
            key={`${one.streamId} ${one.what}`}
            className={`month-tile month-tile-${one.state}`}
            title={`${one.code} ${local(one.name)} · ${t(`waste.expected-state.${one.state}`)}`}
          >
            <span className="month-tile-mark" aria-hidden="true">
              {stateMarks[one.state].sign}
            </span>
            <span className="month-tile-name">{local(one.name)}</span>
            <span className="month-tile-mass">
              {isMissing(one) || one.state === 'nil' || one.massTonnes === null
                ? t(`waste.expected-state.${one.state}`)
                : showMass(tonnes(one.massTonnes))}
            </span>
            <span className="visually-hidden">{t(`waste.expected-state.${one.state}`)}</span>
          </li>
        ))}
      </ul>
      {missing.length > 0 && missing.length <= fewMissing ? (
        <ul className="month-missing">
          {missing.map((one) => (
            <li key={`${one.streamId} ${one.what}`}>
              <span className="month-missing-name">
                <strong>{local(one.name)}</strong> <span className="secondary">{one.code}</span>
              </span>
              {isOpen && one.what === 'load' ? (
                <span className="month-missing-actions">
                  <Estimates month={month} site={site} stream={one} />
                  <Button size="small" onClick={() => onNil([one.streamId])}>
                    {t('waste.month-end.nil')}
                  </Button>
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </MonthStep>
  );
}

/** The proposals of an estimate, each with its method and its mass. */
function Estimates({ month, site, stream }: { month: WasteMonth; site: string; stream: ExpectedStream }) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const proposals =
    month.estimates
      .find(({ streamId }) => streamId === stream.streamId)
      ?.proposals.filter((one) => one.massTonnes !== null && one.treatment !== null && one.vendorId !== null) ?? [];
  if (proposals.length === 0) return null;
  const record = (method: string) => {
    const wanted = { site, month: month.month, streamId: stream.streamId, method };
    return act(() => sendJson('POST', '/waste/month/estimate', wanted));
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: proposals.map(({ method, massTonnes }) => ({
          key: method,
          label: `${t(`waste.estimate-method.${method}`)} · ${showMass(tonnes(massTonnes ?? '0'))}`,
        })),
        onClick: ({ key }) => void record(key),
      }}
    >
      <Button size="small" loading={isBusy}>
        {t('waste.month-end.estimate')}
      </Button>
    </Dropdown>
  );
}
