// The button that reads the whole history again, and what it found.
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { getJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Problem } from '#platform/ui/page.tsx';

interface Verified {
  ok: boolean;
  blocks: number;
  entries: number;
  revisions: number;
  unsealed: number;
  head: { height: number; hash: string } | null;
  discrepancies: { where: string; what: string }[];
}

/** Verifies on the server and says in words what does not agree. */
export function VerifyHistory() {
  const { t } = useWords();
  const [verified, setVerified] = useState<Verified | undefined>();
  const [failed, fail] = useState<unknown>();
  const [isBusy, busy] = useState(false);
  const verify = async () => {
    busy(true);
    fail(undefined);
    try {
      setVerified(await getJson<Verified>('/history/verify'));
    } catch (problem) {
      fail(problem);
    }
    busy(false);
  };
  const close = () => {
    setVerified(undefined);
    fail(undefined);
  };
  return (
    <>
      <Button onClick={() => void verify()} loading={isBusy}>
        {t('history.verify')}
      </Button>
      <Modal
        open={verified !== undefined || failed !== undefined}
        title={t('history.verify')}
        footer={null}
        onCancel={close}
      >
        {failed ? <Problem error={failed} onRetry={() => void verify()} /> : null}
        {verified ? (
          <>
            <Alert
              type={verified.ok ? 'success' : 'error'}
              title={t(verified.ok ? 'history.verify.holds' : 'history.verify.broken', {
                ...{ blocks: verified.blocks.toLocaleString('en'), entries: verified.entries.toLocaleString('en') },
                ...{ revisions: verified.revisions.toLocaleString('en'), unsealed: verified.unsealed },
                count: verified.discrepancies.length,
              })}
            />
            {verified.discrepancies.length > 0 ? (
              <ul className="history-faults">
                {verified.discrepancies.map(({ what, where }) => (
                  <li key={`${what} ${where}`}>
                    {t(`history.fault.${what}`)} <code>{where}</code>
                  </li>
                ))}
              </ul>
            ) : null}
            {verified.head ? (
              <p className="small secondary history-head">
                {t('history.page.head', {
                  ...{ height: verified.head.height.toLocaleString('en'), hash: verified.head.hash },
                })}
              </p>
            ) : null}
          </>
        ) : null}
      </Modal>
    </>
  );
}
