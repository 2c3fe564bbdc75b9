// Cases of others with like waste: how many there are, and what they tell.
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { showFigure } from '#units/show-figure.ts';
import type { CaseAnswer } from './analysis-answers.ts';

/** One case, told. */
function Case({ told, onChoose }: { told: CaseAnswer; onChoose?: ((told: CaseAnswer) => void) | undefined }) {
  const { t, local, language } = useWords();
  const moved = t('waste.cases.moved', {
    from: t(`waste.treatment.${told.fromTreatment}`),
    to: t(`waste.treatment.${told.toTreatment}`),
  });
  return (
    <article className="case">
      <h3>
        <Link to={`/records/waste.case/${told.id}`}>{local(told.title)}</Link>
      </h3>
      <p className="side-text">
        {[
          told.code,
          t(`waste.case-source.${told.source}`),
          told.place ? local(told.place) : '',
          moved,
          told.divertedMassTonnes === null
            ? ''
            : t('waste.cases.mass', { mass: showFigure(told.divertedMassTonnes, 't', language) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        <strong>{t('waste.cases.done')}</strong> {local(told.whatWasDone)}
      </p>
      <p>
        <strong>{t('waste.cases.result')}</strong> {local(told.result)}
      </p>
      {onChoose ? (
        <Button size="small" onClick={() => onChoose(told)}>
          {t('waste.cases.choose')}
        </Button>
      ) : null}
    </article>
  );
}

/** The cases one below the other; says so where there is none. */
export function CaseList({ cases, onChoose }: { cases: readonly CaseAnswer[]; onChoose?: (told: CaseAnswer) => void }) {
  const { t } = useWords();
  if (cases.length === 0) return <p className="side-text">{t('waste.cases.none')}</p>;
  return (
    <div className="cases">
      {cases.map((told) => (
        <Case key={told.id} told={told} onChoose={onChoose} />
      ))}
    </div>
  );
}

/** "2 cases" as a button that opens them beside the page; nothing where there is none. */
export function CasesButton({ cases, about }: { cases: readonly CaseAnswer[]; about: string }) {
  const { t } = useWords();
  const [isOpen, open] = useState(false);
  if (cases.length === 0) return null;
  return (
    <>
      <button type="button" className="text-button link-like" aria-expanded={isOpen} onClick={() => open(true)}>
        {t(cases.length === 1 ? 'waste.ranking.oneCase' : 'waste.ranking.cases', { count: cases.length })}
      </button>
      <Drawer open={isOpen} onClose={() => open(false)} size={520} title={`${t('waste.cases.title')} · ${about}`}>
        <CaseList cases={cases} />
      </Drawer>
    </>
  );
}
