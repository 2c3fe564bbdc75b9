// What is said when something was refused or failed: the server's words where it has some.
import { App } from 'antd';
import { useCallback } from 'react';
import { ApiProblem } from './api.ts';
import { useWords } from './language.tsx';

const SHOWN_SECONDS = 8;

/** The words of an error. */
export function useRefusalWords(): (error: unknown) => string {
  const { t } = useWords();
  return useCallback(
    (error) => (error instanceof ApiProblem && error.message !== '' ? error.message : t('ui.page.failed.text')),
    [t],
  );
}

/** Says an error beside the page, long enough to be read. */
export function useSaysRefusal(): (error: unknown) => void {
  const wordsOf = useRefusalWords();
  const { message } = App.useApp();
  return (error) => {
    message.error(wordsOf(error), SHOWN_SECONDS);
  };
}
