/**
 * Passwords that are long enough and would be guessed all the same.
 *
 * Length is the rule; no kind of character is asked for. What is refused is what a guesser tries
 * first: stolen passwords, rows of the keyboard, dates and repeats, as zxcvbn estimates them over
 * its list of fifty thousand; and the person's own name, address and team, in any order and with
 * a little around them. The passwords of the demonstration are refused wherever it is not shown.
 */
import { DEMO_TEAM } from '#db/seed/demo-team.ts'

export interface PasswordOf {
  email: string
  name: string
  teamName: string
  isDemo: boolean
}

/** Why a new password is refused, and what to take instead; nothing when it may be used. */
export async function whyWeak(password: string, about: PasswordOf): Promise<string | undefined> {
  const isOfDemo = DEMO_TEAM.people.some((person) => person.password === password)
  if (isOfDemo) {
    return about.isDemo
      ? undefined
      : `It is a password of the demonstration, which everybody knows. ${INSTEAD}`
  }
  const plain = plainOf(password)
  const own = ownWords(about)
  if (countOthers(plain, own) < OTHERS_NEEDED) {
    return `It is mostly the name, the e-mail address or the team. ${INSTEAD}`
  }
  if (countOthers(plain, FAMOUS) < OTHERS_NEEDED) {
    return `It is on every list of known passwords. ${INSTEAD}`
  }
  const meter = await loadMeter()
  const { guesses, sequence } = meter.check(password.slice(0, MOST_LOOKED_AT), own)
  if (guesses >= GUESSES_NEEDED) return undefined
  return sequence.some(({ pattern }) => pattern === 'dictionary')
    ? `It is made of passwords that are on every list. ${INSTEAD}`
    : `It repeats itself, or follows the keyboard or a date. ${INSTEAD}`
}

const INSTEAD = 'Use a phrase of your own: four words or more that do not belong together.'

/** What a guesser who has stolen the hashes gets through: far more than anybody can try here. */
const GUESSES_NEEDED = 1e10
/** Letters and digits that are neither the person's nor the team's. */
const OTHERS_NEEDED = 8
/** A longer one is judged by its beginning, since the time to judge grows faster than it. */
const MOST_LOOKED_AT = 40

/** Known to everybody and too long for a list of what people use. */
const FAMOUS = ['correcthorsebatterystaple', 'thequickbrownfoxjumpsoverthelazydog', 'loremipsum']

const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Whole and in parts, as they are written in a password; two letters are in every phrase. */
function ownWords({ email, name, teamName }: PasswordOf): string[] {
  const [local = '', domain = ''] = email.split('@')
  const whole = [email, local, domain, name, teamName, 'ResolutionFlow', 'ConnectWise']
  const parts = whole.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))
  return [...new Set([...whole, ...parts].map(plainOf))].filter((word) => word.length > 2)
}

/** The fewest characters that are left over when the words are laid over a text. */
function countOthers(plain: string, words: readonly string[]): number {
  const left = [0]
  for (let end = 1; end <= plain.length; end++) {
    const covered = words
      .filter((word) => plain.endsWith(word, end))
      .map((word) => left[end - word.length] ?? 0)
    left.push(Math.min((left[end - 1] ?? 0) + 1, ...covered))
  }
  return left.at(-1) ?? 0
}

type Meter = Awaited<ReturnType<typeof makeMeter>>
let meter: Promise<Meter> | undefined

/** Loaded when a password is first set: its lists would slow down every start. */
function loadMeter(): Promise<Meter> {
  meter ??= makeMeter()
  return meter
}

async function makeMeter() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, l33tMaxSubstitutions: 20 })
}
