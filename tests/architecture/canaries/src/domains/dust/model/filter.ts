// legal
export const filter = 1;
