// The papers behind a record: listed with their dates and how they stand, added, replaced by a newer edition, detached.
import { PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import type { RecordAnswer } from './answers.ts';
import { AttachPapers } from './attach-papers.tsx';
import { sizeOf } from './file-size.ts';
import type { EvidenceFile } from './paper-answers.ts';
import { EndPaper, ReplacePaper } from './paper-dialogs.tsx';
import { fileAddress, PaperPreview } from './paper-preview.tsx';
import { usePersonName } from './record-history.tsx';

export interface RecordEvidenceProps {
  kind: string;
  answer: RecordAnswer;
  /** id of the link whose paper is looked at */
  seen: string | undefined;
  onSee: (id: string | undefined) => void;
}

/** The list of the papers of a record, and the form that adds some. */
export function RecordEvidence({ kind, answer, seen, onSee }: RecordEvidenceProps) {
  const { t } = useWords();
  const [isAdding, add] = useState(false);
  const { evidence, may } = answer;
  const [held, ended] = [evidence.filter((one) => !one.ended), evidence.filter((one) => one.ended)];
  const list = (papers: readonly EvidenceFile[]) => (
    <ul className="evidence-list">
      {papers.map((paper) => (
        <Paper
          key={paper.id}
          paper={paper}
          isSeen={paper.id === seen}
          mayChange={may.attach && !paper.ended}
          onSee={() => onSee(paper.id === seen ? undefined : paper.id)}
        />
      ))}
    </ul>
  );
  return (
    <section className="record-section" aria-label={t('ui.evidence.title')}>
      <h3>
        {t('ui.evidence.title')} <span className="secondary">{held.length}</span>
        {may.attach ? (
          <Button
            size="small"
            type="text"
            icon={<PaperClipOutlined aria-hidden="true" />}
            onClick={() => add(!isAdding)}
            aria-expanded={isAdding}
          >
            {t('ui.evidence.add')}
          </Button>
        ) : null}
      </h3>
      {isAdding ? <AttachPapers kind={kind} records={[answer.record.id]} onDone={() => add(false)} /> : null}
      {held.length === 0 && !isAdding ? <p className="secondary">{t('ui.evidence.none')}</p> : null}
      {list(held)}
      {ended.length > 0 ? (
        <details className="evidence-ended">
          <summary>{t('ui.evidence.earlier', { count: ended.length })}</summary>
          {list(ended)}
        </details>
      ) : null}
      {answer.source ? (
        <p className="small secondary">
          {t('ui.evidence.source', { file: answer.source.fileName })}
          {answer.source.row ? t('ui.evidence.sourceRow', { row: answer.source.row }) : ''}{' '}
          <a href={`/imports/${answer.source.importId}`}>{t('ui.evidence.sourceOpen')}</a>
        </p>
      ) : null}
    </section>
  );
}

interface PaperProps {
  paper: EvidenceFile;
  isSeen: boolean;
  mayChange: boolean;
  onSee: () => void;
}

function Paper({ paper, isSeen, mayChange, onSee }: PaperProps) {
  const { t, has, language } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const [dialog, open] = useState<'replace' | 'end' | undefined>();
  const close = () => open(undefined);
  const isExpired = !paper.ended && paper.expiresOn !== null && paper.expiresOn < new Date().toISOString().slice(0, 10);
  const kindWord = `ui.evidence.kind.${paper.evidenceKind}`;
  return (
    <li className={isSeen ? 'evidence-item evidence-here' : 'evidence-item'}>
      <button id={`paper-${paper.id}`} type="button" className="evidence-file" aria-expanded={isSeen} onClick={onSee}>
        <span className="evidence-name">{paper.fileName}</span>
        <span className="small secondary">
          {[
            has(kindWord) ? t(kindWord) : paper.evidenceKind,
            paper.effectiveOn ? t('ui.evidence.from', { date: paper.effectiveOn }) : '',
            paper.expiresOn ? t('ui.evidence.until', { date: paper.expiresOn }) : '',
            sizeOf(paper.bytes, language),
            paper.beside > 0 ? t('ui.evidence.beside', { count: paper.beside }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="small secondary">
          {nameOf(paper.actorName)} {instant(paper.at)}
        </span>
        {isExpired ? <span className="small field-warning">▲ {t('ui.evidence.expired')}</span> : null}
        {paper.ended ? (
          <span className="small secondary">
            {paper.ended.replacedBy
              ? t('ui.evidence.wasReplaced', { name: nameOf(paper.ended.actorName), at: instant(paper.ended.at) })
              : t('ui.evidence.wasEnded', {
                  ...{ name: nameOf(paper.ended.actorName), at: instant(paper.ended.at) },
                  reason: paper.ended.reason ?? '',
                })}
          </span>
        ) : null}
      </button>
      {mayChange && isSeen ? (
        <div className="evidence-actions">
          <Button size="small" onClick={() => open('replace')}>
            {t('ui.evidence.replace')}
          </Button>
          <Button size="small" type="text" danger onClick={() => open('end')}>
            {t('ui.evidence.end')}
          </Button>
        </div>
      ) : null}
      {dialog === 'replace' ? <ReplacePaper paper={paper} onClose={close} /> : null}
      {dialog === 'end' ? <EndPaper paper={paper} onClose={close} /> : null}
    </li>
  );
}

/** The paper that is looked at, beside what it proves. */
export function SeenPaper({ paper, onClose }: { paper: EvidenceFile; onClose: () => void }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const place = useRef<HTMLElement>(null);
  // Where it stands below, on a phone, it is brought into view.
  useEffect(() => {
    place.current?.scrollIntoView({ block: isPhone ? 'start' : 'nearest' });
  }, [isPhone]);
  return (
    <aside ref={place} className="evidence-preview" aria-label={t('ui.evidence.preview', { file: paper.fileName })}>
      <div className="evidence-bar">
        <strong className="evidence-name">{paper.fileName}</strong>
        <Button size="small" type="text" onClick={onClose}>
          {t('ui.evidence.close')}
        </Button>
      </div>
      <PaperPreview file={paper} />
      <div className="evidence-bar small">
        {paper.scan === 'infected' || paper.scan === 'scanning' ? (
          <span />
        ) : (
          <a href={fileAddress(paper)} target="_blank" rel="noreferrer">
            {t('ui.evidence.open')}
          </a>
        )}
        <span className="secondary" title={paper.sha256}>
          SHA-256 {paper.sha256.slice(0, 12)}… · {t(`ui.evidence.scan.${paper.scan}`)}
        </span>
      </div>
    </aside>
  );
}
