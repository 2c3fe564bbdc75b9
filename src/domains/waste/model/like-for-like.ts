// Which numbers are printed of a like-for-like change, and what are they called within their figure?

/** The change itself, how many factories are compared, and how many count in either period. */
export const likeForLikeNumbers = ['change', 'compared', 'either'] as const;

/** One of them. */
export type LikeForLikeNumber = (typeof likeForLikeNumbers)[number];

/** The name of such a number, from which its id is made. */
export const likeForLikeName = (number: LikeForLikeNumber): string => `like-for-like ${number}`;
