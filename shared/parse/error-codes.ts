/**
 * Windows writes the same error as a decimal number, a hexadecimal one, or a negative one, and
 * wraps the old numbers into longer ones. Here they are one, with a short meaning of our own.
 */

export interface Code {
  /** Without a sign, 32 bits. */
  number: number
  /** As a technician looks it up: `0x80070005`, and `5` for an old number. */
  hex: string
}

/** `5`, `0x80070005`, `80070005`, `-2147024891`. Undefined for what is no code of 32 bits. */
export function normaliseCode(text: string): Code | undefined {
  const said = text.trim()
  const number = toNumber(said)
  if (number === undefined || number < -0x80000000 || number > 0xffffffff) return undefined
  const unsigned = number >>> 0
  const isOld = unsigned < 0x10000
  return { number: unsigned, hex: isOld ? String(unsigned) : `0x${hexOf(unsigned)}` }
}

function toNumber(said: string): number | undefined {
  if (/^0x[\da-f]{1,8}$/i.test(said)) return Number.parseInt(said, 16)
  if (/^-?\d{1,10}$/.test(said) && !/^[89c]\d{7}$/i.test(said)) return Number(said)
  return /^[89c][\da-f]{7}$/i.test(said) ? Number.parseInt(said, 16) : undefined
}

const hexOf = (number: number) => number.toString(16).toUpperCase().padStart(8, '0')

/** Errors that are an old number with the mark of the old numbers before it. */
const WRAPPED = 0x8007

/** What a code means, where the table knows it. */
export function meaningOf(text: string): (Code & { meaning: string }) | undefined {
  const code = normaliseCode(text)
  if (!code) return undefined
  const old = code.number >>> 16 === WRAPPED ? code.number & 0xffff : code.number
  const meaning = LONG[code.number] ?? (old < 0x10000 ? OLD[old] : undefined)
  return meaning ? { ...code, meaning } : undefined
}

/** For a sentence: "1722, the RPC server cannot be reached", or the code alone. */
export function tellCode(text: string): string {
  const known = meaningOf(text)
  if (known) return `${known.hex}, ${known.meaning}`
  return normaliseCode(text)?.hex ?? text
}

const OLD: Record<number, string> = {
  2: 'the file was not found',
  3: 'the path was not found',
  5: 'access is denied',
  32: 'the file is in use by another program',
  53: 'the network path was not found',
  64: 'the network name is gone',
  67: 'the network name was not found',
  87: 'a parameter is wrong',
  112: 'the disk is full',
  121: 'no answer came in time',
  1053: 'the service did not answer in time when it was started',
  1058: 'the service is disabled',
  1060: 'there is no such service',
  1068: 'a service that this one needs did not start',
  1069: 'the service could not sign in',
  1219: 'another connection with another account is open to this server',
  1256: 'the remote system is not available',
  1311: 'no domain controller can be reached to sign in',
  1326: 'the user name or password is wrong',
  1327: 'the account is restricted',
  1331: 'the account is disabled',
  1355: 'the domain was not found',
  1385: 'this kind of sign-in was not granted',
  1396: 'the target name is wrong for the account that answers',
  1722: 'the RPC server cannot be reached',
  1753: 'no endpoint is free at the RPC server',
  1786: 'the workstation has no secret shared with the domain',
  1787: 'the domain has no account for this workstation',
  1789: 'the trust between workstation and domain has failed',
  1792: 'the network sign-in service is not started',
  1909: 'the account is locked',
  2250: 'this connection does not exist',
  8418: 'the schemas of the two servers differ',
  8439: 'the naming context is wrong for replication',
  8451: 'replication met an error in the database',
  8452: 'the naming context is about to be removed or is not replicated there',
  8453: 'replication access was denied',
  8457: 'the destination does not accept replication now',
  8464: 'replication is waiting for attributes of a partial copy',
  8524: 'the partner’s name could not be looked up',
  8589: 'no service principal name could be made for the partner',
  8606: 'an object is missing that must be there: lingering objects',
  8614: 'it has been too long since the last replication',
  9002: 'the DNS server failed',
  9003: 'the DNS name does not exist',
  9005: 'the DNS server refused',
  9501: 'there are no DNS records of this kind',
  10060: 'no answer came in time',
  10061: 'the connection was refused',
}

const LONG: Record<number, string> = {
  2147500037: 'an error without further words',
  2147746132: 'a class is not registered',
  2148074252: 'the sign-in was refused',
  2148074257: 'no authority could be reached to sign in',
  2148074274: 'the target’s name is wrong for the account that answers',
  2148098052: 'the signature could not be checked',
  2148204809: 'the certificate’s root is not trusted',
  2147954402: 'no answer came in time',
  2147954407: 'the server’s name could not be looked up',
  2147954429: 'no connection could be made to the server',
  2147954430: 'the connection was cut',
  2147954575: 'the secure connection failed; often the clock or a certificate is wrong',
  2147956498: 'the component store is damaged',
  2148468741: 'the package is not valid here',
  2148468767: 'the source files were not found',
  2148469026: 'the update could not be finished; often the reserved partition is full',
  2148468785: 'an earlier update is missing in the component store',
  2149842978: 'all updates failed to install',
  2149842974: 'the update was stopped, since the service was being ended',
  2149844024: 'there is no route to the update server',
  2149859372: 'the update server’s name could not be looked up; often a proxy',
  2149859344: 'the update server asked for too many round trips',
  2149859362: 'the update server is not available',
  2149896199: 'a part of the update agent is not registered',
  2147944003: 'the installation failed',
  2147754754: 'an unexpected error of the shadow copy service',
  2147754758: 'the shadow copy provider refused',
  2147754764: 'this volume takes no shadow copies',
  2147754767: 'the shadow copy provider met an unexpected error',
  2147754774: 'another shadow copy is being made',
  2147754783: 'there is no room for the shadow copy',
  2147754760: 'the shadow copy was not found',
  2147754992: 'the shadow copy set holds only part of what a writer needs',
  2147754994: 'a writer timed out between freeze and thaw',
  2147754995: 'a writer failed and may work when tried again',
  2147754996: 'a writer failed and will fail again',
  3221225572: 'the user name does not exist',
  3221225578: 'the password is wrong',
  3221225581: 'the user name or password is wrong',
  3221225582: 'the account is restricted',
  3221225583: 'the sign-in is outside the allowed hours',
  3221225584: 'the sign-in is from a computer that is not allowed',
  3221225585: 'the password has expired',
  3221225586: 'the account is disabled',
  3221225779: 'the clocks are too far apart',
  3221225819: 'this kind of sign-in was not granted',
  3221225867: 'the domain has no account for this workstation',
  3221225869: 'the trust between workstation and domain has failed',
  3221225875: 'the account has expired',
  3221226020: 'the password must be changed first',
  3221226036: 'the account is locked',
}
