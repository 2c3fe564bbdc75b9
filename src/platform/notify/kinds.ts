// Every message that somebody can be told, in one table: what it is about, and how it leaves where nothing else was chosen.

export const channels = ['mail', 'wecom', 'dingtalk', 'feishu'] as const;
export type Channel = (typeof channels)[number];
/** In a chat one reads with a telephone in the hand: what waits a day is not sent there. */
export const chats = ['wecom', 'dingtalk', 'feishu'] as const;
export type Chat = (typeof chats)[number];
export const isChat = (channel: Channel): channel is Chat => channel !== 'mail';

/** When a channel takes a message: at once, with the others of the day or week, or not at all. */
export const paces = ['now', 'digest', 'off'] as const;
export type Pace = (typeof paces)[number];

/**
 * The messages. Their sentence is the word `notice.<message>`, what they are called in the settings `notice.<message>|about`.
 * In the list of notices each of them always stands.
 */
export const messages = {
  /** a month is to be recorded: expected, in and missing, and the day by which */
  month_due: { mail: 'now', chat: 'now' },
  /** it was not there on its day */
  month_overdue: { mail: 'now', chat: 'now' },
  /** told to who answers for the factory, when the recorder was told in vain */
  month_late: { mail: 'digest', chat: 'off' },
  /** a reviewer gave a record back, in his words */
  returned: { mail: 'now', chat: 'now' },
  /** something waits for review or approval */
  to_review: { mail: 'digest', chat: 'off' },
  /** a reviewer let the day pass */
  review_overdue: { mail: 'now', chat: 'now' },
  /** a reviewer passed his work on for some days */
  review_delegated: { mail: 'now', chat: 'now' },
  /** what was somebody else's work is one's own now */
  handed_over: { mail: 'now', chat: 'now' },
  /** a paper that is in force ends */
  evidence_expiring: { mail: 'digest', chat: 'off' },
  /** the yearly test of waste water is not whole, and the year ends */
  water_test_due: { mail: 'now', chat: 'now' },
  /** a sample of the permit's plan was not taken in its time */
  water_sample_overdue: { mail: 'digest', chat: 'off' },
  /** a laboratory found more than a limit allows, and nobody has opened a case */
  exceedance_found: { mail: 'now', chat: 'now' },
  /** told to who answers for the factory, when an exceedance is not closed after a month */
  exceedance_open: { mail: 'digest', chat: 'off' },
  edition_published: { mail: 'digest', chat: 'off' },
  /** an edition of a commitment or policy asks to be read and acknowledged */
  policy_to_acknowledge: { mail: 'now', chat: 'off' },
  policy_overdue: { mail: 'now', chat: 'now' },
  audit_question: { mail: 'now', chat: 'now' },
  audit_answer: { mail: 'digest', chat: 'off' },
  /** somebody without an account sent what a link asked for */
  link_answered: { mail: 'digest', chat: 'off' },
  /** a meter shows a leak, or another thing to look at */
  water_finding: { mail: 'now', chat: 'now' },
  job_failed: { mail: 'now', chat: 'off' },
  /** the administrator tries whether it arrives */
  test: { mail: 'now', chat: 'now' },
} as const satisfies Record<string, { mail: Pace; chat: Pace }>;

export type Message = keyof typeof messages;
export const isMessage = (text: string): text is Message => Object.hasOwn(messages, text);
/** Messages that a person may choose about; a test is asked for, and arrives. */
export const choosable = (Object.keys(messages) as Message[]).filter((message) => message !== 'test');
