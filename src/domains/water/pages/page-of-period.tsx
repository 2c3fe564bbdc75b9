// A page of what is told of the water of a scope in a period: its heading, and what stands there while nothing is told.
import type { ReactNode } from 'react';
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';

/** What was asked, as `useJson` answers. */
interface Asked<Answer> {
  data: Answer | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/**
 * The page with its answer, once there is one.
 * @param none the words `NONE.title` and `NONE.text` say what to do where nothing is told
 */
export function PageOfPeriod<Answer extends { period: string }>({
  title,
  asked: { data, error, isPending, refetch },
  actions,
  none,
  isEmpty,
  children,
}: {
  title: string;
  asked: Asked<Answer>;
  actions: ReactNode;
  none: string;
  isEmpty: (answer: Answer) => boolean;
  children: (answer: Answer) => ReactNode;
}) {
  const { t, language } = useWords();
  return (
    <Page
      title={title}
      subtitle={data ? labelPeriod(parsePeriod(data.period), language) : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={actions}
      empty={
        data && isEmpty(data) ? (
          <Teach title={t(`${none}.title`)} actions={actions}>
            <p>{t(`${none}.text`)}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? children(data) : null}
    </Page>
  );
}
