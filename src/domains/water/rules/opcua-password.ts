// Whether a password reaches a server of OPC UA so that nobody in between can read it.
import type { opcuaModes } from '../model/connection.ts';

/** Policies that encrypt a password by what is not broken (OPC UA, Part 7), by the end of their address. */
const encrypting = /#(Basic256Sha256|Aes128_Sha256_RsaOaep|Aes256_Sha256_RsaPss)$/;

/**
 * Where every message is encrypted, the password is as well. Where messages are only signed, each way in which the server takes
 * user names says how it wants the password (Part 4, UserTokenPolicy): as the messages are, by a policy, or as it is.
 * @param policies of each of those ways, '' where it says nothing and the policy of the messages holds
 */
export function isPasswordSafe(security: (typeof opcuaModes)[number], policies: readonly string[]): boolean {
  if (security === 'none') return false;
  return security === 'encrypt' || policies.every((policy) => policy === '' || encrypting.test(policy));
}
