// Beside the form of an improvement plan: the cases with the same waste and treatment, to follow one of them.
import type { Values } from '#platform/records/declare/kind.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { likeCases } from '../rules/like-cases.ts';
import type { CaseAnswer } from './analysis-answers.ts';
import { CaseList } from './cases.tsx';
import './analysis.css';

interface StreamAnswer {
  record: { values: { composition?: string; hazardous?: boolean } };
}

/** The cases for what the form says so far; choosing one fills in the case and where it led. */
export function CaseSuggestions({
  values,
  onChange,
}: {
  values: Values;
  onChange: (path: string, value: string) => void;
}) {
  const { t } = useWords();
  const { stream, fromTreatment } = values as { stream?: string | null; fromTreatment?: string | null };
  const isAsked = Boolean(stream && fromTreatment);
  const { data } = useJson<{ cases: readonly CaseAnswer[] }>('/waste/cases', {}, { enabled: isAsked });
  const about = useJson<StreamAnswer>(`/records/waste.stream/${stream}`, {}, { enabled: isAsked });
  const { composition, hazardous } = about.data?.record.values ?? {};
  if (!data || !fromTreatment || composition === undefined || hazardous === undefined) return null;
  const like = likeCases(data.cases, { composition, hazardous, treatment: fromTreatment });
  if (like.length === 0) return null;
  return (
    <details className="case-suggestions more-below">
      <summary>
        {t(like.length === 1 ? 'waste.cases.oneForForm' : 'waste.cases.forForm', { count: like.length })}
      </summary>
      <CaseList
        cases={like}
        onChoose={(told) => {
          onChange('case', told.id);
          onChange('toTreatment', told.toTreatment);
        }}
      />
    </details>
  );
}
