// A newer edition of a paper, and a paper detached: both ask what the history will say.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { acceptAttribute, type EvidenceKind, evidenceKinds } from '#platform/evidence/kinds.ts';
import { sendJson, uploadFile } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { ReasonInput } from '#platform/ui/reason-input.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import type { EvidenceFile } from './paper-answers.ts';
import { PaperFields, type PaperSaid } from './paper-fields.tsx';

interface DialogProps {
  paper: EvidenceFile;
  onClose: () => void;
}

const kindOf = (paper: EvidenceFile): EvidenceKind =>
  evidenceKinds.find((one) => one === paper.evidenceKind) ?? 'other';

/** Asks for the file and its dates, and whether it replaces the older one everywhere. */
export function ReplacePaper({ paper, onClose }: DialogProps) {
  const { t } = useWords();
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  const choice = useRef<HTMLInputElement>(null);
  const [said, say] = useState<PaperSaid>({ evidenceKind: kindOf(paper), effectiveOn: '', expiresOn: '' });
  const [file, setFile] = useState<File | undefined>();
  const [everywhere, replaceAll] = useState(true);
  const [share, setShare] = useState<number | undefined>();
  const send = async () => {
    if (!file) return;
    setShare(0);
    try {
      const params = { ...said, everywhere: everywhere && paper.beside > 0 ? '1' : '0' };
      const { links } = await uploadFile<{ links: unknown[] }>(
        `/evidence/links/${paper.id}/replace`,
        file,
        params,
        setShare,
      );
      message.success(t('ui.evidence.replaced', { count: links.length }));
      onClose();
      await client.invalidateQueries();
    } catch (error) {
      refuse(error);
    }
    setShare(undefined);
  };
  return (
    <Modal
      open
      title={t('ui.evidence.replaceTitle', { file: paper.fileName })}
      okText={t('ui.evidence.replace')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ disabled: !file, loading: share !== undefined }}
      onOk={() => void send()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t('ui.evidence.replaceText')}</p>
      <div className="paper-dialog">
        <div className="stacked">
          <span id="newer-edition">{t('ui.evidence.file')}</span>
          <input
            ref={choice}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            aria-labelledby="newer-edition"
            accept={acceptAttribute(said.evidenceKind)}
            onChange={(event) => setFile(event.target.files?.[0])}
          />
          <Button onClick={() => choice.current?.click()}>{file?.name ?? t('ui.evidence.chooseOne')}</Button>
        </div>
        <PaperFields said={said} onChange={(part) => say({ ...said, ...part })} />
        {paper.beside > 0 ? (
          <Checkbox checked={everywhere} onChange={(event) => replaceAll(event.target.checked)}>
            {t('ui.evidence.replaceEverywhere', { count: paper.beside })}
          </Checkbox>
        ) : null}
        {share === undefined ? null : (
          <Progress percent={Math.round(share * 100)} size="small" aria-label={t('ui.evidence.replace')} />
        )}
      </div>
    </Modal>
  );
}

/** Asks for the reason, then detaches. */
export function EndPaper({ paper, onClose }: DialogProps) {
  const { t } = useWords();
  const [reason, type] = useState('');
  return (
    <AskDialog
      title={t('ui.evidence.endTitle', { file: paper.fileName })}
      ok={t('ui.evidence.end')}
      done={t('ui.evidence.endDone')}
      danger
      isIncomplete={reason.trim() === ''}
      onSend={() => sendJson('POST', `/evidence/links/${paper.id}/end`, { reason: reason.trim() })}
      onClose={onClose}
    >
      <p>{t('ui.evidence.endText')}</p>
      <ReasonInput label={t('ui.form.reason')} value={reason} onChange={type} autoFocus />
    </AskDialog>
  );
}
