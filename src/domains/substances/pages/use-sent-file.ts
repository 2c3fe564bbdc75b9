// A file that is chosen, sent to be looked at, and sent again, with what a person says of it, to be kept.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Sending } from '#platform/records/web/file-drop.tsx';
import { type Params, uploadFile } from '#platform/ui/api.ts';
import { useSaysRefusal } from '#platform/ui/refusal.ts';

export interface SentFile<Answer> {
  file: File | undefined;
  /** what the server said of it last */
  answer: Answer | undefined;
  /** how much of it has left, while it is on its way */
  sending: Sending | undefined;
  /** what is being done with it */
  isWorking: 'reading' | 'keeping' | undefined;
  /** another file takes the place of the one before, and is looked at */
  take: (next: File, said: Params) => void;
  /** the same file is looked at again, by what is said of it now, unless it is being kept */
  lookAgain: (said: Params) => void;
  keep: (said: Params) => void;
  /** puts the file away */
  leave: () => void;
}

/**
 * @param path of the endpoint that reads such files
 * @param onRefused what else is done where it is not kept or cannot be read; it is said in any case
 */
export function useSentFile<Answer>(path: string, onRefused?: (error: unknown) => void): SentFile<Answer> {
  const refuse = useSaysRefusal();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [answer, setAnswer] = useState<Answer>();
  const [sending, setSending] = useState<Sending>();
  const [isWorking, work] = useState<'reading' | 'keeping'>();
  const asked = useRef(0);
  const send = async (which: File, said: Params, doing: 'reading' | 'keeping') => {
    work(doing);
    asked.current += 1;
    const nth = asked.current;
    // An answer that comes after a later question's is old.
    const isOld = () => asked.current !== nth;
    const params = { ...said, commit: String(doing === 'keeping') };
    const tell = (share: number) => {
      if (!isOld()) setSending(share < 1 ? { name: which.name, share } : undefined);
    };
    try {
      const next = await uploadFile<Answer>(path, which, params, tell);
      if (!isOld()) setAnswer(next);
      // What was kept is asked for anew wherever it is shown.
      if (doing === 'keeping') void client.invalidateQueries();
    } catch (error) {
      if (!isOld()) {
        refuse(error);
        onRefused?.(error);
      }
    }
    if (isOld()) return;
    setSending(undefined);
    work(undefined);
  };
  return {
    ...{ file, answer, sending, isWorking },
    take: (next, said) => {
      setFile(next);
      setAnswer(undefined);
      void send(next, said, 'reading');
    },
    lookAgain: (said) => {
      if (file && isWorking !== 'keeping') void send(file, said, 'reading');
    },
    keep: (said) => {
      if (file) void send(file, said, 'keeping');
    },
    leave: () => {
      asked.current += 1;
      setFile(undefined);
      setAnswer(undefined);
      setSending(undefined);
      work(undefined);
    },
  };
}
