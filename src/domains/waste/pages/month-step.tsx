// One step of the month on the one screen: its number or its check mark, what it is about, and its work.
import { type ReactNode, useId } from 'react';
import { useWords } from '#platform/ui/language.tsx';

export interface MonthStepProps {
  number: number;
  title: string;
  /** what there is to say at a glance */
  said?: ReactNode;
  isDone: boolean;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** A step; done ones say so by mark and word. */
export function MonthStep({ number, title, said, isDone, actions, className, children }: MonthStepProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <section className={['month-step', className ?? ''].join(' ').trim()} aria-labelledby={id}>
      <header className="month-step-head">
        <span className={isDone ? 'month-number month-number-done' : 'month-number'} aria-hidden="true">
          {isDone ? '✓' : number}
        </span>
        <div className="month-step-title">
          <h2 id={id}>
            {title}
            {isDone ? <span className="visually-hidden"> ({t('waste.month-end.done')})</span> : null}
          </h2>
          {said ? <p className="month-said">{said}</p> : null}
        </div>
        {actions ? <div className="month-step-actions">{actions}</div> : null}
      </header>
      {children ? <div className="month-step-body">{children}</div> : null}
    </section>
  );
}
