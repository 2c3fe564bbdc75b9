// Answers of the server, kept while they are fresh, by path, parameters and language.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { getJson, type Params } from './api.ts';
import { useWords } from './language.tsx';

export interface JsonOptions {
  enabled?: boolean;
  /** keep showing the last answer while another is on its way */
  keep?: boolean;
  /** ask again every so many milliseconds while this says so */
  every?: (answer: unknown) => number | false;
}

/** What `/api/v1{path}` answers. Words in answers are in the reader's language, so the language is part of the key. */
export function useJson<T>(path: string, params: Params = {}, options: JsonOptions = {}): UseQueryResult<T> {
  const { language } = useWords();
  const { every } = options;
  return useQuery<T>({
    queryKey: ['json', path, params, language],
    queryFn: ({ signal }) => getJson<T>(path, params, signal),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(every ? { refetchInterval: (query: { state: { data: unknown } }) => every(query.state.data) } : {}),
  });
}
