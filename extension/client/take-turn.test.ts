import { describe, expect, test } from 'vitest'
import { type TurnBrowser, takeTurn } from './take-turn.ts'
import { makeTurnBrowser } from './testing/fake-tabs.ts'

function openTab(browser: TurnBrowser, letGo: () => Promise<void> = async () => undefined) {
  const seen: string[] = []
  const turn = takeTurn(
    'a draft',
    { onHere: () => seen.push('here'), onElsewhere: () => seen.push('elsewhere'), letGo },
    browser,
  )
  return { ...turn, seen }
}
const settle = () => new Promise((done) => setTimeout(done))

describe('of the tabs that have one thing open', () => {
  test('the first writes; the next goes on once that is closed, a closed one never', async () => {
    const browser = makeTurnBrowser()
    const [first, second, third] = [openTab(browser), openTab(browser), openTab(browser)]
    await settle()
    expect([first.seen, second.seen, third.seen]).toEqual([['here'], ['elsewhere'], ['elsewhere']])
    second.end()
    await settle()
    first.end()
    await settle()
    expect([first.seen, second.seen, third.seen]).toEqual([
      ['here'],
      ['elsewhere'],
      ['elsewhere', 'here'],
    ])
  })

  test('one that is left lets go once all that was typed in it is kept', async () => {
    const browser = makeTurnBrowser()
    const [first, second] = [openTab(browser), openTab(browser)]
    await settle()
    let keep: () => void = () => undefined
    first.end(new Promise((kept) => (keep = kept)))
    await settle()
    expect(second.seen).toEqual(['elsewhere'])
    keep()
    await settle()
    expect(second.seen).toEqual(['elsewhere', 'here'])
  })

  test('one that asks has it once all is kept in the other, and that one may ask for it back', async () => {
    const browser = makeTurnBrowser()
    let keep: () => void = () => undefined
    const first = openTab(browser, () => new Promise((kept) => (keep = kept)))
    const second = openTab(browser)
    await settle()
    second.askFor()
    second.askFor()
    await settle()
    expect(second.seen).toEqual(['elsewhere'])
    keep()
    await settle()
    expect([first.seen, second.seen]).toEqual([
      ['here', 'elsewhere'],
      ['elsewhere', 'here'],
    ])
    first.askFor()
    await settle()
    expect([first.seen.at(-1), second.seen.at(-1)]).toEqual(['here', 'elsewhere'])
  })
})

test('where a browser cannot tell, nobody waits', () => {
  const browser = { ...makeTurnBrowser(), locks: undefined }
  expect([openTab(browser).seen, openTab(browser).seen]).toEqual([['here'], ['here']])
})
