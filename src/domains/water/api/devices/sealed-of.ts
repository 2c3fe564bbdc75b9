/** What passwords of connections are sealed as. */
export const SEALED_OF = 'greenfab connections';
