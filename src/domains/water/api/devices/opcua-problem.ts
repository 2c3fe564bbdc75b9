// Why there is no conversation with a server of OPC UA, as a code that the page has words for.

/** Found by us, and not said by the package. */
export class OpcuaProblem extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const ofNetwork = /\b(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ECONNRESET)\b/;
/** What a server answers where it does not take our certificate: most say no more than that a check failed. */
const ofOurCertificate = /\bBad(SecurityChecksFailed|Certificate\w*)\b/;
const ofUser = /\bBad(UserAccessDenied|IdentityToken(Invalid|Rejected)|UserSignatureInvalid)\b|token policy/i;

/** @param byName whether a user name was given */
export function problemOf(error: unknown, byName: boolean): string {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (error instanceof OpcuaProblem) return error.code;
  if (typeof code === 'string' && ofNetwork.test(code)) return code;
  const [network] = ofNetwork.exec(message) ?? [];
  if (network) return network;
  if (ofOurCertificate.test(message)) return 'own_certificate_refused';
  if (ofUser.test(message)) return byName ? 'wrong_password' : 'anonymous_refused';
  const [status] = /\bBad\w{1,60}/.exec(message) ?? [];
  if (status) return status === 'BadTimeout' || status === 'BadRequestTimeout' ? 'no_answer' : status;
  if (/time.?out|timed out/i.test(message)) return 'no_answer';
  return 'not_opcua';
}
