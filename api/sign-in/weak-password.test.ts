import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEMO_TEAM } from '#db/seed/demo-team.ts'
import { whyWeak } from './weak-password.ts'

const ADA = {
  email: 'ada.park@contoso.example',
  name: 'Ada Park',
  teamName: 'Contoso MSP',
  isDemo: false,
}

test.each([
  ['passwordpassword', /on every list|repeats itself/],
  ['Password1234567!', /passwords that are on every list/],
  ['dragonmasterdragon', /passwords that are on every list/],
  ['0987654321qwertyuiop', /passwords that are on every list/],
  ['P4ssw0rd2026!!!!', /passwords that are on every list/],
  ['Summer2026Summer2026', /repeats itself/],
  ['aaaaaaaaaaaaaaaaaaaa', /repeats itself/],
  ['abcdefghijklmnopqrstuvwxyz', /repeats itself/],
  ['Correct Horse Battery Staple 1', /list of known passwords/],
  ['resolutionflow-2026', /the name, the e-mail address or the team/],
])('“%s” is refused, and what to take instead is said', async (password, why) => {
  const weakness = await whyWeak(password, ADA)
  expect(weakness).toMatch(why)
  expect(weakness).toContain('Use a phrase of your own: four words or more')
})

test.each([
  'eleven green umbrellas',
  'an entirely new phrase',
  'ein stiller Hafen am Morgen',
  'kT9#mfQ2xv7LpZ4w',
  'тихая гавань на рассвете',
  '静かな港の朝は海の上に霧が流れる',
  `${'purple lantern walks quietly '.repeat(6)}home`,
])('“%s” may be used: no kind of character is asked for', async (password) => {
  expect(await whyWeak(password, ADA)).toBeUndefined()
})

test('the passwords of the demonstration are for the demonstration', async () => {
  for (const { email, name, password } of DEMO_TEAM.people) {
    const about = { email, name, teamName: DEMO_TEAM.name }
    expect(await whyWeak(password, { ...about, isDemo: true })).toBeUndefined()
    expect(await whyWeak(password, { ...about, isDemo: false })).toContain('demonstration')
  }
})

const word = fc.stringMatching(/^[a-z]{3,12}$/)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

test('own name, address and team, in any order, with up to seven other characters, are refused', async () => {
  const mixed = fc.record({
    first: word,
    last: word,
    company: word,
    order: fc.array(fc.nat(4), { minLength: 5, maxLength: 9 }),
    between: fc.constantFrom('', ' ', '-', '_', '.', '!'),
    around: fc.stringMatching(/^[a-z\d]{0,7}$/),
    isCapital: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(mixed, async ({ first, last, company, order, between, around, isCapital }) => {
      const about = {
        email: `${first}.${last}@${company}.example`,
        name: `${capital(first)} ${capital(last)}`,
        teamName: `${capital(company)} MSP`,
        isDemo: false,
      }
      const own = [first, last, company, about.email, about.teamName]
      const said = order.map((at) => (isCapital ? capital(own[at] ?? '') : (own[at] ?? '')))
      expect(await whyWeak(said.join(between) + around, about)).toContain('the e-mail address')
    }),
  )
})

test('whatever is typed gets an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200, unit: 'binary' }), async (password) => {
      expect((await whyWeak(password, ADA)) ?? 'It may be used').toMatch(/^It /)
    }),
    { numRuns: 10 },
  )
}, 120_000)
