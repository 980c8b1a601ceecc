/**
 * The families of secrets, and the placeholder that stands where one was.
 *
 * The name of a family is what people read in the placeholder and in the list of what was
 * removed, so it says what the thing was and never anything of its value. Adding a family is
 * fine; renaming one would make old notes hold placeholders that are no longer recognised.
 */

export const families = {
  password: 'passwords',
  passphrase: 'passphrases',
  pin: 'PINs and door codes',
  'one-time code': 'one-time codes',
  'authenticator secret': 'authenticator secrets',
  'backup code': 'backup codes',
  'wifi key': 'Wi-Fi keys',
  'network secret': 'VPN, RADIUS, SNMP and routing secrets',
  'password hash': 'password hashes',
  'access token': 'access tokens',
  cookie: 'cookies',
  'private key': 'private keys',
  'api key': 'API keys',
  'recovery key': 'recovery keys',
  'licence key': 'product and licence keys',
  'identity number': 'identity numbers',
  card: 'cards',
  'bank account': 'bank accounts',
  'birth date': 'birth dates',
  'security answer': 'answers to security questions',
  email: 'e-mail addresses',
  phone: 'phone numbers',
  address: 'postal addresses',
  'marked text': 'marked passages',
} as const

export type Family = keyof typeof families

/** A stretch of text that has to go. `end` is the first position after it. */
export interface Span {
  family: Family
  start: number
  end: number
}

export function placeholderFor(family: Family, number: number): string {
  return `[${family} ${number} removed]`
}

/** Finds placeholders. Six digits are plenty and keep the number exact. */
export function placeholderExpression(): RegExp {
  return new RegExp(`\\[(${Object.keys(families).join('|')}) (\\d{1,6}) removed\\]`, 'g')
}
