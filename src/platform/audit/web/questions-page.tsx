// All questions of a scope: what waits for the factory, what waits for the auditor, what is settled.
import { Segmented } from 'antd';
import { useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { type MayTalk, type QuestionAnswer, Thread } from './threads.tsx';

/** The page of questions. */
export function QuestionsPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const [which, choose] = useState<'open' | 'all'>('open');
  const { data, error, isPending, refetch } = useJson<{ questions: QuestionAnswer[]; may: MayTalk }>(
    '/audit/questions',
    { scope, open: which === 'open' },
    { keep: true },
  );
  return (
    <Page
      title={t('audit.questions')}
      subtitle={t('audit.questions.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
    >
      <div className="audit">
        <div>
          <Segmented
            aria-label={t('audit.questions.which')}
            value={which}
            options={(['open', 'all'] as const).map((value) => ({ value, label: t(`audit.questions.${value}`) }))}
            onChange={choose}
          />
        </div>
        {data?.questions.length === 0 ? (
          <Teach title={t('audit.questions.none')}>
            <p>{t('audit.questions.none.text')}</p>
          </Teach>
        ) : (
          <div className="audit-board threads">
            {data?.questions.map((question) => (
              <Thread key={question.id} question={question} may={data.may} named />
            ))}
          </div>
        )}
      </div>
    </Page>
  );
}
