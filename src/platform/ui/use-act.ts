// What somebody does on a page: it is sent, it is said that it is done, and every page asks anew;
// what is refused is said in the reader's words.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { useSaysRefusal } from './refusal.ts';

export interface ActOptions<T> {
  /** what is said when it is done; nothing where the page shows it */
  done?: string | ((answer: T) => string) | undefined;
  /** which of the page's acts it is, where several can be under way at once: the id of a row, a step's name */
  as?: string;
}

/** Does it, and answers whether it went well. The same act is not begun again while it is under way. */
export type Act = <T>(work: () => Promise<T>, options?: ActOptions<T>) => Promise<boolean>;

/** What stands round an act. */
export interface ActWorld {
  say: (done: string) => void;
  refuse: (error: unknown) => void;
  askAnew: () => Promise<unknown>;
  /** names of the acts under way */
  underWay: Set<string>;
  /** is told whenever an act begins or ends */
  onChange: () => void;
}

/** An act in its world. */
export function actIn({ say, refuse, askAnew, underWay, onChange }: ActWorld): Act {
  return async (work, { done, as = '' } = {}) => {
    if (underWay.has(as)) return false;
    underWay.add(as);
    onChange();
    try {
      const answer = await work();
      if (done !== undefined) say(typeof done === 'function' ? done(answer) : done);
      await askAnew();
      return true;
    } catch (error) {
      refuse(error);
      return false;
    } finally {
      underWay.delete(as);
      onChange();
    }
  };
}

export interface Acting {
  act: Act;
  /** something is under way */
  isBusy: boolean;
  /** this one is under way */
  isBusyWith: (name: string) => boolean;
}

/** How a page does things. */
export function useAct(): Acting {
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { current: underWay } = useRef(new Set<string>());
  const [busy, setBusy] = useState<readonly string[]>([]);
  const act = actIn({
    say: (done) => void message.success(done),
    refuse,
    askAnew: () => client.invalidateQueries(),
    underWay,
    onChange: () => setBusy([...underWay]),
  });
  return { act, isBusy: busy.length > 0, isBusyWith: (name) => busy.includes(name) };
}
