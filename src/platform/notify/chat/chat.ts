// WeCom, DingTalk and Feishu behind one interface: who somebody is there, a message to him, a message by a group's robot.
import type { Letter } from '../message.ts';

/** An application of the company in one of the three. */
export interface ChatApp {
  /** address where one says that it is he; the answer comes to `back` with a code and `state` */
  signInAddress(back: string, state: string): string;
  /** who came back with this code; null when the code is nobody's */
  whoIs(code: string, back: string): Promise<string | null>;
  /** @throws ChatRefused */
  send(externalId: string, letter: Letter): Promise<void>;
}

/** A robot of a group chat. */
export interface Robot {
  /** address with its token, as the chat shows it */
  address: string;
  /** signs what is sent; absent where the robot is guarded otherwise */
  secret?: string;
}

/** The service did not take it, and says why. */
export class ChatRefused extends Error {
  /** it asks to wait so long */
  readonly waitMs: number | undefined;
  constructor(code: string | number, message: string, waitMs?: number) {
    super(`${code}: ${message}`);
    this.waitMs = waitMs;
  }
}

const LIMIT_MS = 20_000;

/** Asks a service in JSON. @throws ChatRefused when it is not reached or does not answer in JSON */
export async function askService<T>(
  url: string,
  init: { method?: string; headers?: object; body?: unknown } = {},
): Promise<T> {
  const answer = await fetch(url, {
    method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
    headers: { 'content-type': 'application/json; charset=utf-8', ...init.headers },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    signal: AbortSignal.timeout(LIMIT_MS),
    redirect: 'error',
  });
  const text = await answer.text();
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ChatRefused(answer.status, text.slice(0, 200));
  }
}

/** A token that the service gives for a while: asked for once, and again before it ends. */
export function keptToken(ask: () => Promise<{ token: string; seconds: number }>): {
  get(): Promise<string>;
  forget(): void;
} {
  let kept: { token: string; until: number } | undefined;
  return {
    get: async () => {
      if (kept && kept.until > Date.now()) return kept.token;
      const { token, seconds } = await ask();
      kept = { token, until: Date.now() + Math.max(0, seconds - 300) * 1_000 };
      return token;
    },
    forget: () => {
      kept = undefined;
    },
  };
}
