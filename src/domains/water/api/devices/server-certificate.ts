// The certificate of a server as a person compares it with what the server itself shows.
import { X509Certificate } from 'node:crypto';
import type { ServerCertificate } from '../../model/connection.ts';

const inOneLine = (name: string) => name.split('\n').join(', ').slice(0, 300);
const bare = (digest: string) => digest.replaceAll(':', '').toLowerCase();

/** @param der one certificate; null for what is none */
export function readCertificate(der: Uint8Array | null): ServerCertificate | null {
  if (!der) return null;
  try {
    const found = new X509Certificate(der);
    return {
      ...{ subject: inOneLine(found.subject), issuer: inOneLine(found.issuer) },
      ...{ from: found.validFromDate.toISOString(), until: found.validToDate.toISOString() },
      ...{ fingerprint: bare(found.fingerprint256), thumbprint: bare(found.fingerprint) },
    };
  } catch {
    return null;
  }
}
