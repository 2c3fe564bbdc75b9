// Our own certificate, by which servers of OPC UA know this installation: made once, and kept in the data folder.
import { randomUUID, X509Certificate } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { crypto_utils as Crypto, OPCUAClientOptions } from 'node-opcua-client';

type Certificates = NonNullable<OPCUAClientOptions['certificateKeyPairProvider']>;

const YEARS = 10;
const DAY_MS = 86_400_000;

/** By this name servers know the program on this machine (OPC UA, Part 4, ApplicationDescription). */
export const applicationUri = (): string => `urn:${hostname()}:greenfab`;

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

async function made(crypto: typeof Crypto): Promise<string> {
  const { privateKey } = await crypto.generateKeyPair(2048);
  const { privPem } = await crypto.privateKeyToPEM(privateKey);
  const now = Date.now();
  const { cert } = await crypto.createSelfSignedCertificate({
    ...{ privateKey, applicationUri: applicationUri(), dns: [hostname()], subject: `CN=greenfab@${hostname()}` },
    ...{ notBefore: new Date(now - DAY_MS), notAfter: new Date(now + YEARS * 365 * DAY_MS) },
    purpose: crypto.CertificatePurpose.ForApplication,
  });
  return `${cert.trim()}\n${privPem.trim()}\n`;
}

/** Key and certificate in one file, so that two threads that make them at once end with the same ones. */
export async function ownCertificate(folder: string, crypto: typeof Crypto): Promise<Certificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'own.pem');
  let pem = read(file);
  if (!pem) {
    const written = join(folder, `${randomUUID()}.pem`);
    writeFileSync(written, await made(crypto), { mode: 0o600 });
    try {
      linkSync(written, file);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    } finally {
      rmSync(written, { force: true });
    }
    pem = readFileSync(file, 'utf8');
  }
  const certificate = new X509Certificate(pem).raw;
  const key = crypto.makePrivateKeyFromPem(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+/.exec(pem)?.[0] ?? '');
  return { getCertificate: () => certificate, getCertificateChain: () => [certificate], getPrivateKey: () => key };
}
