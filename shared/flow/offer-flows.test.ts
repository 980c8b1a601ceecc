import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OfferableFlow, offerFlows } from './offer-flows.ts'
import { isOneEditApart } from './read-words.ts'
import { searchFlowList } from './search-flow-list.ts'

const flow = (slug: string, words: string[], more: Partial<OfferableFlow> = {}) => ({
  slug,
  name: `The ${slug}`,
  summary: `About ${slug}.`,
  category: 'General',
  isSubFlow: false,
  words,
  ...more,
})

const TUNNEL = flow('tunnel', ['VPN', 'tunnel down', 'site to site'])
const SHARE = flow('share', ['access denied', 'Freigabe', '0x80070005', 'drive'])
const LOCK = flow('lock', ['account locked', 'password'])
const DISK = flow('disk', ['drive', 'disk'])
const FLOWS = [TUNNEL, SHARE, LOCK, DISK]

const offered = (summary: string, more: { firstNote?: string; configurations?: string[] } = {}) =>
  offerFlows(FLOWS, { summary, ...more }, 4)
const slugs = (summary: string, more = {}) => offered(summary, more).map((o) => o.flow.slug)

describe('offering', () => {
  test.each([
    ['a word', 'VPN issue', ['tunnel'], ['VPN']],
    ['a phrase', 'The tunnel down again', ['tunnel'], ['tunnel down']],
    ['a phrase with words between', 'Tunnel to Leeds is down', ['tunnel'], ['Tunnel', 'down']],
    ['another order', 'Denied: access to plans', ['share'], ['Denied: access']],
    ['another ending', 'Accounts lock for everyone', ['lock'], ['Accounts lock']],
    ['a typo', 'acount loked', ['lock'], ['acount loked']],
    ['swapped letters', 'passwrod wrong', ['lock'], ['passwrod']],
    ['another language’s compound', 'Serverfreigaben weg', ['share'], ['Serverfreigaben']],
    ['accents', 'vpn spärre', ['tunnel'], ['vpn']],
    ['a code', 'Fehler 0x80070005', ['share'], ['0x80070005']],
    ['nothing', 'New monitor please', [], undefined],
  ])('%s', (_name, summary, expected, because) => {
    const offers = offered(summary)
    expect(offers.map((o) => o.flow.slug)).toEqual(expected)
    expect(offers[0]?.because).toEqual(because)
  })

  test('a phrase beats a word, a code beats a phrase', () => {
    expect(slugs('password, tunnel down')).toEqual(['tunnel', 'lock'])
    expect(slugs('account locked 0x80070005')).toEqual(['share', 'lock'])
  })
  test('the summary says more than the note, and that more than a device', () => {
    expect(slugs('VPN', { firstNote: 'password' })).toEqual(['tunnel', 'lock'])
    expect(slugs('x', { firstNote: 'password and VPN', configurations: ['disk'] })).toEqual([
      'lock',
      'tunnel',
    ])
  })
  test('a word that several flows share says little', () => {
    const [first] = offered('drive password')
    expect(first?.flow.slug).toBe('lock')
  })
  test('the same word again says nothing new', () => {
    const once = offered('VPN')[0]?.score
    expect(offered('VPN VPN vpn', { firstNote: 'VPN' })[0]?.score).toBe(once)
  })
  test('sub-flows are never offered, and never more than asked for', () => {
    const sub = flow('sub', ['VPN'], { isSubFlow: true })
    expect(offerFlows([sub, ...FLOWS], { summary: 'VPN disk account locked' }, 2)).toHaveLength(2)
    expect(offerFlows([sub], { summary: 'VPN' }, 5)).toEqual([])
  })
  test('the order of the flows does not matter', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(FLOWS, { minLength: 4 }),
        fc.array(fc.constantFrom('drive', 'disk', 'VPN', 'access', 'denied', 'tunnel', 'down'), {
          maxLength: 8,
        }),
        (flows, words) => {
          const told = (list: OfferableFlow[]) => offerFlows(list, { summary: words.join(' ') }, 9)
          expect(told(flows)).toEqual(told(FLOWS))
        },
      ),
    )
  })
  test('any text is read, lone halves of characters too', () => {
    const anything = fc.uint16Array({ maxLength: 40 }).map((units) => String.fromCharCode(...units))
    const said = fc.constantFrom('VPN', ' tunnel', ' down ', 'Access\tdenied', '0x80070005', ' ')
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, said), { maxLength: 12 }), (parts) => {
        const summary = parts.join('')
        for (const { because } of offered(summary, { firstNote: summary })) {
          for (const words of because) expect(summary).toContain(words)
        }
      }),
    )
  })
})

describe('searching', () => {
  const found = (query: string) => searchFlowList(FLOWS, query).map((f) => f.slug)
  test.each([
    ['as it is written', 'tunnel', ['tunnel']],
    ['unfinished', 'tun', ['tunnel']],
    ['all words, in any order', 'down site', ['tunnel']],
    ['no word too many', 'tunnel password', []],
    ['with another ending', 'passwords', ['lock']],
    ['with a wrong letter', 'tunel', ['tunnel']],
    ['with a wrong letter, unfinished', 'passwrd', ['lock']],
    ['the name before the words', 'disk', ['disk']],
    ['nothing for nothing', '  ', []],
    ['sub-flows too: a person asked for them', 'about lock', ['lock']],
  ])('%s', (_name, query, expected) => {
    expect(found(query)).toEqual(expected)
  })

  test('looks at each flow once and at nothing twice: 3,000 flows cost ten times 300', () => {
    const reads = (count: number) => {
      let n = 0
      const many = Array.from({ length: count }, (_, i) => {
        const one = flow(`f${i}`, ['VPN', 'tunnel down'])
        return new Proxy(one, {
          get(target, key, receiver) {
            n += 1
            return Reflect.get(target, key, receiver)
          },
        })
      })
      searchFlowList(many, 'f')
      const first = n
      searchFlowList(many, 'zzz')
      expect(n).toBe(first)
      searchFlowList(many, 'tunnel zz')
      expect(n).toBe(first)
      return first / count
    }
    expect(reads(3000)).toBeLessThan(reads(300) * 2)
  })
})

test('one edit is one letter left out, added, wrong or swapped', () => {
  const apart = (a: string, b: string) => isOneEditApart(a, b)
  expect(['', 'share'].map((b) => apart('share', b))).toEqual([false, true])
  expect(['shar', 'sshare', 'sharx', 'hsare', 'shaer'].every((b) => apart('share', b))).toBe(true)
  expect(['sha', 'erahs', 'hsaer', 'sharexx'].some((b) => apart('share', b))).toBe(false)
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(apart(a, b)).toBe(apart(b, a))
    }),
  )
})
