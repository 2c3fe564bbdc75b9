// Who is signed in, and what that person may do.
import { createContext, useContext } from 'react';
import type { LocalText } from './language.tsx';

/** The answer of `/me`. */
export interface Me {
  /** what is still to be done before anything else is shown */
  lacks: 'second_factor' | null;
  person: { id: string; userName: string; name: LocalText; language: 'en' | 'zh'; sample: boolean };
  grants: readonly { role: string; scopeId: string; scopeType: string }[];
  actions: readonly string[];
  /** the sample company is loaded */
  sample: boolean;
  groupWriter: boolean;
  /** sample accounts that one can switch to */
  switchable: readonly { personId: string; name: LocalText; role: string; scopeName: LocalText }[];
}

export const MeContext = createContext<Me | null>(null);

/** The person signed in. @throws outside the shell */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody is signed in above this component');
  return me;
}

/** Whether the person signed in may do something anywhere, such as `records.record`. */
export const useMay = (action: string): boolean => useMe().actions.includes(action);
