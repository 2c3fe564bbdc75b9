// Records of the list that a returned sheet has no more: they stay, unless somebody chooses some of them to be voided and says why.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import type { ImportAnswer } from './import-answers.ts';
import { groupDigits } from './shown-value.ts';

export function SheetMissing({ answer, isOpen }: { answer: ImportAnswer; isOpen: boolean }) {
  const { t, language } = useWords();
  const refuse = useSaysRefusal();
  const client = useQueryClient();
  const [chosen, choose] = useState<readonly string[]>([]);
  const [reason, say] = useState('');
  const [busy, setBusy] = useState(false);
  const { returned, voids } = answer;
  if (!returned || returned.count === 0) return null;
  const send = async (wanted: ImportAnswer['voids']) => {
    setBusy(true);
    try {
      await sendJson('PATCH', `/imports/${answer.id}`, { voids: wanted });
      choose([]);
    } catch (error) {
      refuse(error);
    }
    await client.invalidateQueries({ queryKey: ['json', `/imports/${answer.id}`] });
    setBusy(false);
  };
  const count = (number: number) => groupDigits(String(number));
  if (voids)
    return (
      <p className="notice notice-warning sheet-voids" role="status">
        {t('ui.returned.voiding', { count: count(voids.ids.length), reason: voids.reason })}
        {isOpen ? (
          <Button size="small" loading={busy} onClick={() => void send(null)}>
            {t('ui.returned.voidNone')}
          </Button>
        ) : null}
      </p>
    );
  return (
    <details className="import-notes sheet-missing">
      <summary>{t('ui.returned.missing', { count: count(returned.count) })}</summary>
      <p>{t('ui.returned.missingText')}</p>
      <Checkbox.Group
        className="sheet-missing-list"
        value={[...chosen]}
        disabled={!isOpen}
        options={returned.records.map(({ id, code, ...names }) => ({
          value: id,
          label: names[language] === code ? code : `${code} ${names[language]}`,
        }))}
        onChange={(ids) => choose(ids as string[])}
      />
      {returned.count > returned.records.length ? (
        <p className="small secondary">{t('ui.returned.missingMore', { shown: count(returned.records.length) })}</p>
      ) : null}
      {isOpen ? (
        <form
          className="sheet-missing-form"
          onSubmit={(event) => {
            event.preventDefault();
            void send({ ids: [...chosen], reason: reason.trim() });
          }}
        >
          <Labelled label={t('ui.returned.voidReason')}>
            {(id) => <Input id={id} value={reason} maxLength={1_000} onChange={(event) => say(event.target.value)} />}
          </Labelled>
          <Button htmlType="submit" danger loading={busy} disabled={chosen.length === 0 || reason.trim() === ''}>
            {t('ui.returned.void', { count: count(chosen.length) })}
          </Button>
        </form>
      ) : null}
    </details>
  );
}
