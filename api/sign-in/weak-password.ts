/**
 * Passwords that are long enough and still known to everybody.
 *
 * Length is the rule; this only takes out what a guesser tries first: the same few letters
 * over and over, rows of the keyboard, well-known phrases, and the person's own name or
 * address. The passwords of the demonstration are refused wherever it is not shown.
 */
import { DEMO_TEAM } from '#db/seed/demo-team.ts'

/** Why a new password is refused; nothing when it may be used. */
export function whyWeak(
  password: string,
  about: { email: string; name: string; isDemo: boolean },
): string | undefined {
  const plain = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (new Set(plain).size < 5) return 'It repeats the same few characters. Use a phrase instead.'
  if (WELL_KNOWN.some((phrase) => plain.includes(phrase) && plain.length < phrase.length + 6)) {
    return 'It is on every list of known passwords. Use a phrase of your own.'
  }
  if (!about.isDemo && DEMO_TEAM.people.some((person) => person.password === password)) {
    return 'It is a password of the demonstration, which everybody knows.'
  }
  const own = [about.email.split('@')[0], about.name.replace(/\s/g, '')]
    .map((text) => (text ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((text) => text.length >= 5)
  if (own.some((text) => plain.includes(text) && plain.length < text.length + 8)) {
    return 'It is mostly the name or the e-mail address. Use a phrase of your own.'
  }
  return undefined
}

const WELL_KNOWN = [
  'passwordpassword',
  'password1234567',
  'password12345678',
  'passwortpasswort',
  'changemechangeme',
  'letmeinletmein',
  'welcomewelcome',
  'welcome1234567',
  'adminadminadmin',
  'administrator123',
  'administrator1',
  'qwertyuiopasdf',
  'qwertyuiop12345',
  'qwertzuiopasdf',
  'asdfghjklqwerty',
  '1qaz2wsx3edc4rfv',
  '123456789012345',
  '1234567890abcde',
  'abcdefghijklmno',
  'iloveyouiloveyou',
  'correcthorsebatterystaple',
  'trustno1trustno1',
  'resolutionflow',
  'connectwise1234',
  'thequickbrownfox',
]
