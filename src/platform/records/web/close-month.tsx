// Closes the month of the factory on top of the page, or says everything that keeps it open.
import { LockOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { monthOf } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { readPeriod } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';

/** What stands where a month can be closed: its button, that it is closed, or nothing where scope and period are wider. */
export function CloseMonth({ kind }: { kind: string }) {
  const { t, language, local } = useWords();
  const { scope, period: written } = useAddress();
  const { message } = App.useApp();
  const client = useQueryClient();
  const mayClose = useMay('periods.close');
  const node = useOrganisation()?.find(scope);
  const period = readPeriod(written);
  const [isAsking, ask] = useState(false);
  const [isBusy, busy] = useState(false);
  const [refused, refuse] = useState<readonly string[]>([]);
  const { data } = useJson<{ closed: { scopeId: string; month: string }[] }>('/periods', { kind });
  if (node?.type !== 'site' || period?.type !== 'month' || !data) return null;
  const month = monthOf(period.from);
  const facts = { factory: local(node.name), month: labelMonth(month, language) };
  if (data.closed.some((one) => one.scopeId === node.id && one.month === month))
    return (
      <span className="month-closed">
        <LockOutlined aria-hidden="true" /> {t('ui.month.closed', facts)}
      </span>
    );
  if (!mayClose) return null;
  const close = async () => {
    busy(true);
    try {
      await sendJson('POST', '/periods/close', { kind, scopeId: node.id, month });
      message.success(t('ui.month.closed', facts));
      ask(false);
      await client.invalidateQueries();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(-1, 'unexpected', '');
      refuse([problem.message || t('ui.page.failed.text'), ...problem.problems.map(({ words }) => words)]);
    }
    busy(false);
  };
  return (
    <>
      <Button
        onClick={() => {
          refuse([]);
          ask(true);
        }}
      >
        {t('ui.month.close', facts)}
      </Button>
      <Modal
        open={isAsking}
        title={t('ui.month.closeTitle', facts)}
        okText={t('ui.month.closeNow')}
        cancelText={t('ui.form.cancel')}
        okButtonProps={{ loading: isBusy, disabled: refused.length > 0 }}
        onOk={() => void close()}
        onCancel={() => ask(false)}
        destroyOnHidden
      >
        <p>{t('ui.month.closeText')}</p>
        {refused.length > 0 ? (
          <ul className="notice notice-error" role="alert">
            {refused.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        ) : null}
      </Modal>
    </>
  );
}
