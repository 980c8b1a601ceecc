import { expect, it } from 'vitest'
import { normalSwitches, readSwitches, writeSwitches } from './switches.ts'

it('says nothing when nothing differs', () => {
  expect(writeSwitches(normalSwitches())).toBe('')
  expect(readSwitches('?locale=en_US').switches).toEqual(normalSwitches())
})

it('reads what it wrote, in one parameter or several', () => {
  const said = writeSwitches({ pod: 'undocked', labelDelay: 2000, draft: '0.10.5' })
  expect(said).toBe('pod:undocked,draft:0.10.5,labelDelay:2000')
  const wanted = { ...normalSwitches(), pod: 'undocked', labelDelay: 2000, draft: '0.10.5' }
  expect(readSwitches(`?standin=${said}`)).toEqual({ switches: wanted, problems: [] })
  const apart = said.split(',').map((one) => `standin=${one}`)
  expect(readSwitches(apart.join('&')).switches).toEqual(wanted)
})

it('takes a bare name as the second value', () => {
  expect(readSwitches('standin=pool').switches.pool).toBe('off')
})

it.each([
  'nonsense',
  'pod:sideways',
  'labelDelay',
  'labelDelay:-1',
  'labelDelay:99999',
  '__proto__:x',
])('names what it does not know: %s', (said) => {
  const read = readSwitches(`standin=${said}`)
  expect(read.switches).toEqual(normalSwitches())
  expect(read.problems).toHaveLength(1)
})
