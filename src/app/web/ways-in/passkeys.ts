// Passkeys of this browser: asked for when they are wanted, by a package that knows the older browsers too.
import { sendJson } from '#platform/ui/api.ts';

/** Whether this browser, at this address, knows passkeys. */
export const knowsPasskeys = (): boolean => typeof window.PublicKeyCredential === 'function' && window.isSecureContext;

type CreationOptions = Parameters<typeof import('@simplewebauthn/browser')['startRegistration']>[0]['optionsJSON'];
type RequestOptions = Parameters<typeof import('@simplewebauthn/browser')['startAuthentication']>[0]['optionsJSON'];

/** Signs in with a passkey. @throws ApiProblem, or a fault of the browser when none was chosen */
export async function signInWithPasskey(): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await sendJson<RequestOptions>('POST', '/api/auth/sign-in/passkey/options', {});
  const response = await startAuthentication({ optionsJSON });
  await sendJson('POST', '/api/auth/sign-in/passkey', { response });
}

/** Makes a passkey of this device, asked for at one address and handed in at another, each with what it wants to know. */
export async function makePasskey(
  asked: { at: string; with: object },
  handed: { at: string; with: object },
): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = await sendJson<CreationOptions>('POST', asked.at, asked.with);
  const response = await startRegistration({ optionsJSON });
  await sendJson('POST', handed.at, { ...handed.with, response });
}
