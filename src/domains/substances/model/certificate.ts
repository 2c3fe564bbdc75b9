// What a supplier says of a part under a rule pack by word alone: a certificate of conformity, or a statement.

/** As which paper it comes. */
export const certificateForms = ['certificate', 'statement'] as const;

/** What it says: nothing over the limits of the pack, or something. */
export const certificateSays = ['within', 'above'] as const;
export type CertificateSays = (typeof certificateSays)[number];

/** A word that counts on a day. */
export interface KnownCertificate {
  pack: string;
  says: CertificateSays;
  /** the one that something is over, by its id in the pack */
  restriction: string | null;
  exemption: string | null;
  /** day of the list as whoever said it knew it */
  asOf: string;
}

/** Why it counts or does not. */
export type CertificateStanding = 'counts' | 'not_approved' | 'ended' | 'older';

export interface CertificateTold {
  id: string;
  document: string;
  form: (typeof certificateForms)[number];
  pack: string;
  says: CertificateSays;
  restriction: string | null;
  issuedOn: string;
  until: string | null;
  standing: CertificateStanding;
}
