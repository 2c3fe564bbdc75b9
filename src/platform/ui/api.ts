// How a page asks the server: JSON in and out, the reader's language with each question, refusals as one kind of error.
import type { Language } from '#platform/i18n/words.ts';

/** A problem at one field, as the server says it. */
export interface FieldProblem {
  field: string | null;
  code: string;
  level: 'error' | 'warning';
  line?: number;
  words: string;
  facts?: Record<string, string | number>;
}

/** What the server refused, in the reader's words. `status` 0: it was not reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly FieldProblem[];
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(
    status: number,
    code: string,
    title: string,
    { problems = [], facts = {} }: Partial<Pick<ApiProblem, 'problems' | 'facts'>> = {},
  ) {
    super(title);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.facts = facts;
  }
}

/** Query parameters; what is undefined, null or empty is left out; a list is written with commas. */
export type Params = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

let language: Language = 'en';
/** Tells every later question which language its answer is read in. */
export function setApiLanguage(chosen: Language): void {
  language = chosen;
}

/** The address of an endpoint with its query and the reader's language; `path` begins behind `/api/v1`. */
export function addressOf(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  if (!path.startsWith('/api/')) query.set('lang', language);
  for (const [name, value] of Object.entries(params)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== null && text !== '') query.set(name, String(text));
  }
  const written = query.toString();
  const base = path.startsWith('/api/') ? path : `/api/v1${path}`;
  return written === '' ? base : `${base}${base.includes('?') ? '&' : '?'}${written}`;
}

function problemFrom(status: number, text: string): ApiProblem {
  try {
    const said = JSON.parse(text) as Partial<Pick<ApiProblem, 'code' | 'message' | 'problems' | 'facts'>> & {
      detail?: string;
    };
    return new ApiProblem(status, said.code ?? String(status), said.detail ?? said.message ?? '', said);
  } catch {
    return new ApiProblem(status, String(status), '');
  }
}

async function ask<T>(address: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      ...init,
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'accept-language': language, ...init.headers },
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ApiProblem(0, 'not_reached', '');
  }
  const text = await answer.text();
  if (!answer.ok) throw problemFrom(answer.status, text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Reads `/api/v1{path}`. @throws ApiProblem */
export const getJson = <T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> =>
  ask<T>(addressOf(path, params), { method: 'GET', ...(signal ? { signal } : {}) });

/** Sends JSON to `/api/v1{path}`. @throws ApiProblem */
export const sendJson = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> =>
  ask<T>(
    addressOf(path),
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );

/**
 * Sends one file. `onProgress` hears the share that has left this machine, 0 to 1; `fields` go before the file.
 * @throws ApiProblem
 */
export function uploadFile<T>(
  path: string,
  file: File,
  params?: Params,
  onProgress?: (share: number) => void,
  fields: Readonly<Record<string, string>> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    // fetch does not tell how much of an upload has left.
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(path, params));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', language);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiProblem(0, 'not_reached', ''));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve((request.responseText === '' ? undefined : JSON.parse(request.responseText)) as T);
      } else reject(problemFrom(request.status, request.responseText));
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, file.name);
    request.send(form);
  });
}
