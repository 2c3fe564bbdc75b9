// Finding a file that is there already, to take it behind further records without sending it again.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { sizeOf } from './file-size.ts';
import type { FileRow, FilesAnswer } from './paper-answers.ts';
import type { AttachPapersProps, PaperSaid } from './paper-fields.tsx';

const MOST_FOUND = 8;

/** The search, and its newest files. */
export function FindPaper({ kind, records, said, onDone }: AttachPapersProps & { said: PaperSaid }) {
  const { t, language } = useWords();
  const [typed, type] = useState('');
  const { act, isBusy, isBusyWith } = useAct();
  const { data } = useJson<FilesAnswer>('/evidence', { q: typed.trim(), limit: MOST_FOUND }, { keep: true });
  const attach = async (file: FileRow) => {
    const link = {
      ...{ sha256: file.sha256, kind, records, fileName: file.fileName, evidenceKind: said.evidenceKind },
      ...(said.effectiveOn ? { effectiveOn: said.effectiveOn } : {}),
      ...(said.expiresOn ? { expiresOn: said.expiresOn } : {}),
    };
    const attaching = { done: t('ui.evidence.added'), as: file.sha256 };
    if (await act(() => sendJson('POST', '/evidence/links', link), attaching)) onDone();
  };
  return (
    <div className="paper-find">
      <Labelled label={t('ui.evidence.find')}>
        {(id) => <Input id={id} allowClear value={typed} onChange={(event) => type(event.target.value)} />}
      </Labelled>
      {data?.files.length === 0 ? <p className="secondary">{t('ui.evidence.nothingFound')}</p> : null}
      <ul className="paper-found">
        {data?.files.map((file) => (
          <li key={file.sha256}>
            <span>
              <span className="paper-name">{file.fileName}</span>
              <span className="small secondary">
                {t(`ui.evidence.kind.${file.evidenceKind}`)} · {sizeOf(file.bytes, language)} ·{' '}
                {t('ui.evidence.records', { count: file.records })}
              </span>
            </span>
            <Button
              size="small"
              loading={isBusyWith(file.sha256)}
              disabled={isBusy || file.scan === 'infected' || file.scan === 'scanning'}
              aria-label={t('ui.evidence.takeOne', { file: file.fileName })}
              onClick={() => void attach(file)}
            >
              {t('ui.evidence.take')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
