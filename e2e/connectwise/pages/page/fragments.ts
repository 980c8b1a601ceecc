/**
 * The address, as this page keeps it: in-page navigation changes the fragment and nothing else.
 * The query string stays as it was loaded and soon names a ticket that is no longer shown.
 */
import {
  type Cards,
  dealCards,
  directState,
  readFragment,
  type Screen,
  stateOf,
  suffixOf,
} from '../screen-state.ts'
import { mintToken, writeState } from '../token.ts'
import type { Page } from './context.ts'

export function makeFragments(page: Page) {
  let cards: Cards = { first: 0, second: 0, pid: 58 }
  const known = new Map<string, Screen>()
  let current = location.hash

  /** What an unreadable fragment looks like; the page itself remembers what it meant. */
  function gibberish(): string {
    const letters = Array.from({ length: 40 }, () => Math.floor(page.random() * 36).toString(36))
    return `XQAACA${letters.join('')}`
  }

  function compose(screen: Screen): string {
    const numbers = { random: page.random, now: Date.now }
    const mint = () => mintToken(stateOf(screen, cards, numbers))
    switch (page.switches.fragment) {
      case 'noSuffix':
        return mint()
      case 'undecodable':
        return `${gibberish()}??${suffixOf(screen)}`
      case 'startscreen':
        return screen.name === 'ticket'
          ? `startscreen=sr150&state=${encodeURI(writeState(directState(screen.id, cards.pid)))}`
          : 'startscreen=sr200'
      default:
        return `${mint()}??${suffixOf(screen)}`
    }
  }

  return {
    write: (screen: Screen) => {
      cards = dealCards(cards, screen)
      if (page.switches.fragment === 'none') return
      location.hash = compose(screen)
      current = location.hash
      known.set(current, screen)
    },
    /** The screen of a fragment that the browser or the person went to; undefined when own. */
    follow: (): Screen | undefined => {
      if (location.hash === current) return undefined
      current = location.hash
      return known.get(current) ?? readFragment(current.slice(1)) ?? { name: 'board' }
    },
    /** What the loaded address asks for. */
    first: (): { screen: Screen; isNamed: boolean } => {
      const screen = readFragment(location.hash.slice(1)) ?? readQuery(location.search)
      if (screen) cards = dealCards(cards, screen)
      return { screen: screen ?? { name: 'board' }, isNamed: screen !== undefined }
    },
  }
}

/** Names and values of parameters come in any case. */
function readQuery(search: string): Screen | undefined {
  const query = new Map(
    [...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value]),
  )
  const ticket = Number(query.get('service_recid') ?? query.get('srrecid') ?? 0)
  if (ticket > 0) return { name: 'ticket', id: ticket, opened: 'directly' }
  const id = Number(query.get('recid') ?? 0)
  const type = (query.get('routeto') ?? query.get('recordtype') ?? '').toLowerCase()
  if (!(id > 0) || type === '') return undefined
  if (type === 'servicefv') return { name: 'ticket', id, opened: 'directly' }
  if (type === 'companyfv') return { name: 'company', id }
  return { name: type === 'contactfv' ? 'contact' : 'record', id }
}
