/** The keys that write: each leaves in the record what it says, at the step one stands at. */
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { exportSession } from '#shared/note/export-session.ts'
import { tellSession } from '#shared/note/tell-session.ts'
import type { Session } from '#shared/session/session.ts'
import { clock, day } from '../../ui/time-words.ts'
import { fill, GUIDE, makeWalkScreen, press, type } from '../testing/make-walk-screen.tsx'

type Screen = Awaited<ReturnType<typeof makeWalkScreen>>

let close: () => void
afterEach(() => close())

/** At the first step, with the one value it names known. */
async function atCheck(): Promise<Screen> {
  const screen = await makeWalkScreen()
  close = screen.close
  await act(
    async () =>
      void (await screen.walk.setVariable('server', 'FS02', { keep: 'client', knew: [] })),
  )
  return screen
}

const writing = ({ box }: Screen) => box.querySelector('textarea') ?? undefined

/** Writes into the card that a key has opened, and keeps it with Enter. */
async function write(screen: Screen, key: string, text: string) {
  await press(key)
  await fill(writing(screen), text)
  expect(writing(screen)).toBeUndefined()
}

async function click(screen: Screen, label: string) {
  const button = [...screen.box.querySelectorAll('button')].find(
    (one) => one.textContent === label || one.getAttribute('aria-label') === label,
  )
  await act(async () => {
    if (!button) throw new Error(`There is no button ${label}`)
    button.click()
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

const recordOf = (screen: Screen): Session => {
  const session = screen.session()
  if (!session) throw new Error('There is no session')
  return session
}
const exported = (screen: Screen) =>
  exportSession(
    tellSession(recordOf(screen), { timeZone: 'UTC', sessionId: 'x' }, (text) => text),
    'text',
  )
/** Where each stands in the exported document; -1 for what is not there. */
const placesOf = (screen: Screen, ...texts: string[]) => {
  const document = exported(screen)
  return texts.map((text) => document.indexOf(text))
}
const inOrder = (places: number[]) =>
  expect(places).toEqual(places.filter((at) => at >= 0).toSorted((a, b) => a - b))

test('a double click on an answer is one answer: the step that comes under the pointer gets none', async () => {
  const screen = await atCheck()
  const clicks = (label: string, detail: number) =>
    act(async () => {
      const button = [...screen.box.querySelectorAll('button')].find((one) =>
        one.textContent?.includes(label),
      )
      button?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }))
      await new Promise((resolve) => setTimeout(resolve, 0))
    })
  await clicks('Yes', 1)
  // Where the answer stood is now the end of the flow, under the same pointer.
  await clicks('End here', 2)
  expect(recordOf(screen).steps.map(({ result }) => result.kind)).toEqual(['choice'])
  await clicks('End here', 1)
  expect(recordOf(screen).steps.map(({ result }) => result.kind)).toEqual(['choice', 'ended'])
})

test('o keeps an own note where one stands, before the answer that follows it', async () => {
  const screen = await atCheck()
  await write(screen, 'o', 'The name resolves to the old server')
  expect(recordOf(screen).position?.nodeId).toBe('check')
  expect(recordOf(screen).statements.toArray()).toMatchObject([
    { kind: 'observation', text: 'The name resolves to the old server' },
  ])
  await press('1')
  await write(screen, 'o', 'The user opened a file')
  expect(recordOf(screen).position?.nodeId).toBe('end')
  inOrder(
    placesOf(
      screen,
      'Entered “Share not accessible”',
      'The name resolves to the old server',
      'Is FS02 there? → Yes',
      'The user opened a file',
    ),
  )
})

test('an own note left with Escape leaves no trace, and an empty one is not kept', async () => {
  const screen = await atCheck()
  await press('o')
  await fill(writing(screen), ' ')
  expect(writing(screen)).toBeDefined()
  await press('Escape', writing(screen))
  expect(writing(screen)).toBeUndefined()
  expect(recordOf(screen).statements.length).toBe(0)
})

test('n says why it is not possible here, and one stays where one is', async () => {
  const screen = await atCheck()
  await write(screen, 'n', 'No line to the site')
  const [statement] = recordOf(screen).statements.toArray()
  expect(statement?.kind).toBe('dead_end')
  expect(statement?.text).toContain('No line to the site')
  expect(recordOf(screen).position?.nodeId).toBe('check')
  expect(recordOf(screen).steps.length).toBe(0)
})

test('+ adds steps of one’s own; done, both are on the path as Custom and the flow waits', async () => {
  const screen = await atCheck()
  const titles = ['Ask the branch office', 'Look at the switch']
  for (const title of titles) await write(screen, '+', title)
  const cards = () => screen.box.querySelector('[aria-label="Steps of your own"]')
  for (const title of titles) expect(cards()?.textContent).toContain(`Custom${title}`)
  expect(recordOf(screen).steps.length).toBe(0)

  await click(screen, 'Done')
  await fill(writing(screen), 'The branch sees the same')
  await click(screen, 'Done')
  await fill(writing(screen), '')
  expect(cards()).toBeNull()
  expect(recordOf(screen).customSteps).toEqual([])
  expect(recordOf(screen).steps.toArray()).toMatchObject(
    titles.map((title) => ({ kind: 'custom', title, isOnPath: true, result: { result: 'done' } })),
  )
  expect(recordOf(screen).position?.nodeId).toBe('check')
  inOrder(
    placesOf(
      screen,
      'Ask the branch office → done (Custom)',
      'Ask the branch office: The branch sees the same',
      'Look at the switch → done (Custom)',
    ),
  )
})

test.each(['b', 'Backspace'])(
  '%s goes back, and the record keeps what was taken back',
  async (key) => {
    const screen = await atCheck()
    await press('1')
    expect(recordOf(screen).position?.nodeId).toBe('end')
    await press(key)
    expect(recordOf(screen).position?.nodeId).toBe('check')
    expect(screen.box.textContent).toContain('Is FS02 there?')
    expect(recordOf(screen).steps.toArray()).toMatchObject([
      { title: 'Is FS02 there?', isOnPath: false },
    ])
    expect(exported(screen)).toContain('Is FS02 there? → Yes (Taken back)')
  },
)

test('p pauses for whom and until when; who opens it next reads where one stood', async () => {
  const screen = await atCheck()
  await press('1')
  await press('b')
  await press('p')
  const [reason, until] = screen.box.querySelectorAll<HTMLInputElement>(
    'form[aria-label="Pause"] input',
  )
  // Typed on, a year of more digits would take in the month.
  expect(until?.max).toBe('9999-12-31T23:59')
  await type(reason, 'Ms Adler to call back')
  await fill(until, '2026-06-12T09:30')
  expect(screen.box.querySelector('form[aria-label="Pause"]')).toBeNull()
  const next = new Date('2026-06-12T09:30').toISOString()
  expect(recordOf(screen)).toMatchObject({
    status: 'paused',
    pause: { waitingFor: 'Ms Adler to call back', until: next },
  })

  const again = await screen.openAgain()
  close = again.close
  const card = again.box.querySelector('[aria-labelledby="resume-title"]')
  expect(card?.querySelector('h2')?.textContent).toBe('Is FS02 there?')
  expect(card?.textContent).toContain('Paused')
  expect(card?.textContent).toContain('just now')
  expect(card?.textContent).toContain(
    `Waiting for Ms Adler to call back, next attempt ${day(next)} ${clock(next)}`,
  )
})

test('a link that is opened is recorded as consulted, once for each click', async () => {
  const screen = await atCheck()
  const link = () => screen.box.querySelector('[aria-label="Documentation"] button')
  expect(link()?.textContent).toContain('learn.microsoft.com')
  for (const times of [1, 2]) {
    await act(async () => {
      link()?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve, 0))
    })
    expect(screen.opened).toEqual(Array(times).fill(GUIDE))
    expect(recordOf(screen).links).toMatchObject(
      Array(times).fill({ title: 'Ports of a share', url: GUIDE }),
    )
  }
  await press('1')
  expect(exported(screen)).toContain(`Consulted: Ports of a share (${GUIDE})`)
})

test('m says what is wrong with the step: to those who look after the flow, not in the note', async () => {
  const screen = await atCheck()
  await write(screen, 'm', 'The port is another one since the update')
  expect(recordOf(screen).ratings).toMatchObject([
    { verdict: 'to_mend', text: 'The port is another one since the update' },
  ])
  expect(exported(screen)).not.toContain('another one')
  expect(
    screen.box.querySelector('[aria-label="You said what is wrong with this step"]'),
  ).not.toBeNull()
  await press('+')
  await fill(writing(screen), 'Restart it')
  expect(recordOf(screen).customSteps).toHaveLength(1)
  expect(screen.box.querySelectorAll('button[aria-label$="this step"]')).toHaveLength(1)
})

test('what is being said of a step stays with that step when one goes on', async () => {
  const screen = await atCheck()
  await press('x')
  await type(writing(screen), 'ping times out')
  await act(async () => void (await screen.walk.choose('no')))
  expect(writing(screen)).toBeUndefined()
  expect(exported(screen)).not.toContain('ping times out')
  await act(async () => void (await screen.walk.back()))
  await expect.poll(() => writing(screen)?.value).toBe('ping times out')
})
