/**
 * The stand-in's own bar: says what this page is, and holds the switches. Setting one loads the
 * page again with the switch in its address, so that every address can be kept and sent on.
 */
import {
  normalSwitches,
  type Switches,
  type SwitchName,
  switchNames,
  switchTable,
  writeSwitches,
} from '../switches.ts'
import { h } from './dom.ts'

export type Act = { word: string; act: () => void }

export function makeBar(switches: Switches, problems: string[], acts: Act[]): HTMLElement {
  const normal = normalSwitches()
  const changed = switchNames.filter((name) => switches[name] !== normal[name])
  const says = changed.map((name) => `${name}: ${switches[name]}`)
  const summary = h('summary', {}, h('b', { text: 'Stand-in' }))
  summary.append(
    ' for ConnectWise PSA, for trying and testing. Not ConnectWise; nothing here is real. ',
  )
  summary.append(changed.length > 0 ? `Switched: ${says.join(', ')}` : 'Switches')
  if (problems.length > 0) summary.append(` (${problems.join(' ')})`)
  const form = h('form', {}, ...switchNames.map((name) => switchLine(name, switches, changed)))
  const buttons = [...acts, { word: 'All switches back', act: () => reload({}) }]
  const row = h(
    'div',
    { class: 'acts' },
    ...buttons.map(({ word, act }) =>
      h('button', { text: word, attrs: { type: 'button' }, on: { click: act } }),
    ),
  )
  return h('details', { id: 'standin-bar' }, summary, form, row)
}

function switchLine(name: SwitchName, switches: Switches, changed: SwitchName[]): HTMLElement {
  const one = switchTable[name]
  const title = h('span', { text: one.title, class: changed.includes(name) ? 'changed' : '' })
  const set = (value: string) =>
    reload({ ...switches, [name]: one.kind === 'amount' ? Number(value) : value })
  if (one.kind === 'amount') {
    const input = h('input', { attrs: { type: 'number', min: '0', max: String(one.most) } })
    input.value = String(switches[name])
    input.addEventListener('change', () => set(input.value))
    return h('label', {}, title, input)
  }
  const options = one.values.map((value) => h('option', { text: value, attrs: { value } }))
  const select = h('select', {}, ...options)
  select.value = String(switches[name])
  select.addEventListener('change', () => set(select.value))
  return h('label', {}, title, select)
}

function reload(wanted: Partial<Switches>) {
  const address = new URL(location.href)
  const said = writeSwitches(wanted)
  address.searchParams.delete('standin')
  // Colons and commas may stand in a query as they are, and are easier to read so.
  const rest = address.searchParams.toString()
  address.search = [rest, said && `standin=${said}`].filter(Boolean).join('&')
  if (address.href === location.href) location.reload()
  else location.replace(address)
}
