// Decisions beside verdicts: what somebody decided otherwise, why, until when, and whether it still holds; and deciding.
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { addDays, type CalendarDate, todayIn } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { sendJson } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import type { ItemAnswer, ItemVerdict, ReasonTold } from '../model/item-answer.ts';
import { type MadeAbout, type OverrideDecision, type OverrideTold, overrideDecisions } from '../model/override.ts';
import { LONGEST_OVERRIDE_DAYS, saysSomething } from '../rules/override-standing.ts';

/** Why a decision does not hold, or until when it does. */
function Standing({ told }: { told: OverrideTold }) {
  const { t, language } = useWords();
  const { standing, until, from, madeAbout, found, changed } = told;
  const day = (on: string) => labelDate(on as CalendarDate, language);
  const said = (about: MadeAbout | null) =>
    about
      ? `${t(`substances.verdict.${about.verdict}`)} ${about.basis === 'none' ? '' : t(`substances.basis.${about.basis}`)} (${about.edition})`
      : '—';
  if (standing === 'changed') return t('substances.override.standing.changed', { item: changed?.number ?? '' });
  return t(`substances.override.standing.${standing}`, {
    ...{ until: day(until), from: day(from), about: said(madeAbout), now: said(found) },
  });
}

/** What was decided, and of which restriction where it is of one alone: nobody takes it for all of the pack. */
export function DecisionMade({ told: { decision: code, restriction } }: { told: OverrideTold }) {
  const { t, local } = useWords();
  const decision = t(`substances.override-decision.${code}`);
  return restriction ? t('substances.override.ofOne', { decision, restriction: local(restriction.label) }) : decision;
}

/** Decisions about an item under every pack. */
export function Overrides({ item }: { item: ItemAnswer }) {
  const { t, local } = useWords();
  const titles = new Map(item.packs.map((one) => [one.pack, local(one.title)]));
  return (
    <>
      <p className="secondary">{t('substances.override.says')}</p>
      {item.overrides.length === 0 ? null : (
        <NumbersScroll label={t('substances.override|many')}>
          <table className="numbers-table">
            <thead>
              <tr>
                <th scope="col">{t('substances.items.pack')}</th>
                <th scope="col">{t('substances.override.decision')}</th>
                <th scope="col">{t('substances.override.reason')}</th>
                <th scope="col">{t('substances.override.approvedBy')}</th>
                <th scope="col">{t('substances.items.state')}</th>
              </tr>
            </thead>
            <tbody>
              {item.overrides.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/records/substances.override/${one.id}` as never}>
                      {titles.get(one.pack) ?? one.pack}
                    </Link>
                  </th>
                  <td>
                    <DecisionMade told={one} />
                  </td>
                  <td>{one.reason}</td>
                  <td>{one.approvedBy ? local(one.approvedBy) : '—'}</td>
                  <td>
                    <Standing told={one} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      )}
    </>
  );
}

interface DecideProps {
  item: string;
  verdict: ItemVerdict;
  /** each restriction among them may be decided alone */
  reasons: readonly ReasonTold[];
}

/** Decides otherwise than the verdict that is looked at: the record is made here, and submitted on its own page. */
export function Decide({ item, verdict, reasons }: DecideProps) {
  const { t } = useWords();
  const [isOpen, open] = useState(false);
  const mayRecord = useMay('records.record');
  if (!mayRecord) return null;
  return (
    <>
      <p className="item-decide">
        <Button size="small" onClick={() => open(true)}>
          {t('substances.override.decide')}
        </Button>
      </p>
      <Modal
        title={t('substances.override.decide')}
        open={isOpen}
        footer={null}
        destroyOnHidden
        onCancel={() => open(false)}
      >
        <DecideForm item={item} verdict={verdict} reasons={reasons} />
      </Modal>
    </>
  );
}

function DecideForm({ item, verdict: { pack, verdict, basis, edition }, reasons }: DecideProps) {
  const { t, local } = useWords();
  const navigate = useNavigate();
  const { act, isBusy } = useAct();
  const today = todayIn('Asia/Shanghai', Date.now());
  const [restriction, narrow] = useState<string | null>(null);
  // The worst of each comes first.
  const found = new Map(reasons.toReversed().map((one) => [one.restriction, one]));
  const of = restriction === null ? verdict : (found.get(restriction)?.verdict ?? verdict);
  const possible = overrideDecisions.filter((one) => saysSomething(one, of));
  const [wanted, choose] = useState<OverrideDecision>('accepted');
  const decision = possible.includes(wanted) ? wanted : (possible[0] ?? 'blocked');
  const [reason, say] = useState('');
  const [until, end] = useState<string>(addDays(today, 90));
  const id = useId();
  const keep = async () => {
    const recordId = crypto.randomUUID();
    const about = { item, pack, restriction, verdict, basis, edition };
    const values = { ...about, decision, reason: reason.trim(), from: today, until };
    if (await act(() => sendJson('PUT', `/records/substances.override/${recordId}`, { values })))
      void navigate({ to: `/records/substances.override/${recordId}` } as never);
  };
  return (
    <form
      className="impact-form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <p>{t('substances.override.says')}</p>
      <label htmlFor={`${id}-restriction`}>{t('substances.override.restriction')}</label>
      <Select
        id={`${id}-restriction`}
        value={restriction ?? ''}
        onChange={(next) => narrow(next || null)}
        showSearch={{ optionFilterProp: 'label' }}
        options={[
          { value: '', label: t('substances.override.wholePack') },
          ...[...new Set(reasons.map((one) => one.restriction))].map((value) => ({
            value,
            label: [local(found.get(value)?.label), found.get(value)?.clause].join(' '),
          })),
        ]}
      />
      <label htmlFor={`${id}-decision`}>{t('substances.override.decision')}</label>
      <Select
        id={`${id}-decision`}
        value={decision}
        onChange={choose}
        options={possible.map((value) => ({ value, label: t(`substances.override-decision.${value}`) }))}
      />
      <label htmlFor={`${id}-reason`}>{t('substances.override.reason')}</label>
      <Input.TextArea
        id={`${id}-reason`}
        value={reason}
        maxLength={500}
        rows={3}
        required
        onChange={({ target }) => say(target.value)}
      />
      <label htmlFor={`${id}-until`}>{t('substances.override.until')}</label>
      <Input
        id={`${id}-until`}
        type="date"
        value={until}
        min={today}
        max={addDays(today, LONGEST_OVERRIDE_DAYS - 1)}
        required
        onChange={({ target }) => end(target.value)}
      />
      <Button type="primary" htmlType="submit" loading={isBusy} disabled={reason.trim() === ''}>
        {t('substances.override.record')}
      </Button>
    </form>
  );
}
