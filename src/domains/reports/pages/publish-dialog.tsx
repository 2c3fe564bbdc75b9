// How does the living report become an edition: for which period, with which note, and what is frozen with it?
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { type ApiProblem, sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { periodText } from './period-text.ts';
import type { EditionLine } from './report-answers.ts';

const frozen = ['records', 'rules', 'packs', 'organisation', 'text', 'sums'] as const;

/** The periods that an edition is likely to be for: the one on screen, then halves and years, newest first. */
export function publishablePeriods(shown: string): string[] {
  const year = Number(/\d{4}/.exec(shown)?.[0] ?? new Date().getFullYear());
  return [
    ...new Set([shown, `${year}-H2`, `${year}-H1`, `${year}`, `${year - 1}-H2`, `${year - 1}-H1`, `${year - 1}`]),
  ];
}

export interface PublishDialogProps {
  isOpen: boolean;
  onClose: () => void;
  period: string;
  editions: readonly EditionLine[];
  /** figures in the report, and those that hold what is not yet approved */
  figures: number;
  provisional: number;
}

export function PublishDialog({ isOpen, onClose, period, editions, figures, provisional }: PublishDialogProps) {
  const { t, language } = useWords();
  const id = useId();
  const navigate = useNavigate();
  const answers = useQueryClient();
  const [chosen, choose] = useState(period);
  const [note, write] = useState('');
  const [isWorking, work] = useState(false);
  const [problem, refuse] = useState<ApiProblem | null>(null);
  const next = Math.max(0, ...editions.map((edition) => edition.number)) + 1;
  const publish = async () => {
    work(true);
    refuse(null);
    try {
      const body = note.trim() === '' ? { period: chosen } : { period: chosen, note: note.trim() };
      const made = await sendJson<{ id: string }>('POST', '/report/publish', body);
      await answers.invalidateQueries();
      onClose();
      void navigate({ to: `/editions/${made.id}` } as never);
    } catch (error) {
      refuse(error as ApiProblem);
    } finally {
      work(false);
    }
  };
  return (
    <Modal
      open={isOpen}
      onCancel={isWorking ? undefined : onClose}
      title={t('reports.page.publish.title', { number: next })}
      okText={t('reports.page.publish.do', { number: next })}
      okButtonProps={{ loading: isWorking }}
      cancelButtonProps={{ disabled: isWorking }}
      onOk={() => void publish()}
      width={560}
    >
      <div className="publish">
        <label htmlFor={`${id}-period`}>{t('reports.page.publish.period')}</label>
        <Select
          id={`${id}-period`}
          value={chosen}
          onChange={choose}
          disabled={isWorking}
          options={publishablePeriods(period).map((one) => ({ value: one, label: periodText(one, language) }))}
        />
        <label htmlFor={`${id}-note`}>{t('reports.page.publish.note')}</label>
        <Input.TextArea
          id={`${id}-note`}
          rows={2}
          maxLength={500}
          value={note}
          disabled={isWorking}
          onChange={(event) => write(event.target.value)}
          placeholder={t('reports.page.publish.notePlaceholder')}
        />
        <h3>{t('reports.page.publish.frozen')}</h3>
        <ul className="publish-frozen">
          {frozen.map((what) => (
            <li key={what}>{t(`reports.page.publish.frozen.${what}`, { figures })}</li>
          ))}
        </ul>
        <p className="side-text">{t('reports.page.publish.after')}</p>
        {provisional > 0 ? (
          <p className="report-notice">{t('reports.page.publish.provisional', { count: provisional })}</p>
        ) : null}
        {isWorking ? (
          <p className="side-text" role="status">
            {t('reports.page.publish.working')}
          </p>
        ) : null}
        {problem ? (
          <p className="report-notice report-notice-error" role="alert">
            {problem.message || t('ui.page.failed.text')} {problem.problems.map((one) => one.words).join(' ')}
          </p>
        ) : null}
      </div>
    </Modal>
  );
}
