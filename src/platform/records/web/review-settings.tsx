// How each kind of record is reviewed, and by when: set by the administrator, with a reason, from now on.
import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { lowered } from '#platform/i18n/words.ts';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { ReasonInput } from '#platform/ui/reason-input.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { defaultWorkedDays, type Policy, policies } from '../declare/review-steps.ts';
import './review.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Rule {
  policy: Policy;
  workedDays: number;
}

interface KindRule {
  kind: string;
  declared: Rule;
  now: Rule;
  changes: (Rule & { at: string; by: LocalText })[];
}

/** The page of review policies. */
export function ReviewSettingsPage() {
  const { t } = useWords();
  const maySet = useMay('review.set');
  const { data, error, isPending, refetch } = useJson<{ kinds: KindRule[] }>('/review/rules', {}, { keep: true });
  const [changing, change] = useState<KindRule | undefined>();
  return (
    <Page
      title={t('review.settings.title')}
      subtitle={t('review.settings.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <p className="prose secondary review-settings-text">{t('review.settings.text')}</p>
      {maySet ? null : <p className="notice">{t('review.settings.readOnly')}</p>}
      <TableScroll label={t('review.settings.title')}>
        <table className="records records-plain">
          <thead>
            <tr>
              <th scope="col">{t('review.settings.kind')}</th>
              <th scope="col">{t('review.settings.policy')}</th>
              <th scope="col" className="number">
                {t('review.settings.days')}
              </th>
              <th scope="col">{t('review.settings.since')}</th>
              {maySet ? <th scope="col">{t('review.settings.change')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {(data?.kinds ?? []).map((rule) => (
              <Line key={rule.kind} rule={rule} onChange={maySet ? () => change(rule) : undefined} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {changing ? <ChangeDialog key={changing.kind} rule={changing} onClose={() => change(undefined)} /> : null}
    </Page>
  );
}

function Line({ rule, onChange }: { rule: KindRule; onChange: (() => void) | undefined }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const newest = rule.changes.at(-1);
  return (
    <tr>
      <th scope="row">{t(`${rule.kind}|many`)}</th>
      <td>{t(`review.policy.${rule.now.policy}`)}</td>
      <td className="number">{rule.now.policy === 'none' ? '—' : rule.now.workedDays}</td>
      <td className={newest ? undefined : 'secondary'}>
        {newest
          ? t('review.settings.setBy', { at: instant(newest.at), name: local(newest.by) })
          : t('review.settings.declared')}
      </td>
      {onChange ? (
        <td>
          <Button
            size="small"
            aria-label={`${t('review.settings.change')}: ${t(`${rule.kind}|many`)}`}
            onClick={onChange}
          >
            {t('review.settings.change')}
          </Button>
        </td>
      ) : null}
    </tr>
  );
}

function ChangeDialog({ rule, onClose }: { rule: KindRule; onClose: () => void }) {
  const { t } = useWords();
  const [policy, setPolicy] = useState(rule.now.policy);
  const [workedDays, setDays] = useState(rule.now.workedDays);
  const [reason, say] = useState('');
  const isSame = policy === rule.now.policy && workedDays === rule.now.workedDays;
  return (
    <AskDialog
      title={t('review.settings.changeTitle', { kind: lowered(t(`${rule.kind}|many`)) })}
      ok={t('review.settings.save')}
      done={t('review.settings.saved')}
      isIncomplete={isSame || reason.trim() === ''}
      onSend={() => sendJson('POST', `/review/rules/${rule.kind}`, { policy, workedDays, reason: reason.trim() })}
      onClose={onClose}
    >
      <Labelled label={t('review.settings.policy')}>
        {(id) => (
          <Select
            id={id}
            className="full-width"
            value={policy}
            options={policies.map((one) => ({ value: one, label: t(`review.policy.${one}`) }))}
            onChange={(chosen: Policy) => {
              setPolicy(chosen);
              setDays(chosen === rule.now.policy ? rule.now.workedDays : defaultWorkedDays[chosen]);
            }}
          />
        )}
      </Labelled>
      {policy === 'none' ? null : (
        <Labelled label={t('review.settings.days')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={60}
              precision={0}
              value={workedDays}
              onChange={(days) => setDays(days ?? defaultWorkedDays[policy])}
            />
          )}
        </Labelled>
      )}
      <ReasonInput label={t('review.settings.reason')} value={reason} onChange={say} longest={1_000} />
    </AskDialog>
  );
}
