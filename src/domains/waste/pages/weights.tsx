// Disputes about weights: the three side by side, which counts now and why, decided in place for one load or several.
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { CloseMonth } from '#platform/records/web/close-month.tsx';
import { groupDigits } from '#platform/records/web/shown-value.ts';
import { useAddress } from '#platform/ui/address.ts';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { showChange } from '#units/show.ts';
import type { MassBasis } from '../rules/counting-mass.ts';
import { DecidedWeights } from './decided-weights.tsx';
import { WeightDispute } from './weight-dispute.tsx';
import { type Chosen, effectsOf, type WeightsAnswer } from './weights-answers.ts';
import './weights.css';

export function WasteWeightsPage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const { data, error, isPending, refetch } = useJson<WeightsAnswer>(
    '/waste/weights',
    { scope, period },
    { keep: true },
  );
  const [chosen, choose] = useState<Chosen>(new Map());
  const open = data?.loads.filter(({ decision }) => !decision) ?? [];
  const decided = data?.loads.filter(({ decision }) => decision) ?? [];
  const set = (id: string, basis: MassBasis) => choose((now) => new Map([...now, [id, basis]]));
  // What was chosen for loads of another scope is not decided here.
  const chosenHere: Chosen = new Map([...chosen].filter(([id]) => open.some((load) => load.id === id)));
  return (
    <Page
      title={t('waste.weights.title')}
      subtitle={t('waste.weights.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/records/waste.weight-policy">{t('waste.weights.policies')}</LinkButton>
          <CloseMonth kind="waste.load" />
        </>
      }
    >
      {data ? (
        <div className="weights">
          <section aria-labelledby="weights-undecided">
            <h2 id="weights-undecided">
              {t('waste.weights.undecided')} <span className="secondary">{data.open}</span>
            </h2>
            {open.length < data.open ? (
              <p className="secondary">{t('waste.weights.first', { shown: open.length, count: data.open })}</p>
            ) : null}
            {open.length === 0 ? (
              <Teach title={t('waste.weights.none')}>
                <p>{t('waste.weights.noneText')}</p>
              </Teach>
            ) : (
              <ul className="disputes">
                {open.map((load) => (
                  <WeightDispute
                    key={load.id}
                    load={load}
                    names={data.names}
                    chosen={chosenHere.get(load.id)}
                    onChoose={(basis) => set(load.id, basis)}
                  />
                ))}
              </ul>
            )}
            <Elsewhere elsewhere={data.elsewhere} />
          </section>
          {chosenHere.size > 0 ? (
            <DecisionBar answer={data} chosen={chosenHere} onDone={() => choose(new Map())} />
          ) : null}
          {decided.length > 0 ? <DecidedWeights loads={decided} names={data.names} count={data.decided} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

/** Undecided disputes of other months, each a link to its month. */
function Elsewhere({ elsewhere }: { elsewhere: WeightsAnswer['elsewhere'] }) {
  const { t, language, local } = useWords();
  const { set } = useAddress();
  const organisation = useOrganisation();
  if (elsewhere.length === 0) return null;
  const count = elsewhere.reduce((sum, one) => sum + one.count, 0);
  return (
    <details className="weights-elsewhere">
      <summary>{t('waste.weights.elsewhere', { count })}</summary>
      <ul>
        {elsewhere.map((one) => {
          const node = organisation?.byId.get(one.scopeId);
          return (
            <li key={`${one.scopeId} ${one.month}`}>
              <Button
                type="link"
                size="small"
                onClick={() => set({ scope: node ? scopeOf(node) : one.scopeId, period: one.month })}
              >
                {t('waste.weights.elsewhereOf', {
                  factory: node ? local(node.name) : '',
                  month: labelMonth(one.month as Month, language),
                  count: one.count,
                })}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** What is chosen, what it does to the factory's mass, and the reason that is asked once for all of it. */
function DecisionBar({ answer, chosen, onDone }: { answer: WeightsAnswer; chosen: Chosen; onDone: () => void }) {
  const { t, language, local } = useWords();
  const organisation = useOrganisation();
  const [reason, type] = useState('');
  const { act, isBusy } = useAct();
  const bases = new Set(chosen.values());
  const [basis] = bases;
  const send = async () => {
    const decisions = answer.loads.flatMap(({ id, revision }) => {
      const weight = chosen.get(id);
      return weight ? [{ id, revision, weight }] : [];
    });
    await act(
      async () => {
        const decision = await sendJson<{ decided: number }>('POST', '/waste/weights/decide', { decisions, reason });
        // What is decided is no longer chosen: before the loads are asked for anew, which then miss it.
        onDone();
        return decision;
      },
      { done: ({ decided }) => t('waste.weights.done', { count: decided }) },
    );
  };
  return (
    <section className="decision-bar" aria-label={t('waste.weights.chosen', { count: chosen.size })}>
      <div className="decision-effect" role="status">
        <strong>{t('waste.weights.chosen', { count: chosen.size })}</strong>
        {effectsOf(answer, chosen).map(({ siteId, month, before, after, change }) => (
          <span key={`${siteId} ${month}`}>
            {t('waste.weights.effect', {
              factory: local(organisation?.byId.get(siteId)?.name),
              month: labelMonth(month as Month, language),
              before: groupDigits(before, 3),
              after: groupDigits(after, 3),
              change: showChange(change, { decimals: 3 }),
            })}
          </span>
        ))}
      </div>
      <Labelled label={t(`waste.weights.because.${bases.size === 1 && basis ? basis : 'several'}`)}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => type(event.target.value)}
          />
        )}
      </Labelled>
      <div className="decision-actions">
        <Button type="primary" disabled={reason.trim() === ''} loading={isBusy} onClick={() => void send()}>
          {t('waste.weights.decide', { count: chosen.size })}
        </Button>
        <Button type="text" onClick={onDone}>
          {t('waste.weights.clear')}
        </Button>
      </div>
    </section>
  );
}
