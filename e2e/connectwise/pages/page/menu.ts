/** The left menu. */
import type { Screen } from '../screen-state.ts'
import type { Page } from './context.ts'
import { h, names } from './dom.ts'
import { type IconName, icon } from './icons.ts'

type Item = { word: string; icon?: IconName; screen?: Screen }

const items: Item[] = [
  { word: 'Today', icon: 'sun', screen: { name: 'today' } },
  { word: 'My Calendar', icon: 'time', screen: { name: 'calendar' } },
  { word: 'Favorites', icon: 'star' },
  { word: 'Companies', icon: 'building' },
  { word: 'Contacts', icon: 'people' },
  { word: 'Service Desk', icon: 'desk' },
  { word: 'Service Board', screen: { name: 'board' } },
  { word: 'New Ticket', screen: { name: 'newTicket' } },
  { word: 'Project', icon: 'project' },
  { word: 'Project Tickets', screen: { name: 'projectTickets' } },
  { word: 'Time & Expense', icon: 'expense' },
  { word: 'Time Sheets', screen: { name: 'timeSheets' } },
  { word: 'Procurement', icon: 'cart' },
  { word: 'Products', screen: { name: 'products' } },
  { word: 'System', icon: 'gear' },
  { word: 'Setup Tables', screen: { name: 'setup' } },
]

export function makeMenu(page: Page) {
  const lines = items.map((item) => {
    const line = h('div', {
      class: `obf-menuItem ${item.icon ? '' : 'obf-menuSub'}`,
      title: item.word,
      on: { click: () => item.screen && page.goTo(item.screen) },
    })
    if (item.icon) line.append(icon(item.icon))
    line.append(h('span', { text: item.word }))
    return { line, name: item.screen?.name }
  })
  return {
    menu: h('div', { class: 'cw-lcm-section' }, ...lines.map(({ line }) => line)),
    choose: (name: Screen['name']) => {
      const wanted = name === 'ticket' ? 'board' : name
      for (const one of lines) {
        one.line.classList.toggle(names('obf-menuItemChosen'), one.name === wanted)
      }
    },
  }
}
